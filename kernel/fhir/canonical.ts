import { createHash, hash } from 'node:crypto';
import { ARRAY, ESCAPED, JsonTape, OBJECT } from './json-tape.ts';

/**
 * SHA-256 (hex) of a resource's canonical content: what stays the same when an exporter changes white space, the
 * order of members, escapes in strings, or the bookkeeping of `meta`. Numbers count as written: "1.50" is not "1.5".
 * `at` is the resource's row on the tape.
 */
export function contentHash(tape: JsonTape, at: number): string {
  const writer = new Writer(tape);
  writer.resource(at);
  return writer.digest();
}

/** The content hash of one resource's bytes. Throws JsonError when they are not JSON. */
export function contentHashOf(bytes: Uint8Array): string {
  const tape = new JsonTape();
  tape.read(bytes);
  return contentHash(tape, 0);
}

/** The canonical bytes themselves; what the hash is taken of. */
export function canonicalBytes(bytes: Uint8Array): Uint8Array {
  const tape = new JsonTape();
  tape.read(bytes);
  const writer = new Writer(tape);
  writer.resource(0);
  return writer.written();
}

// One output buffer for the whole process: content hashes are taken one after another, never in parallel.
let shared: Buffer = Buffer.allocUnsafe(64 * 1024);
const KEEP = 1024 * 1024;

class Writer {
  private readonly tape: JsonTape;
  private out: Buffer = shared;
  private length = 0;

  constructor(tape: JsonTape) {
    this.tape = tape;
  }

  resource(at: number): void {
    // No value's canonical form is longer than its source, escapes of lone surrogates included.
    const size = this.tape.stop(at) - this.tape.start(at);
    if (this.out.length < size) {
      const wider: Buffer = Buffer.allocUnsafe(size);
      this.out = wider;
      if (size <= KEEP) shared = wider;
    }
    this.object(at, true);
  }

  digest(): string {
    const bytes = this.written();
    return bytes.length < KEEP ? hash('sha256', bytes, 'hex') : createHash('sha256').update(bytes).digest('hex');
  }

  written(): Uint8Array {
    return this.out.subarray(0, this.length);
  }

  private value(at: number): void {
    switch (this.tape.kind(at)) {
      case OBJECT:
        this.object(at, false);
        return;
      case ARRAY:
        this.array(at);
        return;
      case ESCAPED: {
        const text = JSON.stringify(JSON.parse(this.tape.source(at)));
        this.length += this.out.write(text, this.length, 'utf8');
        return;
      }
      default:
        this.copy(this.tape.start(at), this.tape.stop(at));
    }
  }

  private object(at: number, isRoot: boolean): void {
    const { tape } = this;
    const last = tape.next(at);
    const names: number[] = [];
    for (let name = at + 1; name < last; name = tape.next(name + 1)) {
      if (isRoot && tape.isName(name, 'meta') && this.isBookkeeping(name + 1)) continue;
      names.push(name);
    }
    this.write(sortNames(tape, names), isRoot);
  }

  private write(names: readonly number[], isRoot: boolean): void {
    this.byte(0x7b);
    let first = true;
    for (const name of names) {
      if (!first) this.byte(0x2c);
      first = false;
      this.copy(this.tape.start(name), this.tape.stop(name));
      this.byte(0x3a);
      if (isRoot && this.tape.kind(name + 1) === OBJECT && this.tape.isName(name, 'meta')) this.meta(name + 1);
      else this.value(name + 1);
    }
    this.byte(0x7d);
  }

  private meta(at: number): void {
    const names: number[] = [];
    const last = this.tape.next(at);
    for (let name = at + 1; name < last; name = this.tape.next(name + 1)) {
      if (!isBookkeepingName(this.tape, name)) names.push(name);
    }
    this.write(sortNames(this.tape, names), false);
  }

  /** A meta that has nothing but lastUpdated and versionId. */
  private isBookkeeping(at: number): boolean {
    if (this.tape.kind(at) !== OBJECT) return false;
    const last = this.tape.next(at);
    for (let name = at + 1; name < last; name = this.tape.next(name + 1)) {
      if (!isBookkeepingName(this.tape, name)) return false;
    }
    return true;
  }

  private array(at: number): void {
    const last = this.tape.next(at);
    this.byte(0x5b);
    for (let item = at + 1; item < last; item = this.tape.next(item)) {
      if (item !== at + 1) this.byte(0x2c);
      this.value(item);
    }
    this.byte(0x5d);
  }

  private byte(value: number): void {
    this.out[this.length] = value;
    this.length += 1;
  }

  private copy(start: number, end: number): void {
    const { out } = this;
    const { bytes } = this.tape;
    let to = this.length;
    if (end - start > 128) {
      out.set(bytes.subarray(start, end), to);
      to += end - start;
    } else {
      for (let from = start; from < end; from += 1) {
        out[to] = bytes[from] as number;
        to += 1;
      }
    }
    this.length = to;
  }
}

const isBookkeepingName = (tape: JsonTape, name: number): boolean =>
  tape.isName(name, 'lastUpdated') || tape.isName(name, 'versionId');

/** Up to here insertion is quicker than a sort with a callback; beyond, it would be quadratic. */
const NARROW = 32;

function sortNames(tape: JsonTape, names: number[]): number[] {
  if (names.length > NARROW) return names.sort((a, b) => compare(tape, a, b));
  for (let index = 1; index < names.length; index += 1) {
    const name = names[index] as number;
    let at = index;
    while (at > 0 && compare(tape, names[at - 1] as number, name) > 0) {
      names[at] = names[at - 1] as number;
      at -= 1;
    }
    names[at] = name;
  }
  return names;
}

/** Order by UTF-16 code units (RFC 8785, 3.2.3), which for ASCII is the order of the bytes. Names have no escapes. */
function compare(tape: JsonTape, left: number, right: number): number {
  const { bytes } = tape;
  let a = tape.start(left) + 1;
  let b = tape.start(right) + 1;
  const aEnd = tape.stop(left) - 1;
  const bEnd = tape.stop(right) - 1;
  while (a < aEnd && b < bEnd) {
    const x = bytes[a] as number;
    const y = bytes[b] as number;
    if (x > 0x7f || y > 0x7f) {
      const one = tape.text(left) ?? '';
      const other = tape.text(right) ?? '';
      return one < other ? -1 : one > other ? 1 : 0;
    }
    if (x !== y) return x - y;
    a += 1;
    b += 1;
  }
  return aEnd - a - (bEnd - b);
}
