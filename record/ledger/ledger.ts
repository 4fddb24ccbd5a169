import type { Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { newId } from '@chartwarden/ids';
import { compareWitness, EMPTY_ROOT, HASH, restoreBody, type Verdict, verifierFor } from '@chartwarden/ledger-proof';
import type { Clock } from '@chartwarden/time';
import { type AccessChain, readAccessChain } from './access-chain.ts';
import { type Checkpoints, createCheckpoints, type WitnessStatus } from './checkpoints.ts';
import { exportLedger } from './export.ts';
import { createHighWater } from './high-water.ts';
import { type Head, insertHead, readHead } from './ledger.store.ts';
import { createProver, type Prover } from './prover.ts';
import { createReader, type LedgerReader } from './reader.ts';
import { createSequencer } from './sequencer.ts';
import { compareAtStart, presentOf, type Startup } from './startup.ts';
import type { Append, CheckpointKey, EntryBody, LedgerCipher, Placed, Scope } from './types.ts';
import { type LedgerReport, verifyLedger } from './verify-ledger.ts';
import type { Witness } from './witness.ts';

export interface LedgerOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly cipher: LedgerCipher;
  /** The checkpoint keys of the keyring, oldest first. */
  readonly keys: () => readonly CheckpointKey[];
  /** Path of the high-water mark, outside the database (`<data>/keys/high-water`). */
  readonly highWater: string;
  /** Made once the name of the log is known; absent: no witness. */
  readonly witness?: (origin: string) => Witness;
  /** Milliseconds between two checkpoints when something was appended. Default 60,000. */
  readonly interval?: number;
  /** Told of failures that do not stop the log. */
  readonly failed?: (what: 'high-water' | 'checkpoint', error: unknown) => void;
}

/** The open log of one database. */
export interface Ledger {
  /**
   * Appends an entry; resolves when it and its statements are durable. Rejects with AccessMovedError (guard),
   * KeyErasedError (scope), ConflictError or DuplicateError (its own statements), StorageError (nothing was
   * acknowledged; it may be there all the same). `statementsAt` and `accessAt` run again when a commit is tried again:
   * they depend on their argument only.
   */
  append(append: Append): Promise<Placed>;
  /** All of them in one commit, in this order, or none; a guard looks at what was there before the first. */
  appendAll(appends: readonly Append[]): Promise<readonly Placed[]>;
  /** The head as this process last saw it; with one process on the database, the head. */
  head(): Head;
  /** The head as committed by whichever process came last: one read of one row. */
  refresh(): Promise<Head>;
  readonly reader: LedgerReader;
  readonly prover: Prover;
  readonly checkpoints: Checkpoints;
  /** The public key in use as C2SP verifier key, for the recovery kit and `ledger verify`. */
  verifierKey(): string;
  /** How the log compared with the mark and the witness when it was opened, or since {@link recordRestore}. */
  startup(): Startup;
  /**
   * Says in the log that it was lawfully set back to the head it was opened with, naming the heads that were lost, and
   * from then on tells mark and witness again. Until then neither is overwritten when the start was not sound.
   */
  recordRestore(by: Pick<EntryBody, 'actor'>): Promise<Placed>;
  /** The access chain as the log vouches for it. */
  accessChain(): Promise<AccessChain>;
  /** Checks the whole ledger in the database; see {@link verifyLedger}. */
  verify(): Promise<LedgerReport>;
  /** The whole log as lines of text; see {@link exportLedger}. */
  export(disclose: (scope: Scope) => boolean): AsyncGenerator<string>;
  witnessStatus(): WitnessStatus;
  /** Compares the log with every checkpoint that the witness ever kept, not only with the last as at the start. */
  compareWithWitness(): Promise<Verdict | 'none'>;
  /** Answers what waits, signs a last checkpoint, writes the mark. Appends after that are refused. */
  close(): Promise<void>;
}

