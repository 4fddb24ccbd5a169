import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One member of an archive: bytes at once, or as they come. */
export interface Member {
  readonly path: string;
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** Bytes that do not get smaller (pictures, archives) are put in as they are. */
  readonly packed?: boolean;
}

export interface Written {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/** Bytes of small members that wait behind a long one, packed. */
const LEVEL = 6;

/**
 * A .zip on its way out. `write` is given a function that adds a member and resolves when its last byte was taken over;
 * the archive ends when `write` has. Memory holds what is on its way and no more. An error of `write` or of a member, or
 * whoever reads going away, ends all of it; a broken archive has no directory and does not open.
 */
export function zipStream(
  write: (add: (member: Member) => Promise<Written>) => Promise<void>,
  options: { readonly at: number },
): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const mtime = new Date(options.at);
  let under: Readable | undefined;
  const fail = (error: unknown): void => {
    out.destroy(error instanceof Error ? error : new Error('the archive was ended'));
  };
  zip.on('error', fail);
  out.once('close', () => under?.destroy());

  const add = ({ path, content, packed }: Member): Promise<Written> => {
    if (out.destroyed) return Promise.reject(new Error('nobody reads the archive any more'));
    const digest = createHash('sha256');
    let size = 0;
    const how = { mtime, mode: 0o100600, compressionLevel: packed ? 0 : LEVEL };
    return new Promise((resolve, reject) => {
      const tapped = async function* () {
        for await (const piece of content instanceof Uint8Array ? [content] : content) {
          digest.update(piece);
          size += piece.length;
          yield piece;
        }
      };
      const stream = Readable.from(tapped(), { objectMode: false, highWaterMark: 256 * 1024 });
      under = stream;
      stream.once('end', () => resolve({ path, sha256: digest.digest('hex'), size }));
      stream.once('error', (error) => {
        reject(error);
        fail(error);
      });
      stream.once('close', () => reject(new Error('the archive was ended')));
      zip.addReadStreamLazy(path, how, (ready) => ready(null, stream));
    });
  };

  void write(add).then(() => zip.end(), fail);
  return out;
}

/** Pieces of about 64 kB out of many small ones. */
export async function* inPieces(parts: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part);
    held.push(bytes);
    size += bytes.length;
    if (size < 64 * 1024) continue;
    yield Buffer.concat(held, size);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held, size);
}
