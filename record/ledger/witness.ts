import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { openCheckpoint, type TreeHead } from './checkpoint.ts';
import type { Verifier } from './note.ts';

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
  const stem = join(folder, origin.replaceAll(/[^A-Za-z0-9-]+/g, '-'));
  const put = async (file: string, flags: 'a' | 'w', text: string): Promise<void> => {
    const handle = await open(file, flags, 0o600);
    try {
      await handle.writeFile(text);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  };
  /** The file, or no more than its last bytes. A line that a power cut left unfinished is no checkpoint. */
  async function lines(bytes: number): Promise<string[]> {
    const handle = await open(`${stem}.checkpoints`, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    if (handle === undefined) return [];
    try {
      const { size } = await handle.stat();
      const from = Math.max(0, size - bytes);
      const { buffer } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
      return buffer.toString().split('\n').slice(0, -1);
    } finally {
      await handle.close();
    }
  }
  return {
    read: async () => (await lines(Number.MAX_SAFE_INTEGER)).map(noteOf),
    last: async () => (await lines(LAST_BYTES)).slice(-1).map(noteOf)[0],
    write: async (note) => {
      await put(`${stem}.checkpoints`, 'a', `${JSON.stringify(note)}\n`);
      await put(`${stem}.latest.new`, 'w', note);
      await rename(`${stem}.latest.new`, `${stem}.latest`);
    },
  };
}

function noteOf(line: string): string {
  try {
    return String(JSON.parse(line));
  } catch {
    // Kept, so that a damaged line is named as one that is not genuine.
    return line;
  }
}

/** What comparing a log with heads that were seen before says. `restored`: shorter or other, and the log itself says why. */
export type Verdict = 'same' | 'restored' | 'rolled-back' | 'forked' | 'not-genuine';

/** A lawful restore as the log tells it: it went back to `restored`, and these heads were lost by that. */
export interface Restore {
  readonly restored: number;
  readonly lost: readonly TreeHead[];
}

/** The log as it is now. */
export interface Present {
  readonly size: number;
  rootAt(size: number): Promise<Buffer>;
  readonly restores: readonly Restore[];
}

/** Is a head that was seen before the beginning of the log as it is now? */
export async function compareHead(seen: TreeHead, present: Present): Promise<Exclude<Verdict, 'not-genuine'>> {
  if (seen.size <= present.size && (await present.rootAt(seen.size)).equals(seen.root)) return 'same';
  const told = present.restores.some((restore) =>
    restore.lost.some((head) => head.size === seen.size && head.root.equals(seen.root)),
  );
  if (told) return 'restored';
  return seen.size > present.size ? 'rolled-back' : 'forked';
}

/**
 * Compares everything a witness kept with the log. Gives the worst verdict and the checkpoint it is about. Heads of a
 * lost branch, seen before the head that a restore names, count as restored with it.
 */
export async function compareWitness(
  notes: readonly string[],
  origin: string,
  known: readonly Verifier[],
  present: Present,
): Promise<{ readonly verdict: Verdict; readonly note?: string; readonly head?: TreeHead }> {
  let back: number | undefined;
  let restored: { verdict: Verdict; note: string; head: TreeHead } | undefined;
  for (const note of [...notes].reverse()) {
    const head = openCheckpoint(note, origin, known);
    if (head === undefined) return { verdict: 'not-genuine', note };
    const verdict = await compareHead(head, present);
    if (verdict === 'restored') {
      back = present.restores.find((one) => one.lost.some((lost) => lost.root.equals(head.root)))?.restored;
      restored ??= { verdict, note, head };
    } else if (verdict !== 'same' && !(back !== undefined && head.size > back)) {
      return { verdict, note, head };
    }
  }
  return restored ?? { verdict: 'same' };
}
