import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, mkdir, open, opendir, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@chartwarden/time';
import { createOneWriter, type Put } from './one-writer.ts';
import { type Content, checkAddress, ObjectStorageError, type Objects } from './types.ts';

const PIECE = 64 * 1024;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const UNFINISHED = 'unfinished';
const DAY = 86_400_000;

/**
 * Objects as files `<folder>/<first two digits>/<address>`, mode 0600 in 0700 folders. An object appears under its
 * name only when it is whole and on the disk; what a crash left unfinished is removed here.
 */
export async function openFileObjects(options: {
  readonly folder: string;
  /**
   * Other processes have the same folder open: what is unfinished may be theirs, and is removed when it is a day old by
   * this clock.
   */
  readonly shared?: Clock;
}): Promise<Objects> {
  const { folder, shared } = options;
  const unfinished = join(folder, UNFINISHED);
  await mkdir(unfinished, { recursive: true, mode: FOLDER_MODE });
  for (const name of await readdir(unfinished)) await removeLeft(join(unfinished, name), shared && shared.now() - DAY);

  const shelfOf = (address: string): string => join(folder, checkAddress(address).slice(0, 2));
  const pathOf = (address: string): string => join(shelfOf(address), address);
  const known = new Set<string>();
  const oneWriter = createOneWriter();

  const statOf = async (address: string): Promise<Stats | null> => {
    const path = pathOf(address);
    try {
      return await stat(path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw failure(error);
    }
  };

  const size = async (address: string): Promise<number | null> => (await statOf(address))?.size ?? null;

  /** The shelf's own name must be on the disk before anything in it counts as stored. */
  const makeShelf = async (shelf: string): Promise<void> => {
    if (known.has(shelf)) return;
    await mkdir(shelf, { recursive: true, mode: FOLDER_MODE });
    await syncFolder(folder);
    known.add(shelf);
  };

  const store = async (address: string, content: Content): Promise<Put> => {
    if ((await size(address)) !== null) return { existed: true };
    const temporary = join(unfinished, randomBytes(12).toString('hex'));
    try {
      await makeShelf(shelfOf(address));
      await writeDurably(temporary, content);
      await rename(temporary, pathOf(address));
      await syncFolder(shelfOf(address));
    } catch (error) {
      await rm(temporary, { force: true });
      throw failure(error);
    }
    return { existed: false };
  };

  return {
    async put(address, content) {
      checkAddress(address);
      return oneWriter(address, () => store(address, content));
    },
    async get(address) {
      return (await size(address)) === null ? null : pieces(pathOf(address));
    },
    async has(address) {
      return (await size(address)) !== null;
    },
    size,
    writtenAt: async (address) => (await statOf(address))?.mtimeMs ?? null,
    async delete(address) {
      try {
        await unlink(pathOf(address));
        await syncFolder(shelfOf(address));
        return true;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return false;
        throw failure(error);
      }
    },
    async rename(from, to) {
      try {
        await makeShelf(shelfOf(to));
        await rename(pathOf(from), pathOf(to));
        await syncFolder(shelfOf(to));
        await syncFolder(shelfOf(from));
        return true;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return false;
        throw failure(error);
      }
    },
    reach: () => access(folder, constants.R_OK | constants.W_OK | constants.X_OK),
    async *list() {
      for (const shelf of await readdir(folder)) {
        if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
        for await (const entry of await opendir(join(folder, shelf))) if (entry.isFile()) yield entry.name;
      }
    },
  };
}

/** Removes what a crash left, unless it was written to since. */
async function removeLeft(path: string, since: number | undefined): Promise<void> {
  // Somebody else may have removed it, or given it its name, since it was listed.
  const found = since === undefined ? null : await stat(path).catch(() => null);
  if (since === undefined || found === null || found.mtimeMs < since) await rm(path, { force: true });
}

async function writeDurably(path: string, content: Content): Promise<void> {
  const file = await open(path, 'wx', FILE_MODE);
  try {
    if (content instanceof Uint8Array) await writeAll(file, content);
    else for await (const piece of content) await writeAll(file, piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** One write may take less than it was given, on a nearly full disk for example. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at);
    at += bytesWritten;
  }
}

async function* pieces(path: string): AsyncIterable<Uint8Array> {
  const file = await open(path, 'r');
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw failure(error);
  } finally {
    await file.close();
  }
}

/** A new or removed name is durable once its folder is synced (fsync(2)). */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Errors of the operating system name paths, and a path holds an address: only the code goes on. */
function failure(error: unknown): unknown {
  const code = codeOf(error);
  return /^E[A-Z0-9]+$/.test(code) ? new ObjectStorageError(code) : error;
}
