import type { Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import {
  HASH,
  openCheckpoint,
  TILE,
  type TreeHead,
  trustedKeys,
  type Verdict,
  type Verifier,
  verifierFor,
} from '@chartwarden/ledger-proof';
import type { Clock } from '@chartwarden/time';
import {
  type Head,
  insertCheckpoint,
  insertRotation,
  lastCheckpoint,
  putTile,
  readRotations,
  tileReader,
} from './ledger.store.ts';
import { signCheckpoint, signRotation } from './signing.ts';
import { type Append, type CheckpointKey, type EntryBody, LedgerBrokenError, type Placed } from './types.ts';
import type { Witness } from './witness.ts';

/** How the second place is doing. */
export interface WitnessStatus {
  /** Absent: no witness was asked for. */
  readonly kept?: { readonly size: number; readonly time: number };
  /** Why the last attempt failed: the code of the operating system (`ENOSPC`), or what the log is to what it kept (`forked`). */
  readonly failure?: string;
}

export interface Checkpoints {
  /** Signs the head as it is now and keeps it here and at the witness; the same note again when nothing was appended. */
  write(): Promise<string>;
  /** A checkpoint whose tree has at least `size` leaves, or all there are: the last one when it will do. */
  covering(size: number): Promise<{ readonly note: string; readonly head: TreeHead }>;
  /** The key that signs from now on becomes another one; the old key says so in the log. */
  rotate(next: CheckpointKey, by: Pick<EntryBody, 'actor'>): Promise<Placed>;
  /** The key in use and every key before it. */
  keys(): readonly Verifier[];
  rotations(): readonly string[];
  signer(): CheckpointKey;
  witnessStatus(): WitnessStatus;
  /** Starts to tell the witness; before, only the database is told. */
  trustWitness(): void;
}

interface Signed {
  readonly note: string;
  readonly head: TreeHead;
}

/**
 * Signs checkpoints. `keys` are those that the keyring holds, oldest first: which of them signs is decided by the
 * rotations in the log, so that a crash between keyring and log leaves neither behind.
 */
export async function createCheckpoints(parts: {
  readonly db: Db;
  readonly clock: Clock;
  readonly keys: () => readonly CheckpointKey[];
  readonly witness: Witness | undefined;
  /** How the log stands to a checkpoint that the witness kept. */
  readonly compare: (note: string) => Promise<Verdict>;
  readonly head: () => Head;
  /** The head as committed by whichever process came last. */
  readonly refresh: () => Promise<Head>;
  readonly append: (append: Append) => Promise<Placed>;
}): Promise<Checkpoints> {
  const { db, clock, witness } = parts;
  const { origin } = parts.head();
  let rotations = await readRotations(db.all);
  let signer = chooseSigner(origin, parts.keys(), rotations);
  let known = knownKeys(origin, parts.keys(), signer, rotations);
  let also: CheckpointKey | undefined;
  let busy: Promise<unknown> = Promise.resolve();
  const last = await lastCheckpoint(db.all);
  let written = last && noted(last.note);
  let status: WitnessStatus = {};
  let telling = false;
  let compared = false;

  /** Another process may have changed the key. */
  async function followRotations(): Promise<void> {
    const now = await readRotations(db.all);
    if (now.length === rotations.length) return;
    signer = chooseSigner(origin, parts.keys(), now);
    known = knownKeys(origin, parts.keys(), signer, now);
    rotations = now;
  }

  async function tell(size: number, note: string): Promise<void> {
    if (witness === undefined || !telling || status.kept?.size === size) return;
    try {
      // It may have been away when the log was opened: what it kept has to be the beginning of what it is told now.
      if (!compared) {
        const last = await witness.last();
        const verdict = last === undefined ? 'same' : await parts.compare(last);
        if (verdict !== 'same' && verdict !== 'restored') {
          status = { ...status, failure: verdict };
          return;
        }
        compared = true;
      }
      await witness.write(note);
      status = { kept: { size, time: clock.now() } };
    } catch (error) {
      // The log goes on: a witness that is away is shown, and told when it is back.
      status = { ...status, failure: (error as NodeJS.ErrnoException).code ?? 'unknown' };
    }
  }

  function noted(note: string): Signed {
    const head = openCheckpoint(note, origin, known);
    if (head === undefined) throw new LedgerBrokenError('its last checkpoint is not genuine');
    return { note, head };
  }

  async function write(): Promise<Signed> {
    // Another process may have come last: a witness is never told of a smaller tree after a larger one.
    const head = await parts.refresh();
    await followRotations();
    if (written?.head.size !== head.size) {
      const note = signCheckpoint(origin, head, also === undefined ? [signer] : [also, signer]);
      // The unfinished tile goes along: with it, a changed entry can be named and not only noticed.
      const index = Math.floor(head.size / TILE);
      const hashes = (await tileReader(db.all)(0, index)).subarray(0, (head.size % TILE) * HASH);
      const tile = hashes.length === 0 ? [] : [putTile({ level: 0, index, hashes })];
      await db.batch([insertCheckpoint(head.size, clock.now(), note), ...tile]);
      written = { note, head };
      also = undefined;
    }
    await tell(written.head.size, written.note);
    return written;
  }

  // One at a time, so that a witness never sees a smaller tree after a larger one.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = busy.then(work, work);
    busy = turn.catch(() => undefined);
    return turn;
  };

  return {
    write: async () => (await inTurn(write)).note,
    covering: async (size) => (written !== undefined && written.head.size >= size ? written : inTurn(write)),
    rotate: (next, by) =>
      inTurn(async () => {
        const from = verifierFor(origin, signer.publicKey).text;
        const to = verifierFor(origin, next.publicKey).text;
        let note = '';
        const placed = await parts.append({
          scope: 'instance',
          body: { ...by, action: 'checkpoint-key', outcome: 'done', detail: { from, to } },
          keysChanged: true,
          statementsAt: ({ seq }) => {
            note = signRotation(origin, seq, signer, next);
            return [insertRotation(seq, note)];
          },
        });
        rotations = [...rotations, note];
        also = signer;
        signer = next;
        known = knownKeys(origin, parts.keys(), signer, rotations);
        await write();
        return placed;
      }),
    keys: () => known,
    rotations: () => rotations,
    signer: () => signer,
    witnessStatus: () => status,
    trustWitness: () => {
      telling = true;
    },
  };
}

/** All keys of the keyring are trusted: after a restore it may hold keys whose rotation was lost with the log's end. */
function knownKeys(
  origin: string,
  keys: readonly CheckpointKey[],
  signer: CheckpointKey,
  rotations: readonly string[],
): readonly Verifier[] {
  const known = trustedKeys(verifierFor(origin, signer.publicKey), rotations);
  if (known === undefined) throw new CodedError('CW-LED-002', 'a rotation is not genuine');
  const held = keys.map((key) => verifierFor(origin, key.publicKey));
  return [...known, ...held.filter((one) => !known.some((key) => key.text === one.text))];
}

/** The key that the last rotation names, or the first key of a log that never rotated. */
function chooseSigner(origin: string, keys: readonly CheckpointKey[], rotations: readonly string[]): CheckpointKey {
  // Line 4 of a rotation is the key that follows; whether it is genuine is checked by knownKeys.
  const named = rotations.at(-1)?.split('\n')[3];
  const signer = named === undefined ? keys[0] : keys.find((key) => verifierFor(origin, key.publicKey).text === named);
  if (signer === undefined) throw new CodedError('CW-LED-002', 'the signing key is missing');
  return signer;
}
