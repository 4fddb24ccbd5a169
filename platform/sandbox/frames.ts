/**
 * The words on the pipes between the server and a sandboxed program, the same in both directions:
 *
 *     kind u8 | header length u32be | body length u32be | header (JSON, UTF-8) | body (raw bytes)
 */
export const frameKinds = {
  /** Child: its code is loaded and it waits for work. */
  ready: 1,
  /** Child: one message of the importer. */
  message: 2,
  /** Child: the work is done; the header carries its own account of it. */
  done: 3,
  /** Child: the work failed; the header names the code. */
  failed: 4,
  /** Child: it wants the input once more, from its beginning. */
  again: 5,
  /** Server: new work; the header is the job. */
  job: 17,
  /** Server: bytes of the input. */
  data: 18,
  /** Server: the input has ended. */
  end: 19,
  /** Server: the input begins again; what came before is not wanted any more. */
  begin: 20,
} as const;

export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds];

export const frameHeadBytes = 9;

export interface FrameLimits {
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number;
}

/** A whole frame. `body` is a view into what the pipe delivered: copy it to keep it for long. */
export interface Frame {
  readonly kind: number;
  readonly header: Buffer;
  readonly body: Buffer;
}

/** A frame announced more bytes than the limits allow. */
export class FrameLimitError extends Error {
  constructor() {
    super('a frame is larger than allowed');
    this.name = 'FrameLimitError';
  }
}

/** Cuts a byte stream into frames without copying, except for frames that span chunks. */
export interface FrameReader {
  push(chunk: Buffer): void;
  /** The next whole frame, if it is there. @throws FrameLimitError before any byte of an oversized frame is kept */
  next(): Frame | undefined;
  /** True between frames: the stream may end here. */
  readonly atBoundary: boolean;
}

export const createFrameReader = ({ maxHeaderBytes, maxBodyBytes }: FrameLimits): FrameReader => {
  let current: Buffer = Buffer.alloc(0);
  let offset = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  // What must be there before looking again, so that a large frame in many chunks is joined once, not at each chunk.
  let needed = frameHeadBytes;

  const join = (): void => {
    current = Buffer.concat([current.subarray(offset), ...waiting]);
    offset = 0;
    waiting = [];
    waitingBytes = 0;
  };

  return {
    push(chunk) {
      if (offset === current.length && waiting.length === 0) {
        current = chunk;
        offset = 0;
        return;
      }
      waiting.push(chunk);
      waitingBytes += chunk.length;
    },
    next() {
      const here = current.length - offset;
      if (here < needed) {
        if (here + waitingBytes < needed) return undefined;
        join();
      }
      const headerBytes = current.readUInt32BE(offset + 1);
      const bodyBytes = current.readUInt32BE(offset + 5);
      if (headerBytes > maxHeaderBytes || bodyBytes > maxBodyBytes) throw new FrameLimitError();
      needed = frameHeadBytes + headerBytes + bodyBytes;
      if (current.length - offset < needed) {
        if (current.length - offset + waitingBytes < needed) return undefined;
        join();
      }
      const start = offset + frameHeadBytes;
      const frame: Frame = {
        kind: current[offset] ?? 0,
        header: current.subarray(start, start + headerBytes),
        body: current.subarray(start + headerBytes, offset + needed),
      };
      offset += needed;
      needed = frameHeadBytes;
      return frame;
    },
    get atBoundary() {
      return offset === current.length && waitingBytes === 0;
    },
  };
};

/** The first nine bytes of a frame. */
export const frameHead = (kind: FrameKind, headerBytes: number, bodyBytes: number): Buffer => {
  const head = Buffer.allocUnsafe(frameHeadBytes);
  head[0] = kind;
  head.writeUInt32BE(headerBytes, 1);
  head.writeUInt32BE(bodyBytes, 5);
  return head;
};

/** Collects small frames into one write; large bodies pass uncopied. `write` must take all bytes before it returns. */
export interface FrameWriter {
  write(kind: FrameKind, header: string, body?: Uint8Array): void;
  flush(): void;
  readonly isEmpty: boolean;
}

export const createFrameWriter = (write: (bytes: Uint8Array) => void, batchBytes = 128 * 1024): FrameWriter => {
  const batch = Buffer.allocUnsafe(batchBytes);
  let used = 0;
  const flush = (): void => {
    if (used === 0) return;
    const bytes = batch.subarray(0, used);
    used = 0;
    write(bytes);
  };
  return {
    write(kind, header, body) {
      const bodyBytes = body === undefined ? 0 : body.length;
      // A UTF-16 unit takes at most three bytes in UTF-8.
      const atMost = frameHeadBytes + header.length * 3 + bodyBytes;
      if (atMost <= batchBytes) {
        if (used + atMost > batchBytes) flush();
        const headerBytes = batch.write(header, used + frameHeadBytes, 'utf8');
        batch[used] = kind;
        batch.writeUInt32BE(headerBytes, used + 1);
        batch.writeUInt32BE(bodyBytes, used + 5);
        used += frameHeadBytes + headerBytes;
        if (body !== undefined) batch.set(body, used);
        used += bodyBytes;
        return;
      }
      flush();
      const text = Buffer.from(header, 'utf8');
      write(Buffer.concat([frameHead(kind, text.length, bodyBytes), text]));
      if (body !== undefined && bodyBytes > 0) write(body);
    },
    flush,
    get isEmpty() {
      return used === 0;
    },
  };
};
