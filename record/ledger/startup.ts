import type { Db } from '@chartwarden/db';
import {
  compareHead,
  compareWitness,
  openCheckpoint,
  type Present,
  type Restore,
  restoreIn,
  rootAt,
  type TreeHead,
  type Verdict,
  type Verifier,
} from '@chartwarden/ledger-proof';
import { foldAccess, readAccessChain } from './access-chain.ts';
import type { Mark } from './high-water.ts';
import { type Head, tileReader } from './ledger.store.ts';
import type { LedgerReader } from './reader.ts';
import type { LedgerCipher } from './types.ts';
import type { Witness } from './witness.ts';

/** How the log compares with what was seen of it before it was opened. */
export interface Startup {
  /** `unknown`: there is no mark to compare with. */
  readonly mark: Exclude<Verdict, 'not-genuine'> | 'unknown';
  /** `unreachable`: the witness could not be read; `none`: there is none, or it has seen nothing yet. */
  readonly witness: Verdict | 'unreachable' | 'none';
  /** What is wrong with the access chain; absent: nothing. */
  readonly access?: string;
  /** Nothing says that the log was rolled back, forked or replaced, or that access was. */
  readonly sound: boolean;
}

const MAX_RESTORES = 10_000;

/** Every lawful restore that the log tells of. None when one of them was changed: then nothing is excused. */
export async function readRestores(reader: LedgerReader): Promise<Restore[]> {
  const entries = await reader.search({ action: 'restore' }, { limit: MAX_RESTORES }).catch(() => []);
  return entries.flatMap((entry) => (entry.sealed || entry.scope !== 'instance' ? [] : restoreIn(entry.body)));
}

/** The log as it stands, for comparing it with heads seen earlier. */
export async function presentOf(db: Db, head: Head, reader: LedgerReader): Promise<Present> {
  const tiles = tileReader(db.all);
  return { size: head.size, rootAt: (size) => rootAt(tiles, size), restores: await readRestores(reader) };
}

/** Compares the log with the mark and with the last checkpoint of the witness (which vouches for all before it). */
export async function compareAtStart(parts: {
  readonly db: Db;
  readonly head: Head;
  readonly mark: Mark | undefined;
  readonly witness: Witness | undefined;
  readonly reader: LedgerReader;
  readonly cipher: LedgerCipher;
  readonly keys: readonly Verifier[];
}): Promise<{
  readonly startup: Startup;
  readonly lost: { readonly mark: TreeHead | undefined; readonly witness: TreeHead | undefined };
}> {
  const { db, head, mark, keys } = parts;
  const present = await presentOf(db, head, parts.reader);
  const seen =
    mark === undefined ? 'unknown' : mark.origin === head.origin ? await compareHead(mark, present) : 'forked';
  let last: string | undefined;
  let witness: Startup['witness'] = 'none';
  try {
    last = await parts.witness?.last();
    if (last !== undefined) witness = (await compareWitness([last], head.origin, keys, present)).verdict;
  } catch {
    witness = 'unreachable';
  }
  const access = await accessProblem(db, head, parts.cipher, seen === 'same' ? mark : undefined);
  const bad = (verdict: string): boolean => ['rolled-back', 'forked', 'not-genuine'].includes(verdict);
  const sound = !bad(seen) && !bad(witness) && access === undefined;
  const lost = { mark, witness: last === undefined ? undefined : openCheckpoint(last, head.origin, keys) };
  return { startup: { mark: seen, witness, ...(access !== undefined && { access }), sound }, lost };
}

async function accessProblem(db: Db, head: Head, cipher: LedgerCipher, mark: Mark | undefined) {
  const { steps, problem } = await readAccessChain(db, head, cipher);
  if (problem !== undefined || mark === undefined) return problem;
  const then = foldAccess(steps.slice(0, mark.accessSeq).map((step) => step.digest));
  return then.equals(mark.accessDigest) ? undefined : 'an access step was changed since it was marked';
}
