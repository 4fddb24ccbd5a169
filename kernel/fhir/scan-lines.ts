import { emitResource } from './json-unit.ts';
import type { ScanContext } from './scan-context.ts';

/** NDJSON: every line that is not blank is a resource of its own, and a broken one concerns no other. */
export class LineScan {
  private readonly context: ScanContext;
  private line = 0;
  /** The rest of a line that is too long is passed over without being kept. */
  private isSkipping = false;

  /** The window stands at the beginning of a line. */
  constructor(context: ScanContext) {
    this.context = context;
  }

  /** Reads the next line; false when it has not arrived whole. */
  step(): boolean {
    const { window, maxResource } = this.context;
    const end = window.bytes.indexOf(0x0a, window.position);
    const isWhole = end >= 0 && end < window.tail;
    window.position = isWhole ? end + 1 : window.tail;
    if (this.isSkipping) {
      window.release();
      if (isWhole) this.line += 1;
      this.isSkipping = !isWhole;
      return isWhole;
    }
    if (isWhole) {
      this.read(end);
      return true;
    }
    if (window.tail - window.head <= maxResource) return false;
    this.context.tell('resource-too-large', `line ${this.line + 1}`);
    this.isSkipping = true;
    return true;
  }

  /** The input is over: what stands in the window is the last line. */
  end(): void {
    if (!this.isSkipping) this.read(this.context.window.tail);
  }

  private read(lineEnd: number): void {
    const { window, tape, unitSink } = this.context;
    const { bytes } = window;
    this.line += 1;
    let start = window.head;
    let end = lineEnd;
    while (start < end && (bytes[start] as number) <= 0x20) start += 1;
    while (end > start && (bytes[end - 1] as number) <= 0x20) end -= 1;
    if (end > start) {
      const path = `line ${this.line}`;
      if (this.context.readStrictly(bytes, start, end, path)) emitResource(tape, 0, path, unitSink);
    }
    window.release();
  }
}
