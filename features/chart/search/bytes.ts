import { CodedError } from '@chartwarden/errors';

/** What is thrown for bytes that are not a segment. */
export const damaged = (): CodedError => new CodedError('CW-SRCH-001');

/** Bytes that grow; whole numbers from 0 to 2^53 as varints (7 bits each, low ones first). */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(1024);
  length = 0;

  byte(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  number(value: number): void {
    this.room(8);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.number(size);
    this.room(size);
    this.length += this.bytes.write(value, this.length);
  }

  raw(value: Uint8Array): void {
    this.room(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }

  clear(): void {
    this.length = 0;
  }

  /** What was written; valid until more is. */
  get written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private room(needed: number): void {
    if (this.length + needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + needed));
    larger.set(this.written);
    this.bytes = larger;
  }
}

/** Reads what {@link ByteWriter} wrote. Throws CW-SRCH-001 for what cannot have been written by it. */
export class ByteReader {
  readonly bytes: Buffer;
  at: number;
  readonly end: number;

  constructor(bytes: Buffer, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  byte(): number {
    const value = this.at < this.end ? this.bytes[this.at] : undefined;
    if (value === undefined) throw damaged();
    this.at += 1;
    return value;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (let read = 0; read < 8; read += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) throw damaged();
        return value;
      }
      scale *= 0x80;
    }
    throw damaged();
  }

  /** How many things follow that take at least `size` bytes each: no count makes more than the bytes can hold. */
  count(size: number): number {
    const value = this.number();
    if (value * size > this.end - this.at) throw damaged();
    return value;
  }

  text(): string {
    const size = this.count(1);
    const value = this.bytes.toString('utf8', this.at, this.at + size);
    this.at += size;
    return value;
  }

  raw(size: number): Buffer {
    if (size > this.end - this.at) throw damaged();
    const value = this.bytes.subarray(this.at, this.at + size);
    this.at += size;
    return value;
  }
}
