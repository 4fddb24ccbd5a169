import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endEveryLogin } from '@chartwarden/accounts';
import type { RestoreDone, RestoreInput } from '@chartwarden/app-cli';
import type { LoadedConfig } from '@chartwarden/config';
import { type Db, lockDataFolder, openPostgres, openSqlite } from '@chartwarden/db';
import type { EgressClaim } from '@chartwarden/egress';
import { CodedError } from '@chartwarden/errors';
import { openCore } from '@chartwarden/gate';
import type { Objects } from '@chartwarden/objects';
import { bytesOfFile, openSealedKeyring, type Report, restoreInto } from '@chartwarden/operate';
import { systemClock } from '@chartwarden/time';
import {
  decodeKit,
  keyringMigrations,
  type RootKey,
  readRootKeyFile,
  rootKeyFrom,
  writeRootKeyFile,
} from '@chartwarden/vault';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { allowedEgress } from './main.ts';
import { migrations } from './migrations.ts';
import { areOwnFiles, openObjects } from './open-objects.ts';
import { createWitnessPlace } from './witness-place.ts';

/**
 * Restores a backup into an empty data folder (and an empty database and keyring, where these are elsewhere). Until it
 * is done the folder is marked, and nothing is served from it; when it fails, what it wrote is removed. Throws
 * CW-OPS-003, -004, -005, -008.
 */
export async function restore(parts: {
  readonly loaded: LoadedConfig;
  readonly egress: EgressClaim;
  readonly input: RestoreInput;
  readonly report: Report;
}): Promise<RestoreDone> {
  const { loaded, egress, input, report } = parts;
  const { config } = loaded;
  egress.openEgress({ allow: allowedEgress(loaded) });
  const clock = systemClock;
  const data = openDataFolder(config.server.data);
  const lock = lockDataFolder(data.root, clock);
  const closing: (() => Promise<void> | void)[] = [() => lock.release()];
  let isOurs = false;
  try {
    clearUnfinished(data);
    refuseFilled(data);
    const { root, hex } = rootOf(loaded, input.kitWords);
    const sealed = await openSealedKeyring(root, bytesOfFile(input.keyring));
    isOurs = true;
    writeFileSync(data.restoring, '{}\n', { mode: 0o600 });

    const keyringUrl = config.keys.keyringUrl?.reveal();
    const keyringDb: Db =
      keyringUrl === undefined
        ? await openSqlite({ file: data.keyring, migrations: keyringMigrations, writer: 'inline', secureDelete: true })
        : await openPostgres({ url: keyringUrl, migrations: keyringMigrations });
    closing.push(() => keyringDb.close());
    await refuseRows(keyringDb, 'keys');
    const objects = await openObjects(config, data, clock);
    if (!areOwnFiles(config)) await refuseObjects(objects);

    const url = config.database.url?.reveal();
    let closeDb = async (): Promise<void> => undefined;
    closing.push(() => closeDb());
    const open = async (steps?: readonly string[]): Promise<Db> => {
      await closeDb();
      const known = migrations.filter(({ name }) => steps === undefined || steps.includes(name));
      const db: Db =
        url === undefined
          ? await openSqlite({ file: data.database, migrations: known })
          : await openPostgres({ url, migrations: known, connections: config.database.connections });
      closeDb = () => db.close();
      return db;
    };
    const restored = await restoreInto(
      {
        objects,
        keyringDb,
        clock,
        async openAt(steps) {
          const unknown = steps.find((step) => !migrations.some(({ name }) => name === step));
          if (unknown !== undefined) throw new CodedError('CW-DB-001', unknown);
          const db = await open(steps);
          await refuseRows(db, 'ledger_head');
          return db;
        },
        reopen: () => open(),
        openCore(db, begin) {
          const { witness } = createWitnessPlace(data, config.witness.dir ?? begin.witness ?? undefined);
          // The place chosen at set-up is asked what was lost, and told nothing: this may be a drill, and the instance
          // that the backup came from may live on. Who takes over says so with witness.dir.
          const asked = (origin: string) => ({ ...witness(origin), write: async () => undefined });
          return openCore({
            db,
            keyringDb,
            objects,
            root,
            clock,
            highWater: data.highWater,
            witness: config.witness.dir === undefined ? asked : witness,
          });
        },
      },
      { root, sealed, backup: bytesOfFile(input.backup) },
      report,
    );
    const { counts } = restored.manifest;
    const { problems } = restored;
    await endEveryLogin(restored.db);
    await restored.core.close();
    if (hex !== null) writeRootKeyFile(join(data.keys, 'root.key'), hex);
    rmSync(data.restoring);
    return {
      restored: counts,
      takenAt: restored.begin.takenAt,
      erasedAgain: restored.erasedAgain,
      verified: problems.length === 0,
      problems,
    };
  } catch (error) {
    for (const step of closing.splice(1).reverse()) await step();
    if (isOurs) clearUnfinished(data);
    throw error;
  } finally {
    for (const step of closing.splice(0).reverse()) await step();
  }
}

/** The root key of a restore; `hex` when it has to be kept as the data folder's own. Throws CW-OPS-008. */
function rootOf(loaded: LoadedConfig, kitWords: string | undefined): { root: RootKey; hex: string | null } {
  const place = loaded.rootKey;
  const configured =
    place.place === 'environment'
      ? rootKeyFrom(place.key.take())
      : existsSync(place.file)
        ? readRootKeyFile(place.file)
        : undefined;
  if (kitWords === undefined) {
    if (configured === undefined) throw new CodedError('CW-OPS-008');
    return { root: configured, hex: null };
  }
  const raw = decodeKit(kitWords);
  const hex = raw.toString('hex');
  const root = rootKeyFrom(raw);
  // A key from the settings that is another one would not open what was restored.
  if (configured !== undefined && !configured.wrapping.id.equals(root.wrapping.id)) throw new CodedError('CW-VLT-004');
  return { root, hex: configured === undefined && place.place === 'data' ? hex : null };
}

const OWN = /^(?:chartwarden\.db|keyring\.db|high-water|witness\.json|objects)(?:$|[-.])/;

/** Removes what a restore that was cut off left in the folder; what came from elsewhere is never touched. */
function clearUnfinished(data: DataFolder): void {
  if (!existsSync(data.restoring)) return;
  for (const folder of [data.root, data.keys])
    for (const name of readdirSync(folder))
      if (OWN.test(name)) rmSync(join(folder, name), { recursive: true, force: true });
  rmSync(data.restoring, { force: true });
}

function refuseFilled(data: DataFolder): void {
  const found = [data.database, data.keyring, data.objects, data.highWater].find((path) => existsSync(path));
  if (found !== undefined) throw new CodedError('CW-OPS-005');
}

/** Neither is a store of files. */
async function refuseObjects(objects: Objects): Promise<void> {
  for await (const _address of objects.list()) throw new CodedError('CW-OPS-005', 'the store of files is not empty');
}

/** A database elsewhere is emptied by nobody but its operator. */
async function refuseRows(db: Db, table: 'keys' | 'ledger_head'): Promise<void> {
  if ((await db.read.withTables<Record<string, object>>().selectFrom(table).selectAll().limit(1).execute()).length > 0)
    throw new CodedError('CW-OPS-005', 'the database is not empty');
}
