import type { Db } from '@chartwarden/db';
import { idFromBytes } from '@chartwarden/ids';
import { HASH } from '@chartwarden/ledger-proof';
import { findEntries } from './find-entries.store.ts';
import { type Head, readAccessSteps } from './ledger.store.ts';
import { nextAccessDigest } from './placement.ts';
import { openEntry } from './reader.ts';
import type { LedgerCipher } from './types.ts';

/** Digest of the access chain after these steps; 32 zero bytes for none. */
export const foldAccess = (digests: readonly Uint8Array[]): Buffer =>
  digests.reduce<Buffer>(nextAccessDigest, Buffer.alloc(HASH));

/** One step of the access chain: which entry took it, whose decisions it changed, the digest of the row it wrote. */
export interface AccessChainStep {
  readonly accessSeq: number;
  readonly seq: number;
  readonly subject: string;
  readonly digest: Buffer;
}

/** The steps in order; `problem` says that the log itself does not vouch for them. */
export interface AccessChain {
  readonly steps: readonly AccessChainStep[];
  readonly problem?: string;
}

const PAGE = 100;

/**
 * The access chain, for comparing access rows with it: row n of the access tables must have the digest of step n (rows
 * of an erased person may be gone). The steps must lead to the head row, and the head row must be what the last
 * readable entry committed to: nobody without the keys can make all three agree on something else.
 */
export async function readAccessChain(db: Db, head: Head, cipher: LedgerCipher): Promise<AccessChain> {
  const rows = (await readAccessSteps(db.all, 0)).filter((row) => row.seq < head.size);
  const steps = rows.map((row) => ({
    accessSeq: row.access_seq,
    seq: row.seq,
    subject: idFromBytes(row.access_subject),
    digest: row.access_digest,
  }));
  if (steps.some((step, i) => step.accessSeq !== i + 1)) return { steps, problem: 'an access step is missing' };
  const digest = foldAccess(steps.map((step) => step.digest));
  if (steps.length !== head.accessSeq || !digest.equals(head.accessDigest))
    return { steps, problem: 'the access steps do not lead to the head' };
  let said: Awaited<ReturnType<typeof lastCommitted>>;
  try {
    said = await lastCommitted(db, head.size, cipher);
  } catch {
    return { steps, problem: 'the last entry was changed' };
  }
  if (said === undefined) return { steps };
  // What was changed after it belongs to the erased alone: in a backup of that time nobody can read their lines.
  const { seq, access } = said;
  const ofErased = rows.slice(access.seq).every((row) => row.seq > seq && row.scope.equals(row.access_subject));
  const chain = foldAccess(steps.slice(0, access.seq).map((step) => step.digest)).toString('hex');
  if (ofErased && chain === access.chain) return { steps };
  return { steps, problem: 'the last entry was written under another state of access' };
}

/** The last entry that can be read, and what it says about access. Throws when its body was changed. */
async function lastCommitted(db: Db, size: number, cipher: LedgerCipher) {
  let before = size;
  while (before > 0) {
    const rows = await findEntries(db, { words: [] }, { before }, PAGE);
    for (const row of rows) {
      const entry = openEntry(row, cipher);
      if (!entry.sealed) return { seq: row.seq, access: entry.body.access };
    }
    before = rows.at(-1)?.seq ?? 0;
  }
  return undefined;
}
