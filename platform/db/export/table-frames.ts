/**
 * The portable form of a database's rows, the same from both engines: frames of u32le length, u8 kind and payload.
 * Kind 1 opens the stream and kind 4 ends it, so that a cut stream is told from a whole one; both are JSON, like kind 2
 * that opens a table. Kind 3 holds rows as sqlite/packed-statements.ts packs them. Integrity and secrecy are given by
 * whoever carries the stream.
 */
export const FORMAT = 'chartwarden-rows';
export const FORMAT_VERSION = 1;

export interface StreamHead {
  readonly format: typeof FORMAT;
  readonly version: number;
  /** The schema steps that made the tables; an import needs the same. */
  readonly steps: readonly string[];
}

export interface TableHead {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface StreamEnd {
  readonly tables: number;
  readonly rows: number;
}

export type Frame =
  | { readonly kind: 'head'; readonly head: StreamHead }
  | { readonly kind: 'table'; readonly table: TableHead }
  | { readonly kind: 'rows'; readonly packed: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end'; readonly end: StreamEnd };

const KINDS = ['head', 'table', 'rows', 'end'] as const;
const HEADER = 5;
/** A piece of rows is some hundred kilobytes; a length above this is a damaged or foreign file. */
const LONGEST = 1024 * 1024 * 1024;

export function encodeFrame(frame: Frame): Buffer {
  const payload = frame.kind === 'rows' ? frame.packed : Buffer.from(JSON.stringify(bodyOf(frame)));
  const out = Buffer.allocUnsafe(HEADER + payload.length);
  out.writeUInt32LE(payload.length, 0);
  out[4] = KINDS.indexOf(frame.kind) + 1;
  out.set(payload, HEADER);
  return out;
}

const bodyOf = (frame: Exclude<Frame, { kind: 'rows' }>): StreamHead | TableHead | StreamEnd => {
  if (frame.kind === 'head') return frame.head;
  return frame.kind === 'table' ? frame.table : frame.end;
};

/** Reads frames from pieces of any size. Throws RangeError when the stream is damaged or breaks off inside a frame. */
export async function* decodeFrames(source: AsyncIterable<Uint8Array>): AsyncIterable<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of source) {
    rest = rest.length === 0 ? Buffer.from(piece.buffer, piece.byteOffset, piece.length) : Buffer.concat([rest, piece]);
    for (;;) {
      const length = rest.length < HEADER ? undefined : rest.readUInt32LE(0);
      if (length !== undefined && length > LONGEST) throw new RangeError('a frame of an export is too long');
      if (length === undefined || rest.length < HEADER + length) break;
      yield decodeFrame(rest[4] as number, rest.subarray(HEADER, HEADER + length));
      rest = rest.subarray(HEADER + length);
    }
  }
  if (rest.length > 0) throw new RangeError('the export breaks off');
}

function decodeFrame(code: number, payload: Buffer): Frame {
  const kind = KINDS[code - 1];
  if (kind === undefined) throw new RangeError('a frame of an export is of an unknown kind');
  if (kind === 'rows') return { kind, packed: new Uint8Array(payload) };
  const body: unknown = JSON.parse(payload.toString('utf8'));
  if (kind === 'head') return { kind, head: body as StreamHead };
  return kind === 'table' ? { kind, table: body as TableHead } : { kind, end: body as StreamEnd };
}
