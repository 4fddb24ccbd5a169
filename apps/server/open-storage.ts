import { existsSync } from 'node:fs';
import type { LoadedConfig } from '@chartwarden/config';
import {
  type Db,
  type DiskReserve,
  enterPostgres,
  keepRoom,
  lockDataFolder,
  onlyProcess,
  openDiskReserve,
  openPostgres,
  openSqlite,
  type Presence,
} from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { openCore } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { Log } from '@chartwarden/log';
import { keepRoomFor } from '@chartwarden/objects';
import { createSealedPlace } from '@chartwarden/operate';
import type { Clock } from '@chartwarden/time';
import { keyringMigrations, ownRootKey, type RootKey, readRootKeyFile, rootKeyFrom } from '@chartwarden/vault';
import { agesOf } from './ages.ts';
import type { DataFolder } from './data-folder.ts';
import { migrations } from './migrations.ts';
import { openObjects } from './open-objects.ts';
import { nextRootOf } from './operate-parts.ts';
import { clearThrowAways } from './throw-away.ts';
import { createWitnessPlace } from './witness-place.ts';

interface StorageParts {
  readonly loaded: LoadedConfig;
  readonly log: Log;
  readonly clock: Clock;
  readonly data: DataFolder;
  /** Steps that give back what was opened, for the caller to take in reverse, also when opening fails midway. */
  readonly closing: (() => Promise<void> | void)[];
  /** Called after a change of a record was written. */
  readonly changed: (record: RecordId) => void;
}

function rootKeyOf(loaded: LoadedConfig, data: DataFolder): RootKey {
  const place = loaded.rootKey;
  switch (place.place) {
    case 'environment':
      return rootKeyFrom(place.key.take());
    case 'file':
      return readRootKeyFile(place.file);
    default:
      return ownRootKey(data.root).root;
  }
}

const STARTING = Buffer.from('start');
const SEALING = Buffer.from('sealed keyring');
/** Milliseconds for which a start waits for those of other servers, which may bring a large database up to date. */
const START_PATIENCE = 30 * 60_000;

/** Opens what holds everything: the lock of the folder, both databases, the objects and the trusted core over them. */
export async function openStorage(parts: StorageParts) {
  const { loaded, log, clock, data, closing } = parts;
  const { config } = loaded;
  const url = config.database.url?.reveal();
  // Before the lock, which writes a note: on a full disk the start needs room, too.
  const reserve = openDiskReserve({
    file: data.reserve,
    size: config.disk.reserveMegabytes * 1024 * 1024,
    // A PostgreSQL server beside us needs 16 MiB at once for its log, and stops when it does not get them.
    pieces: url === undefined ? 16 : 2,
    changed: ({ size, kept, free }) =>
      log[kept < size ? 'warn' : 'info'](kept < size ? 'disk.low' : 'disk.room', { kept, free }),
  });
  closing.push(() => reserve.close());
  if (url === undefined) {
    const lock = lockDataFolder(data.root, clock);
    closing.push(() => lock.release());
  }
  if (existsSync(data.restoring)) throw new CodedError('CW-OPS-006');
  clearThrowAways(data.root);
  const presence = url === undefined ? onlyProcess : await enterPostgres(url);
  closing.push(() => presence.leave());
  // Several servers started at once would all make the tables, the first row of the log and its keys.
  return presence.inTurn(STARTING, () => openStores(parts, reserve, presence), START_PATIENCE);
}

/** Both databases, the objects and the trusted core, while no other server is at it. */
async function openStores(parts: StorageParts, reserve: DiskReserve, presence: Presence) {
  const { loaded, log, clock, data, closing } = parts;
  const { config } = loaded;
  const url = config.database.url?.reveal();
  const withRoom = <D extends Db>(one: D): D => keepRoom(one, reserve, clock);
  const db: Db = withRoom(
    url === undefined
      ? await openSqlite({
          file: data.database,
          migrations,
          onSlowWrite: (slow) => log.warn('db.slow', { ms: slow.milliseconds, statements: slow.batches }),
        })
      : await openPostgres({ url, migrations, connections: config.database.connections }),
  );
  closing.push(() => db.close());
  const keyringUrl = config.keys.keyringUrl?.reveal();
  const keyringDb: Db = withRoom(
    keyringUrl === undefined
      ? await openSqlite({ file: data.keyring, migrations: keyringMigrations, writer: 'inline', secureDelete: true })
      : await openPostgres({ url: keyringUrl, migrations: keyringMigrations }),
  );
  closing.push(() => keyringDb.close());
  const objects = keepRoomFor(await openObjects(config, data, clock), reserve.mayGrow);
  const root = rootKeyOf(loaded, data);
  const next = nextRootOf(loaded);
  const witness = createWitnessPlace(data, config.witness.dir);
  const sealedKeyring = createSealedPlace({
    backupDir: config.keys.backupDir,
    note: data.sealedNote,
    clock,
    among: (work) => presence.inTurn(SEALING, work),
  });
  const core = await openCore({
    db,
    keyringDb,
    objects,
    root,
    ...(next ? { nextRoot: next.key } : {}),
    clock,
    highWater: data.highWater,
    witness: witness.witness,
    // A stick that is not plugged in must not stop anybody's work: doctor names what the sealed keyring lacks.
    keysChanged: async (keyring) => {
      await sealedKeyring.renew(keyring).catch((error: unknown) => log.error('keys.not-sealed', {}, error));
    },
    ages: agesOf(config),
    changed: (record) => parts.changed(record),
    inTurn: presence.inTurn,
    failed: (what, error) => log.error(what === 'checkpoint' ? 'ledger.witness-failed' : 'process.warning', {}, error),
  });
  closing.push(() => core.close());
  if (!core.ledger.startup().sound) throw new CodedError('CW-SRV-002');
  return { reserve, db, presence, keyringDb, objects, next, witness, sealedKeyring, core };
}
