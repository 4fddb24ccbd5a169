import { type Db, importTables } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import type { Core } from '@chartwarden/gate';
import { INSTANCE_ID, idToBytes } from '@chartwarden/ids';
import { verifierFor } from '@chartwarden/ledger-proof';
import type { Objects } from '@chartwarden/objects';
import type { Clock } from '@chartwarden/time';
import { Keyring, type RootKey } from '@chartwarden/vault';
import type { Begin, Manifest } from '../backup/format.ts';
import { pulled } from '../backup/pulled.ts';
import { checkRecords } from '../doctor/check-records.ts';
import { orphansAmong } from '../doctor/orphans.ts';
import type { SealedKeyring } from '../keys/sealed-keyring.ts';
import { readCounts } from '../operate.store.ts';
import { OPERATOR } from '../operator.ts';
import type { Report } from '../report.ts';
import { readBackup } from './read-backup.ts';

/** An empty place to restore into. */
export interface RestorePlace {
  readonly objects: Objects;
  readonly keyringDb: Db;
  readonly clock: Clock;
  /** The empty database, at exactly these schema steps. Throws CW-OPS-005 when it is not empty. */
  openAt(steps: readonly string[]): Promise<Db>;
  /** The same database, brought to the newest schema. Called once, after the import. */
  reopen(): Promise<Db>;
  openCore(db: Db, begin: Begin): Promise<Core>;
}

export interface Restored {
  readonly core: Core;
  readonly db: Db;
  readonly begin: Begin;
  readonly manifest: Manifest;
  /** Records that were erased after the backup was taken, erased again before anything is served. */
  readonly erasedAgain: number;
  readonly problems: readonly string[];
}

/**
 * Brings a backup back: rows, objects and keyring into an empty place, the manifest and its signature checked before
 * the core opens, then whoever was erased since is erased again, then everything is checked against the log. The
 * caller removes what was written when this throws.
 */
export async function restoreInto(
  place: RestorePlace,
  from: { readonly root: RootKey; readonly sealed: SealedKeyring; readonly backup: AsyncIterable<Uint8Array> },
  report: Report,
): Promise<Restored> {
  const keyring = await takeKeyring(place, from.root, from.sealed);
  const keys = await keyring.checkpointKeys();
  const { begin, manifest } = await takeContent(place, from.root, from.backup, report, (origin) =>
    keys.map((key) => verifierFor(origin, key.publicKey)),
  );
  const db = await place.reopen();
  const found = await readCounts(db.all);
  if (found.head.size !== manifest.head.size || found.head.root !== manifest.head.root)
    throw new CodedError('CW-OPS-004', 'its rows are not of the moment that its manifest names');

  const core = await place.openCore(db, begin);
  try {
    if (core.ledger.startup().access !== undefined) throw new CodedError('CW-OPS-004', 'its consents are not genuine');
    await core.ledger.recordRestore({ actor: OPERATOR });
    const erased = await core.erasing.replay();
    for (const { record } of await core.keyring.tombstones()) await core.vault.erasure.removeRemains(record, []);
    const problems = await checkAll(core, place.objects, report);
    return { core, db, begin, manifest, erasedAgain: erased.length, problems };
  } catch (error) {
    await core.close();
    throw error;
  }
}

async function takeKeyring(place: RestorePlace, root: RootKey, sealed: SealedKeyring): Promise<Keyring> {
  const instance = idToBytes(INSTANCE_ID);
  const holds = (purpose: string): boolean =>
    sealed.keys.some((row) => row.scope.equals(instance) && row.purpose === purpose);
  if (!holds('data') || !holds('checkpoint')) throw new CodedError('CW-OPS-003', 'it lacks the keys of the instance');
  const keyring = await Keyring.open(place.keyringDb, root, place.clock);
  await keyring.import(sealed);
  return keyring;
}

async function takeContent(
  place: RestorePlace,
  root: RootKey,
  backup: AsyncIterable<Uint8Array>,
  report: Report,
  known: Parameters<typeof readBackup>[3],
) {
  let opened: ((db: Db) => void) | undefined;
  const database = new Promise<Db>((resolve) => {
    opened = resolve;
  });
  let read: Awaited<ReturnType<typeof readBackup>> | undefined;
  let files = 0;
  let bytes = 0;
  // Reading pushes pieces of rows; the import takes them.
  const pieces = pulled<Uint8Array>(async (push) => {
    read = await readBackup(
      root.passphrase('data-backup'),
      backup,
      {
        begin: async (begin) => opened?.(await place.openAt(begin.steps)),
        async rows(piece) {
          bytes += piece.length;
          report({ step: 'restoring rows', done: bytes, unit: 'bytes' });
          await push(piece);
        },
        async object(address, content) {
          files += 1;
          report({ step: 'restoring files', done: files, unit: 'files' });
          const { existed } = await place.objects.put(address, content);
          if (existed) throw new CodedError('CW-OPS-005', 'there are stored files');
        },
      },
      known,
    );
  });
  // The first piece is asked for before the database is there: everything before it happens while waiting.
  const first = await pieces.next();
  if (first.done === true) throw new CodedError('CW-OPS-004', 'it holds no rows');
  try {
    await importTables(await database, following(first.value, pieces));
  } catch (cause) {
    await pieces.return(undefined);
    if (cause instanceof RangeError) throw new CodedError('CW-OPS-004', cause.message, { cause });
    throw cause;
  }
  if (read === undefined) throw new CodedError('CW-OPS-004', 'its manifest is missing');
  return read;
}

async function* following<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

async function checkAll(core: Core, objects: Objects, report: Report): Promise<readonly string[]> {
  const problems: string[] = [];
  const named = new Set<string>();
  let whole = true;
  try {
    for await (const checked of checkRecords(core, report)) {
      for (const address of checked.addresses) named.add(address);
      // One sealed keyring is kept, and it no longer holds what this backup is under.
      if (checked.findings.some((one) => one.kind === 'forgotten')) throw new CodedError('CW-OPS-012');
      for (const { kind, table, row } of checked.findings)
        problems.push(`record ${checked.record}: ${table} ${row} ${kind}`);
      if (checked.findings.some((one) => one.table === 'sources')) whole = false;
    }
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'CW-OPS-012') throw error;
    whole = false;
    problems.push(`${error.code}: ${error.message}`);
  }
  // Files of imports that were never taken in, and of whoever was erased. Kept when it is not sure whose they are.
  if (whole) for await (const address of orphansAmong(objects, named)) await objects.delete(address);
  report({ step: 'checking the log' });
  for (const { seq, what } of (await core.ledger.verify()).problems)
    problems.push(seq === undefined ? what : `line ${seq} of the log: ${what}`);
  return problems;
}
