import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Accounts, accountsMigrations, accountsRoutes, createAccounts, type Session } from '@chartwarden/accounts';
import { chartRoutes, createChart } from '@chartwarden/chart';
import { isLoopback, type LoadedConfig, openSessionSecret } from '@chartwarden/config';
import { type Db, lockDataFolder, openPostgres, openSqlite } from '@chartwarden/db';
import type { EgressDoor, SpawnSandbox } from '@chartwarden/egress';
import { CodedError } from '@chartwarden/errors';
import { type Core, coreMigrations, openCore } from '@chartwarden/gate';
import { createHttp, type Http, sessionCookie } from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import { createIntake, intakeRoutes } from '@chartwarden/intake';
import { createJobs, type Jobs, jobsMigrations } from '@chartwarden/jobs';
import type { Log } from '@chartwarden/log';
import { openFileObjects } from '@chartwarden/objects';
import { createSealedPlace, type SealedPlace } from '@chartwarden/operate';
import { createSandbox, type Sandbox } from '@chartwarden/sandbox';
import { createSharing, sharingRoutes } from '@chartwarden/sharing';
import type { Clock } from '@chartwarden/time';
import { keyringMigrations, ownRootKey, type RootKey, readRootKeyFile, rootKeyFrom } from '@chartwarden/vault';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { createIntakeJobs } from './intake-jobs.ts';
import { recoveryKit } from './recovery-kit.ts';
import { createWitnessPlace, type WitnessPlace } from './witness-place.ts';

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const VERSION = '0.1.0';

export interface AppParts {
  readonly loaded: LoadedConfig;
  readonly log: Log;
  readonly clock: Clock;
  readonly spawn: SpawnSandbox;
  readonly door: EgressDoor;
  /** Prints lines where the operator sees them and nowhere else. */
  readonly announce: (lines: readonly string[]) => void;
}

/** Everything that is open while Chartwarden runs, in a server or behind the command line. */
export interface App {
  readonly http: Http<Session>;
  readonly core: Core;
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly sandbox: Sandbox;
  readonly data: DataFolder;
  readonly db: Db;
  readonly witness: WitnessPlace;
  readonly sealedKeyring: SealedPlace;
  close(): Promise<void>;
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

/** Opens the data folder and everything over it. Nothing listens yet. Each step that holds something gives it back on failure. */
export async function openApp(parts: AppParts): Promise<App> {
  const { loaded, log, clock } = parts;
  const { config } = loaded;
  const data = openDataFolder(config.server.data);
  const closing: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const url = config.database.url?.reveal();
    if (url === undefined) {
      const lock = lockDataFolder(data.root, clock);
      closing.push(() => lock.release());
    }
    const migrations = [...coreMigrations, ...jobsMigrations, ...accountsMigrations];
    const db: Db =
      url === undefined
        ? await openSqlite({
            file: data.database,
            migrations,
            onSlowWrite: (slow) => log.warn('db.slow', { ms: slow.milliseconds, statements: slow.batches }),
          })
        : await openPostgres({ url, migrations, connections: config.database.connections });
    closing.push(() => db.close());
    const keyringUrl = config.keys.keyringUrl?.reveal();
    const keyringDb: Db =
      keyringUrl === undefined
        ? await openSqlite({ file: data.keyring, migrations: keyringMigrations, writer: 'inline', secureDelete: true })
        : await openPostgres({ url: keyringUrl, migrations: keyringMigrations });
    closing.push(() => keyringDb.close());
    const objects = await openFileObjects({ folder: data.objects });
    const root = rootKeyOf(loaded, data);
    const next = loaded.nextRootKey === undefined ? undefined : rootKeyFrom(loaded.nextRootKey.take());
    const witness = createWitnessPlace(data, config.witness.dir);
    const sealedKeyring = createSealedPlace({ backupDir: config.keys.backupDir, note: data.sealedNote, clock });
    const core = await openCore({
      db,
      keyringDb,
      objects,
      root,
      ...(next ? { nextRoot: next } : {}),
      clock,
      highWater: data.highWater,
      witness: witness.witness,
      // A stick that is not plugged in must not stop anybody's work: doctor names what the sealed keyring lacks.
      keysChanged: async (keyring) => {
        await sealedKeyring.renew(keyring).catch((error: unknown) => log.error('keys.not-sealed', {}, error));
      },
      failed: (what, error) =>
        log.error(what === 'checkpoint' ? 'ledger.witness-failed' : 'process.warning', {}, error),
    });
    closing.push(() => core.close());
    if (!core.ledger.startup().sound) throw new CodedError('CW-SRV-002');

    const accounts = createAccounts(
      {
        db,
        clock,
        gate: core.gate,
        sealed: core.sealed,
        witness: {
          suggested: witness.suggested,
          async configure(folder) {
            await witness.configure(folder);
            await core.ledger.checkpoints.write();
          },
        },
        recoveryKit: () => recoveryKit(root, core.ledger.verifierKey(), clock.now()),
        announce: parts.announce,
      },
      {
        sessionSecret: openSessionSecret(config).reveal(),
        maxAgeMs: config.session.maxAgeDays * 86_400_000,
        idleMs: config.session.idleMinutes * 60_000,
        publicUrl: config.server.publicUrl,
        cookie: sessionCookie(config),
        loopback: isLoopback(config.server.host),
        version: VERSION,
      },
    );
    const nameOf = (account: AccountId): Promise<string | null> => accounts.nameOf(account);

    const sandbox = createSandbox({
      spawn: parts.spawn,
      root: projectRoot,
      code: ['features/intake/importers'],
      warm: true,
    });
    closing.push(() => sandbox.close());
    const intakeJobs = createIntakeJobs(core.gate);
    const intake = createIntake({
      gate: core.gate,
      vault: core.vault,
      sandbox,
      importer: join(projectRoot, 'features/intake/importers/fhir-r4/main.ts'),
      ...intakeJobs.ports,
    });
    const jobs = createJobs({ db, log, clock, kinds: intakeJobs.kinds(intake) });
    intakeJobs.use(jobs);

    const http = createHttp<Session>({
      config,
      log,
      clock,
      webRoot: join(projectRoot, 'apps/web/dist'),
      async authorize(permission, caller) {
        const session = await accounts.authenticate(caller);
        if (session === null || permission !== 'account') throw new CodedError('CW-ACC-001');
        return session;
      },
      ready: { database: async () => (await db.all('select 1 as one')).length === 1 },
    });
    http.mount(accountsRoutes(accounts));
    http.mount(sharingRoutes(createSharing({ ...core, nameOf })));
    http.mount(chartRoutes(createChart({ ...core, nameOf })));
    http.mount(intakeRoutes(intake));
    log.learnRoutes(http.routesTable().map((row) => row.url));
    return { http, core, accounts, jobs, sandbox, data, db, witness, sealedKeyring, close };
  } catch (error) {
    await close();
    throw error;
  }
}
