import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CodedError } from '@chartwarden/errors';

export interface WrittenFile {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/**
 * A file's bytes, opened when the first is asked for. A stream that is made and then not read, because something else
 * failed first, would report its own failure to nobody, and that ends the process.
 */
export async function* bytesOfFile(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file) as AsyncIterable<Buffer>;
}

/**
 * Writes a file (0600) under a name of its own, makes it durable and only then gives it its name: a crash leaves what
 * was there before, and no half file under the name. `keep` refuses to overwrite with CW-OPS-001.
 */
export async function writeDurably(
  file: string,
  pieces: AsyncIterable<Uint8Array>,
  existing: 'replace' | 'keep',
): Promise<WrittenFile> {
  const refuse = async (): Promise<void> => {
    if (existing === 'keep' && (await isThere(file))) throw new CodedError('CW-OPS-001');
  };
  const unfinished = `${file}.unfinished`;
  const digest = createHash('sha256');
  let bytes = 0;
  try {
    await refuse();
    await rm(unfinished, { force: true });
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      for await (const piece of pieces) {
        digest.update(piece);
        bytes += piece.length;
        await handle.writeFile(piece);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await refuse();
    if (existing === 'keep') await linkOrRename(unfinished, file);
    else await rename(unfinished, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw asCoded(error);
  }
  return { bytes, sha256: digest.digest('hex') };
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );

/** A link never replaces what somebody else put there meanwhile; some file systems (FAT on a stick) have none. */
async function linkOrRename(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    await rm(from);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new CodedError('CW-OPS-001');
    await rename(from, to);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems cannot sync a folder; the file itself is on the disk.
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EBADF'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** What the operating system said, by its code: a path could be somebody's name. */
export function asCoded(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof CodedError || typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error;
  return new CodedError('CW-OPS-002', code, { cause: error });
}
