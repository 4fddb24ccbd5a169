/**
 * Finds where one JSON value ends by strings and brackets alone, and can be fed in pieces. It does not judge the value:
 * what it delimits is then read strictly (json-tape.ts).
 */
export class ValueLexer {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private inWord = false;

  reset(): void {
    this.depth = 0;
    this.inString = false;
    this.escaped = false;
    this.inWord = false;
  }

  /**
   * Goes on from `from` (the first time: the value's first byte). Returns the position after the value, or -1 when it
   * goes on after `to`.
   */
  run(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    let { depth } = this;
    if (this.inString) {
      at = this.skipString(bytes, at, to);
      if (this.inString) return -1;
      if (depth === 0) return at;
    }
    while (at < to) {
      const byte = bytes[at] as number;
      // White space, digits, comma and colon are below the brackets; most bytes outside strings are these.
      if (byte === 0x22) {
        if (this.inWord) return at;
        at = this.skipString(bytes, at + 1, to);
        if (this.inString) break;
        if (depth === 0) return at;
        continue;
      }
      if (byte > 0x5a) {
        // `{` and `[`, `}` and `]` differ in one bit.
        if ((byte | 0x20) === 0x7b) {
          if (this.inWord) return at;
          depth += 1;
        } else if ((byte | 0x20) === 0x7d) {
          if (depth === 0) return at;
          depth -= 1;
          if (depth === 0) return at + 1;
        } else if (depth === 0) this.inWord = true;
      } else if (depth === 0) {
        if (byte <= 0x20 || byte === 0x2c) return at;
        this.inWord = true;
      }
      at += 1;
    }
    this.depth = depth;
    return -1;
  }

  /** From within a string to the byte after its end; `inString` stays set when it goes on after `to`. */
  private skipString(bytes: Uint8Array, from: number, to: number): number {
    let at = this.escaped ? from + 1 : from;
    this.escaped = false;
    while (at < to) {
      const byte = bytes[at];
      if (byte === 0x22) {
        this.inString = false;
        return at + 1;
      }
      at += byte === 0x5c ? 2 : 1;
    }
    this.inString = true;
    this.escaped = at > to;
    return to;
  }
}

export const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const FULL_URL = Buffer.from('"fullUrl"');
const RESOURCE = Buffer.from('"resource"');

/**
 * The next place that can only be the start of a Bundle entry: an object whose first member is `fullUrl` or
 * `resource`. Inside a JSON string the quotes of those names would be escaped, so a hit is outside of strings.
 * Returns the position of its `{`, or -1.
 */
export function findEntryStart(bytes: Buffer, from: number, to: number): number {
  const byUrl = findObject(bytes, FULL_URL, from, to);
  const byResource = findObject(bytes, RESOURCE, from, byUrl < 0 ? to : byUrl);
  return byResource < 0 ? byUrl : byResource;
}

function findObject(bytes: Buffer, name: Buffer, from: number, to: number): number {
  for (let hit = bytes.indexOf(name, from); hit >= 0 && hit < to; hit = bytes.indexOf(name, hit + 1)) {
    const brace = before(bytes, hit, from);
    if (brace < 0 || bytes[brace] !== 0x7b) continue;
    const separator = before(bytes, brace, 0);
    if (separator >= 0 && bytes[separator] !== 0x2c && bytes[separator] !== 0x5b) continue;
    let after = hit + name.length;
    while (after < to && isSpace(bytes[after])) after += 1;
    if (bytes[after] === 0x3a) return brace;
  }
  return -1;
}

function before(bytes: Buffer, at: number, from: number): number {
  let index = at - 1;
  while (index >= from && isSpace(bytes[index])) index -= 1;
  return index >= from ? index : -1;
}

/** Where in a broken value a byte stands, as a path: `name[0].given`. Good enough for a message; never throws. */
export function pathAt(bytes: Uint8Array, start: number, offset: number): string {
  const stack: { name: string; index: number }[] = [];
  let string = '';
  let at = start;
  while (at < offset && at < bytes.length) {
    const byte = bytes[at];
    const top = stack.at(-1);
    if (byte === 0x22) {
      const from = at + 1;
      at += 1;
      while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
      if (at < offset) string = Buffer.from(bytes.subarray(from, Math.min(at, from + 64))).toString('latin1');
    } else if (byte === 0x3a && top && top.index < 0) top.name = string;
    else if (byte === 0x7b) stack.push({ name: '', index: -1 });
    else if (byte === 0x5b) stack.push({ name: '', index: 0 });
    else if (byte === 0x7d || byte === 0x5d) stack.pop();
    else if (byte === 0x2c && top && top.index >= 0) top.index += 1;
    at += 1;
  }
  let path = '';
  for (const { name, index } of stack.slice(0, 64)) {
    if (index >= 0) path += `[${index}]`;
    else if (name !== '') path += `${path === '' ? '' : '.'}${safeName(name)}`;
  }
  return path;
}

/** A member's name as it may stand in a message: element names only, never what somebody hid in one. */
export const safeName = (name: string): string => (/^_?[A-Za-z][A-Za-z0-9]{0,47}$/.test(name) ? name : '?');
