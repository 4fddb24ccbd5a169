import { randomBytes } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { witnessFile, witnessNotes } from '@chartwarden/ledger-proof';

/** A second place that keeps checkpoints, beyond the reach of whoever can change the data folder. */
export interface Witness {
  /** Every checkpoint it was ever given, oldest first, without asking whether they are genuine. */
  read(): Promise<string[]>;
  /** The last of them, without reading all. */
  last(): Promise<string | undefined>;
  /** Keeps one more; durable when it resolves. */
  write(note: string): Promise<void>;
}

/** More than the longest line of a witness file: a note of sixteen signatures. */
const LAST_BYTES = 8192;

/** A folder as witness: one file that only grows (a checkpoint as a JSON string per line), and the latest as a note. */
export function createFolderWitness(folder: string, origin: string): Witness {
  const file = join(folder, witnessFile(origin));
  const latest = file.replace(/checkpoints$/, 'latest');
  const put = async (name: string, flags: 'a' | 'w', text: string): Promise<void> => {
    const handle = await open(name, flags, 0o600);
    try {
      await handle.writeFile(text);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  };
  /** What the file, or no more than its last bytes, holds. */
  async function notes(bytes: number): Promise<string[]> {
    const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    if (handle === undefined) return [];
    try {
      const { size } = await handle.stat();
      const from = Math.max(0, size - bytes);
      const { buffer } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
      return witnessNotes(buffer.toString());
    } finally {
      await handle.close();
    }
  }
  return {
    read: () => notes(Number.MAX_SAFE_INTEGER),
    last: async () => (await notes(LAST_BYTES)).at(-1),
    write: async (note) => {
      await put(file, 'a', `${JSON.stringify(note)}\n`);
      // Several servers may keep one: each writes its own before it takes the place.
      const next = `${latest}.${randomBytes(6).toString('hex')}`;
      await put(next, 'w', note);
      await rename(next, latest);
    },
  };
}