/** Opens the log of a database, making it the first time. Throws LedgerBrokenError when its tree contradicts its head. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { db, clock, cipher } = options;
  const failed = options.failed ?? (() => undefined);
  if ((await readHead(db.all)) === undefined) await db.batch([insertHead(firstHead(clock))]);
  const highWater = createHighWater(options.highWater, (error) => failed('high-water', error));
  let marking = false;
  const sequencer = await createSequencer({
    db,
    clock,
    cipher,
    committed: (head) => marking && highWater.reached(head),
  });
  const opened = sequencer.head();
  const reader = createReader(db, cipher);
  const witness = options.witness?.(opened.origin);
  let closed = false;
  const append = (entry: Append): Promise<Placed> =>
    closed ? Promise.reject(new CodedError('CW-LED-003')) : sequencer.append(entry);
  const appendAll = (entries: readonly Append[]): Promise<readonly Placed[]> =>
    closed ? Promise.reject(new CodedError('CW-LED-003')) : sequencer.appendAll(entries);
  const compare = async (notes: readonly string[]): Promise<Verdict> =>
    // Another process may have come last, and told the witness.
    (
      await compareWitness(
        notes,
        opened.origin,
        checkpoints.keys(),
        await presentOf(db, await sequencer.refresh(), reader),
      )
    ).verdict;
  const checkpoints: Checkpoints = await createCheckpoints({
    db, clock, keys: options.keys, witness, compare: (note) => compare([note]), head: sequencer.head, refresh: sequencer.refresh, append,
  }); // biome-ignore format: one line of parts
  const mark = await highWater.read();
  const compared = await compareAtStart({ db, head: opened, mark, witness, reader, cipher, keys: checkpoints.keys() });
  let startup = compared.startup;

  async function trust(): Promise<void> {
    marking = true;
    highWater.reached(sequencer.head());
    checkpoints.trustWitness();
    if (sequencer.head().size > 0) await checkpoints.write();
  }
  if (startup.sound) await trust();
  const timer = setInterval(
    () => void checkpoints.write().catch((error: unknown) => failed('checkpoint', error)),
    options.interval ?? 60_000,
  ).unref();

  return {
    append,
    appendAll,
    head: sequencer.head,
    refresh: sequencer.refresh,
    reader,
    prover: createProver(db, opened.origin, reader, checkpoints),
    checkpoints,
    verifierKey: () => verifierFor(opened.origin, checkpoints.signer().publicKey).text,
    startup: () => startup,
    recordRestore: async (by) => {
      const placed = await append({
        scope: 'instance',
        body: restoreBody(by, opened, compared.lost),
      });
      startup = { ...startup, sound: true };
      // The log may have been set back to before a change of the signing key.
      const newest = options.keys().at(-1);
      if (newest !== undefined && !newest.publicKey.equals(checkpoints.signer().publicKey))
        await checkpoints.rotate(newest, by);
      await trust();
      return placed;
    },
    // Another process may have come last.
    accessChain: async () => readAccessChain(db, await sequencer.refresh(), cipher),
    verify: () => verifyLedger(db, checkpoints.keys(), cipher),
    export: (disclose) => exportLedger({ db, cipher, origin: opened.origin, checkpoints, disclose }),
    witnessStatus: checkpoints.witnessStatus,
    compareWithWitness: async () => {
      const notes = (await witness?.read()) ?? [];
      return notes.length === 0 ? 'none' : compare(notes);
    },
    close: async () => {
      closed = true;
      clearInterval(timer);
      await sequencer.idle();
      try {
        if (sequencer.head().size > 0) await checkpoints.write();
      } finally {
        if (marking) await highWater.flush();
      }
    },
  };
}

/** A log is named once, by chance: restores and copies keep the name, two instances never share one. */
const firstHead = (clock: Clock): Head => ({
  origin: `chartwarden/${newId(clock.now())}`,
  size: 0,
  time: 0,
  root: EMPTY_ROOT,
  accessSeq: 0,
  accessDigest: Buffer.alloc(HASH),
  keyringGeneration: 0,
});
