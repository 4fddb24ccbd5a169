import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Accounts, accountsRoutes, createAccounts, type Session } from '@chartwarden/accounts';
import type { Operator } from '@chartwarden/app-cli';
import {
  chartRoutes,
  createChart,
  createPrints,
  createSearchEngine,
  createThreadPrinter,
  printRoutes,
} from '@chartwarden/chart';
import { isLoopback, type LoadedConfig, openSessionSecret } from '@chartwarden/config';
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
} from '@chartwarden/db';
import type { EgressDoor, SpawnSandbox } from '@chartwarden/egress';
import { CodedError } from '@chartwarden/errors';
import { type Core, openCore } from '@chartwarden/gate';
import { createHttp, type Http, sessionCookie } from '@chartwarden/http';
import type { AccountId, RecordId } from '@chartwarden/ids';
import { createIntake, intakeRoutes } from '@chartwarden/intake';
import { createJobs, type Jobs } from '@chartwarden/jobs';
import type { Log } from '@chartwarden/log';
import { keepRoomFor, openFileObjects } from '@chartwarden/objects';
import {
  type Alerts,
  alertsRoutes,
  createAlerts,
  createErasures,
  createExports,
  createOperate,
  createSealedPlace,
  operateRoutes,
} from '@chartwarden/operate';
import { createSandbox, type Sandbox } from '@chartwarden/sandbox';
import type { Clock } from '@chartwarden/time';
import { keyringMigrations, ownRootKey, type RootKey, readRootKeyFile, rootKeyFrom } from '@chartwarden/vault';
import { agesOf } from './ages.ts';
import { createChartJobs } from './chart-jobs.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { createIntakeJobs } from './intake-jobs.ts';
import { createMailJobs } from './mail-jobs.ts';
import { migrations } from './migrations.ts';
import { createOperateJobs } from './operate-jobs.ts';
import { doctorParts, nextRootOf } from './operate-parts.ts';
import { operatorRoutes, requireOperator } from './operator.routes.ts';
import { createOperator } from './operator.ts';
import { readiness } from './readiness.ts';
import { recoveryKit } from './recovery-kit.ts';
import { createSharingParts, type SharingParts } from './sharing-parts.ts';
import { clearThrowAways, openThrowAway } from './throw-away.ts';
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
  readonly links: SharingParts['links'];
  readonly jobs: Jobs;
  readonly sandbox: Sandbox;
  readonly data: DataFolder;
  readonly db: Db;
  readonly reserve: DiskReserve;
  readonly witness: WitnessPlace;
  readonly alerts: Alerts;
  /** What the operator at the shell may do. */
  readonly operator: Operator;
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
    const presence = url === undefined ? onlyProcess : await enterPostgres(url);
    closing.push(() => presence.leave());
    const keyringUrl = config.keys.keyringUrl?.reveal();
    const keyringDb: Db = withRoom(
      keyringUrl === undefined
        ? await openSqlite({ file: data.keyring, migrations: keyringMigrations, writer: 'inline', secureDelete: true })
        : await openPostgres({ url: keyringUrl, migrations: keyringMigrations }),
    );
    closing.push(() => keyringDb.close());
    const objects = keepRoomFor(await openFileObjects({ folder: data.objects }), reserve.mayGrow);
    const root = rootKeyOf(loaded, data);
    const next = nextRootOf(loaded);
    const witness = createWitnessPlace(data, config.witness.dir);
    const sealedKeyring = createSealedPlace({ backupDir: config.keys.backupDir, note: data.sealedNote, clock });
    let changed: (record: RecordId) => void = () => undefined;
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
      changed: (record) => changed(record),
      failed: (what, error) =>
        log.error(what === 'checkpoint' ? 'ledger.witness-failed' : 'process.warning', {}, error),
    });
    closing.push(() => core.close());
    if (!core.ledger.startup().sound) throw new CodedError('CW-SRV-002');

    const mailJobs = createMailJobs(config);
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
        mail: mailJobs.port,
        recoveryKit: () => recoveryKit(core.keyring.root, core.ledger.verifierKey(), clock.now()),
        announce: parts.announce,
      },
      {
        sessionSecret: openSessionSecret(config).reveal(),
        maxAgeMs: config.session.maxAgeDays * 86_400_000,
        idleMs: config.session.idleMinutes * 60_000,
        get publicUrl() {
          return http.publicUrl();
        },
        cookie: sessionCookie(config),
        loopback: isLoopback(config.server.host) && config.proxy.trusted.length === 0,
        registration: config.accounts.registration === 'open',
        tokenHours: config.accounts.tokenHours,
        version: VERSION,
      },
    );
    const nameOf = (account: AccountId): Promise<string | null> => accounts.nameOf(account);
    const sandbox = createSandbox({
      spawn: parts.spawn,
      root: projectRoot,
      code: ['features/intake/importers', 'features/chart'],
      cache: join(projectRoot, '.cache/importers'),
      warm: true,
    });
    closing.push(() => sandbox.close());
    const intakeJobs = createIntakeJobs(core.gate);
    const intake = createIntake({
      gate: core.gate,
      vault: core.vault,
      people: core.people,
      sandbox,
      importer: join(projectRoot, 'features/intake/importers/fhir-r4/main.ts'),
      ...intakeJobs.ports,
    });
    const engine = createSearchEngine();
    const chartJobs = createChartJobs({ gate: core.gate, vault: core.vault, clock, engine, sandbox });
    closing.push(() => engine.close());
    const publicUrl = () => http.publicUrl();
    const { links, ...sharing } = createSharingParts(core, { db, clock, accounts, ages: agesOf(config), publicUrl });
    const turning = { cells: sharing.cells, only: presence.alone };
    const operateJobs = createOperateJobs(core, turning);
    const jobs = createJobs({
      db,
      log,
      clock,
      kinds: { ...intakeJobs.kinds(intake), ...operateJobs.kinds, ...mailJobs.kinds(accounts), ...chartJobs.kinds },
    });
    intakeJobs.use(jobs);
    mailJobs.use(jobs);
    chartJobs.use(jobs);
    changed = (record) =>
      void chartJobs.kept.outdated(record).catch((error: unknown) => log.error('process.warning', {}, error));
    const erasures = createErasures({ core, db, clock, ...operateJobs.use(jobs) });
    operateJobs.carryOn(erasures);
    await operateJobs.resume();
    const operate = createOperate({
      ...doctorParts({ loaded, data, sandbox, jobs, accounts, witness, reserve }),
      core,
      db,
      keyringDb,
      objects,
      clock,
      sealed: sealedKeyring,
      nextRoot: next,
      ...turning,
      rehearsal: () => openThrowAway(data.root, clock, () => core.keyring.root, reserve),
    });
    const alerts = createAlerts({ db, core, ...accounts });
    const operator = createOperator({ operate, accounts, witness });
    const http = createHttp<Session>({
      config,
      log,
      clock,
      webRoot: join(projectRoot, 'apps/web/dist'),
      async authorize(permission, caller, { fresh, locked }) {
        if (permission === 'operator') {
          requireOperator(caller, data.operatorToken);
          // The operator is no session, and the rows with this permission ask for none.
          return undefined as unknown as Session;
        }
        // Other processes on the same database may have disabled the account.
        if (db.engine === 'postgres') await core.access.refresh();
        const session = await accounts.authenticate(caller, locked ? 'locked' : undefined);
        if (session === null || permission !== 'account') throw new CodedError('CW-ACC-001');
        if (fresh) accounts.confirming.mustBeFresh(session);
        return session;
      },
      ready: readiness({ db, keyringDb, core, data, reserve }),
    });
    http.mount(accountsRoutes(accounts));
    http.mount(sharing.routes);
    const notes = { accountNotes: accounts.notes };
    http.mount(chartRoutes(createChart({ ...core, clock, nameOf, ...notes, kept: chartJobs.kept, engine })));
    http.mount(printRoutes(createPrints({ ...core, clock, print: createThreadPrinter() })));
    http.mount(intakeRoutes(intake));
    http.mount(operateRoutes({ operate, erasures, exports: createExports(core) }));
    http.mount(alertsRoutes(alerts));
    http.mount(operatorRoutes(operator, (error) => log.error('operator.failed', {}, error)));
    log.learnRoutes(http.routesTable().map((row) => row.url));
    return { http, core, accounts, links, jobs, sandbox, data, db, reserve, witness, alerts, operator, close };
  } catch (error) {
    await close();
    throw error;
  }
}
