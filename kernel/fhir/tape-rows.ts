import { JsonError } from './json-fault.ts';

export interface TapeLimits {
  /** Nesting of objects and arrays. */
  readonly depth: number;
  /** Objects, arrays, strings, numbers, literals and names together. */
  readonly values: number;
}

export const defaultTapeLimits: TapeLimits = { depth: 64, values: 2_000_000 };

export const OBJECT = 1;
export const ARRAY = 2;
export const STRING = 3;
/** A string with at least one backslash. */
export const ESCAPED = 4;
export const NUMBER = 5;
export const TRUE = 6;
export const FALSE = 7;
export const NULL = 8;

/**
 * A flat table over bytes: where each JSON value stands, without making it. Row `at` has a kind, a start and an end
 * (`end` is exclusive; strings include their quotes), and the row that follows the value and everything in it. An
 * object's rows are name, value, name, value ...
 */
export class TapeRows {
  bytes: Uint8Array = new Uint8Array(0);
  /** Rows of [kind, start, end, next]; for names `next` is a hash. */
  protected rows: Int32Array = new Int32Array(4 * 1024);
  protected count = 0;
  protected readonly limits: TapeLimits;

  constructor(limits: TapeLimits = defaultTapeLimits) {
    this.limits = limits;
  }

  kind(at: number): number {
    return this.rows[at * 4] as number;
  }
  start(at: number): number {
    return this.rows[at * 4 + 1] as number;
  }
  stop(at: number): number {
    return this.rows[at * 4 + 2] as number;
  }
  /** The row after the value at `at` and everything in it. */
  next(at: number): number {
    return this.rows[at * 4 + 3] as number;
  }

  /** The row of an object's member, or -1. `name` is ASCII. */
  member(object: number, name: string): number {
    if (this.kind(object) !== OBJECT) return -1;
    const last = this.next(object);
    for (let at = object + 1; at < last; at = this.next(at + 1)) {
      if (this.isName(at, name)) return at + 1;
    }
    return -1;
  }

  isName(at: number, name: string): boolean {
    const start = this.start(at) + 1;
    const length = this.stop(at) - 1 - start;
    if (length !== name.length) return false;
    for (let index = 0; index < length; index += 1) {
      if (this.bytes[start + index] !== name.charCodeAt(index)) return false;
    }
    return true;
  }

  /** The string at a row, unescaped; undefined when the row (or -1) is no string. */
  text(at: number): string | undefined {
    if (at < 0) return undefined;
    const kind = this.kind(at);
    if (kind !== STRING && kind !== ESCAPED) return undefined;
    const source = this.source(at);
    return kind === STRING ? source.slice(1, -1) : (JSON.parse(source) as string);
  }

  /** The bytes of a value as they stand, as text. */
  source(at: number): string {
    return decode(this.bytes, this.start(at), this.stop(at));
  }

  slice(at: number): Uint8Array {
    return this.bytes.subarray(this.start(at), this.stop(at));
  }

  protected row(kind: number, start: number): number {
    const at = this.count;
    if (at >= this.limits.values) throw new JsonError('too-many-values', start);
    if (at * 4 >= this.rows.length) {
      const wider = new Int32Array(this.rows.length * 2);
      wider.set(this.rows);
      this.rows = wider;
    }
    this.rows[at * 4] = kind;
    this.rows[at * 4 + 1] = start;
    this.count = at + 1;
    return at;
  }
}

/** The UTF-8 text of a range of bytes; the bytes are known to be valid. */
export function decode(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
