import { isUtf8 } from 'node:buffer';
import { JsonError } from './json-fault.ts';
import { ARRAY, ESCAPED, FALSE, NULL, NUMBER, OBJECT, STRING, TapeRows, TRUE } from './tape-rows.ts';

export { JsonError, type JsonFault } from './json-fault.ts';
export { ARRAY, decode, ESCAPED, FALSE, NULL, NUMBER, OBJECT, STRING, type TapeLimits, TRUE } from './tape-rows.ts';

/** Longer numbers are refused: no measurement has a thousand digits, and readers disagree about them. */
const NUMBER_LENGTH = 1024;

/**
 * A strict reading of RFC 8259 JSON onto a tape (tape-rows.ts). Stricter than `JSON.parse` where readers would disagree:
 * invalid UTF-8, a name that occurs twice, names written with escapes and `__proto__` are refused (RFC 8259, section 4;
 * RFC 7493, 2.1 and 2.3). One tape is meant to be reused.
 */
export class JsonTape extends TapeRows {
  private position = 0;
  private end = 0;
  private depth = 0;
  private hashes = new Int32Array(64);

  /** Reads exactly one value, with white space around it, from start to end. Throws {@link JsonError}. */
  read(bytes: Uint8Array, start = 0, end = bytes.length): void {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.count = 0;
    this.depth = 0;
    if (!isUtf8(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end))) {
      throw new JsonError('not-utf8', start);
    }
    this.space();
    this.value();
    this.space();
    if (this.position < end) throw new JsonError('text-after-end', this.position);
  }

  private value(): void {
    const { bytes } = this;
    const first = this.position < this.end ? bytes[this.position] : undefined;
    switch (first) {
      case undefined:
        throw new JsonError('unexpected-end', this.end);
      case 0x7b:
        this.object();
        return;
      case 0x5b:
        this.array();
        return;
      case 0x22:
        this.string();
        return;
      case 0x74:
        this.literal(TRUE, 'true');
        return;
      case 0x66:
        this.literal(FALSE, 'false');
        return;
      case 0x6e:
        this.literal(NULL, 'null');
        return;
      default:
        this.number(first);
    }
  }

  private object(): void {
    const at = this.open(OBJECT);
    this.space();
    let members = 0;
    if (this.peek() !== 0x7d) {
      for (;;) {
        const name = this.count;
        if (this.peek() !== 0x22) this.unexpected();
        this.string();
        if (this.rows[name * 4] === ESCAPED) throw new JsonError('escaped-name', this.start(name));
        this.rows[name * 4 + 3] = this.hashOf(name);
        members += 1;
        this.space();
        if (this.peek() !== 0x3a) this.unexpected();
        this.position += 1;
        this.space();
        this.value();
        this.space();
        const separator = this.peek();
        if (separator === 0x7d) break;
        if (separator !== 0x2c) this.unexpected();
        this.position += 1;
        this.space();
        if (this.peek() === 0x7d) throw new JsonError('trailing-comma', this.position);
      }
    }
    this.close(at);
    if (members > 1) this.refuseDuplicates(at, members);
  }

  private array(): void {
    const at = this.open(ARRAY);
    this.space();
    if (this.peek() !== 0x5d) {
      for (;;) {
        this.value();
        this.space();
        const separator = this.peek();
        if (separator === 0x5d) break;
        if (separator !== 0x2c) this.unexpected();
        this.position += 1;
        this.space();
        if (this.peek() === 0x5d) throw new JsonError('trailing-comma', this.position);
      }
    }
    this.close(at);
  }

  private open(kind: number): number {
    this.depth += 1;
    if (this.depth > this.limits.depth) throw new JsonError('too-deep', this.position);
    const at = this.row(kind, this.position);
    this.position += 1;
    return at;
  }

  private close(at: number): void {
    this.position += 1;
    this.depth -= 1;
    this.rows[at * 4 + 2] = this.position;
    this.rows[at * 4 + 3] = this.count;
  }

  private string(): void {
    const { bytes, end } = this;
    const start = this.position;
    let at = start + 1;
    let kind = STRING;
    for (;;) {
      if (at >= end) throw new JsonError('unexpected-end', end);
      const byte = bytes[at] as number;
      if (byte === 0x22) break;
      if (byte === 0x5c) {
        kind = ESCAPED;
        at = this.escape(at);
        continue;
      }
      if (byte < 0x20) throw new JsonError('control-character', at);
      at += 1;
    }
    this.position = at + 1;
    this.scalar(kind, start);
  }

  /** The position after the escape that starts at `at`. */
  private escape(at: number): number {
    const { bytes, end } = this;
    if (at + 1 >= end) throw new JsonError('unexpected-end', end);
    switch (bytes[at + 1]) {
      case 0x22:
      case 0x5c:
      case 0x2f:
      case 0x62:
      case 0x66:
      case 0x6e:
      case 0x72:
      case 0x74:
        return at + 2;
      case 0x75:
        for (let digit = at + 2; digit < at + 6; digit += 1) {
          if (digit >= end) throw new JsonError('unexpected-end', end);
          if (!isHex(bytes[digit] as number)) throw new JsonError('bad-escape', at);
        }
        return at + 6;
      default:
        throw new JsonError('bad-escape', at);
    }
  }

  private number(first: number): void {
    const { bytes, end } = this;
    const start = this.position;
    let at = start;
    if (first === 0x2d) at += 1;
    const lead = at < end ? (bytes[at] as number) : 0;
    if (!isDigit(lead)) {
      if (at === start) this.unexpected();
      throw new JsonError('bad-number', start);
    }
    at += 1;
    if (lead !== 0x30) while (at < end && isDigit(bytes[at] as number)) at += 1;
    if (at < end && bytes[at] === 0x2e) at = this.digits(at + 1, start);
    if (at < end && ((bytes[at] as number) | 0x20) === 0x65) {
      at += 1;
      if (at < end && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at += 1;
      at = this.digits(at, start);
    }
    if (at < end && (isDigit(bytes[at] as number) || bytes[at] === 0x2e)) throw new JsonError('bad-number', start);
    if (at - start > NUMBER_LENGTH) throw new JsonError('number-too-long', start);
    this.position = at;
    this.scalar(NUMBER, start);
  }

  private digits(from: number, start: number): number {
    let at = from;
    while (at < this.end && isDigit(this.bytes[at] as number)) at += 1;
    if (at === from) throw new JsonError('bad-number', start);
    return at;
  }

  private literal(kind: number, word: string): void {
    const start = this.position;
    for (let index = 0; index < word.length; index += 1) {
      if (start + index >= this.end) throw new JsonError('unexpected-end', this.end);
      if (this.bytes[start + index] !== word.charCodeAt(index)) throw new JsonError('unexpected-character', start);
    }
    this.position = start + word.length;
    this.scalar(kind, start);
  }

  private scalar(kind: number, start: number): void {
    const at = this.row(kind, start);
    this.rows[at * 4 + 2] = this.position;
    this.rows[at * 4 + 3] = this.count;
  }

  private hashOf(name: number): number {
    const stop = this.stop(name) - 1;
    let hash = 0x811c9dc5;
    for (let at = this.start(name) + 1; at < stop; at += 1)
      hash = Math.imul(hash ^ (this.bytes[at] as number), 0x01000193);
    // A plain object has this one name that is not like others; nobody needs it in a record.
    if (hash === PROTO && this.isName(name, '__proto__')) throw new JsonError('forbidden-name', this.start(name));
    return hash;
  }

  private refuseDuplicates(object: number, members: number): void {
    if (members > 24) {
      this.refuseDuplicatesOfMany(object);
      return;
    }
    const { hashes, rows } = this;
    let index = 0;
    for (let at = object + 1; index < members; at = rows[(at + 1) * 4 + 3] as number) {
      const hash = rows[at * 4 + 3] as number;
      for (let before = 0; before < index; before += 1) {
        if (hashes[before] === hash) {
          this.refuseDuplicatesOfMany(object);
          break;
        }
      }
      hashes[index] = hash;
      index += 1;
    }
  }

  private refuseDuplicatesOfMany(object: number): void {
    const names = new Set<string>();
    const last = this.next(object);
    for (let at = object + 1; at < last; at = this.next(at + 1)) {
      const name = this.source(at);
      if (names.has(name)) throw new JsonError('duplicate-name', this.start(at));
      names.add(name);
    }
  }

  private space(): void {
    const { bytes, end } = this;
    let at = this.position;
    while (at < end) {
      const byte = bytes[at] as number;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
      at += 1;
    }
    this.position = at;
  }

  private peek(): number {
    if (this.position >= this.end) throw new JsonError('unexpected-end', this.end);
    return this.bytes[this.position] as number;
  }

  private unexpected(): never {
    throw this.position >= this.end
      ? new JsonError('unexpected-end', this.end)
      : new JsonError('unexpected-character', this.position);
  }
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isHex = (byte: number): boolean => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

/** FNV-1a of `__proto__`. */
const PROTO = [...'__proto__'].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193), 0x811c9dc5);
