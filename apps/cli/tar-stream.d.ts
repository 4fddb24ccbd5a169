/** The part of tar-stream that is used here; the package brings no types. */
declare module 'tar-stream' {
  import type { Writable } from 'node:stream';

  export interface Header {
    readonly name: string;
    readonly type?: string | null;
    readonly size?: number;
  }

  export interface Entry extends AsyncIterable<Uint8Array> {
    readonly header: Header;
  }

  export interface Extract extends Writable, AsyncIterable<Entry> {}

  export function extract(): Extract;

  export interface Pack extends AsyncIterable<Uint8Array> {
    entry(
      header: { name: string; size?: number },
      content: string | Uint8Array,
      done?: (error?: Error | null) => void,
    ): Writable;
    entry(header: { name: string; size: number }, done?: (error?: Error | null) => void): Writable;
    finalize(): void;
    destroy(error?: Error): void;
  }

  export function pack(): Pack;
}
