import { openCheckpoint, type TreeHead } from './checkpoint.ts';
import type { Verifier } from './note.ts';

/** The file of a log's checkpoints in a folder that is a witness: a checkpoint as a JSON string per line. */
export const witnessFile = (origin: string): string => `${origin.replaceAll(/[^A-Za-z0-9-]+/g, '-')}.checkpoints`;

/** The checkpoints in the text of that file, oldest first. A line that a power cut left unfinished is none. */
export const witnessNotes = (text: string): string[] => text.split('\n').slice(0, -1).map(noteOf);

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
