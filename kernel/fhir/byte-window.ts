import { isSpace } from './json-lexer.ts';

/** The part of a stream that is still needed: from `head` kept, up to `position` looked at, up to `tail` arrived. */
export class ByteWindow {
  bytes: Buffer = Buffer.allocUnsafe(64 * 1024);
  head = 0;
  position = 0;
  tail = 0;
  /** Stream offset of bytes[0]. */
  base = 0;

  push(chunk: Uint8Array): void {
    if (this.tail + chunk.length > this.bytes.length) this.makeRoom(chunk.length);
    this.bytes.set(chunk, this.tail);
    this.tail += chunk.length;
  }

  /** Forgets what lies before the position. */
  release(): void {
    this.head = this.position;
  }

  /** Moves over white space; false when the arrived bytes end there. */
  skipSpace(): boolean {
    const { bytes, tail } = this;
    let at = this.position;
    while (at < tail && isSpace(bytes[at])) at += 1;
    this.position = at;
    return at < tail;
  }

  get current(): number | undefined {
    return this.position < this.tail ? this.bytes[this.position] : undefined;
  }

  get offset(): number {
    return this.base + this.position;
  }

  private makeRoom(needed: number): void {
    const kept = this.tail - this.head;
    let size = this.bytes.length;
    while (kept + needed > size) size *= 2;
    const target = size === this.bytes.length ? this.bytes : Buffer.allocUnsafe(size);
    this.bytes.copy(target, 0, this.head, this.tail);
    this.bytes = target;
    this.base += this.head;
    this.position -= this.head;
    this.tail = kept;
    this.head = 0;
  }
}
