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
  type MakePrint,
  printRoutes,
} from '@chartwarden/chart';
import { isLoopback, type LoadedConfig, openSessionSecret } from '@chartwarden/config';
import type { Db, DiskReserve } from '@chartwarden/db';
import type { EgressDoor, SpawnSandbox } from '@chartwarden/egress';
import { CodedError } from '@chartwarden/errors';
import { createFhirApi, fhirApiRoutes } from '@chartwarden/fhir-api';
import type { Core } from '@chartwarden/gate';
import { createHttp, type Http, sessionCookie } from '@chartwarden/http';
import type { AccountId, RecordId } from '@chartwarden/ids';
import { createIntake, intakeRoutes } from '@chartwarden/intake';
import { createJobs, type Jobs } from '@chartwarden/jobs';
import type { Log } from '@chartwarden/log';
import {
  type Alerts,
  alertsRoutes,
  createAlerts,
  createErasures,
  createOperate,
  type Leavings,
  type Operate,
  type OperatePorts,
} from '@chartwarden/operate';
import { createSandbox, type Sandbox } from '@chartwarden/sandbox';
import { createFhirConsents } from '@chartwarden/sharing';
import type { Clock } from '@chartwarden/time';
import { agesOf } from './ages.ts';
import { createChartJobs } from './chart-jobs.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { createFhirJobs } from './fhir-jobs.ts';
import { createIntakeJobs, tellHolders } from './intake-jobs.ts';
import { createMailJobs } from './mail-jobs.ts';
import { openStorage } from './open-storage.ts';
import { createOperateJobs } from './operate-jobs.ts';
import { doctorParts } from './operate-parts.ts';
import { operatorRoutes, requireOperator } from './operator.routes.ts';
import { createOperator } from './operator.ts';
import { namesIn, organizationParts } from './organization-parts.ts';
import { readiness } from './readiness.ts';
import { recoveryKit } from './recovery-kit.ts';
import { createRightsParts, type RightsParts } from './rights-parts.ts';
import { createSharingParts, type SharingParts } from './sharing-parts.ts';
import { signOnProviders } from './sign-on-parts.ts';
import { openThrowAway } from './throw-away.ts';
import type { WitnessPlace } from './witness-place.ts';

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
  /** Absent: each print is made in a thread of its own. */
  readonly print?: MakePrint;
}

/** Everything that is open while Chartwarden runs, in a server or behind the command line. */
export interface App {
  readonly http: Http<Session>;
  readonly core: Core;
  readonly accounts: Accounts;
  readonly links: SharingParts['links'];
  readonly retention: RightsParts['retention'];
  readonly jobs: Jobs;
  readonly sandbox: Sandbox;
  readonly data: DataFolder;
  readonly db: Db;
  readonly reserve: DiskReserve;
  readonly witness: WitnessPlace;
  readonly alerts: Alerts;
  readonly leavings: Leavings;
  readonly operate: Pick<Operate, 'watchLog'>;
  /** What the operator at the shell may do. */
  readonly operator: Operator;
  close(): Promise<void>;
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
    let changed: (record: RecordId) => void = () => undefined;
    const storage = await openStorage({ loaded, log, clock, data, closing, changed: (record) => changed(record) });
    const { reserve, db, presence, keyringDb, objects, next, witness, sealedKeyring, core } = storage;
    const mailJobs = createMailJobs(config);
    const accounts = createAccounts(
      {
        db,
        clock,
        ...core,
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
        holdersInvite: config.accounts.invitations === 'holders',
        tokenHours: config.accounts.tokenHours,
        signOn: signOnProviders(config),
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
      nameOf,
      brought: (record, by) => tellHolders(core, accounts, record, by),
    });
    const engine = createSearchEngine();
    const chartJobs = createChartJobs({ gate: core.gate, vault: core.vault, clock, engine, sandbox });
    closing.push(() => engine.close());
    const publicUrl = () => http.publicUrl();
    const print = parts.print ?? createThreadPrinter();
    const { links, ...sharing } = createSharingParts(core, {
      db,
      clock,
      accounts,
      ages: agesOf(config),
      publicUrl,
      print,
    });
    const cells: OperatePorts['cells'] = async (scope, again) =>
      (await sharing.cells(scope, again)) +
      (scope === 'instance' ? 0 : await organizations.leavings.reseal(scope, again));
    const turning = { cells, only: presence.alone };
    const operateJobs = createOperateJobs(core, turning);
    const fhirJobs = createFhirJobs();
    const anybody = namesIn(core, accounts);
    const fhirApi = createFhirApi({
      ...core,
      db,
      clock,
      publicUrl,
      version: VERSION,
      startBulk: fhirJobs.start,
      nameOf: (id) => anybody(id as AccountId),
      fhirConsent: createFhirConsents({ nameOf: anybody, clock }),
    });
    const jobs = createJobs({
      db,
      log,
      clock,
      kinds: {
        ...intakeJobs.kinds(intake),
        ...operateJobs.kinds,
        ...mailJobs.kinds(accounts),
        ...chartJobs.kinds,
        ...fhirJobs.kinds(fhirApi),
      },
    });
    intakeJobs.use(jobs);
    mailJobs.use(jobs);
    chartJobs.use(jobs);
    fhirJobs.use(jobs);
    changed = (record) =>
      void chartJobs.kept.outdated(record).catch((error: unknown) => log.error('process.warning', {}, error));
    const erasures = createErasures({ core, db, clock, ...operateJobs.use(jobs) });
    operateJobs.carryOn(erasures);
    const { noticeDays } = config.custody;
    const organizations = organizationParts(core, { accounts, db, clock, erasures, noticeDays });
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
    const rights = createRightsParts(core, { db, clock, accounts, jobs, publicUrl, operate, erasures });
    const alerts = createAlerts({ db, core, ...accounts });
    const operator = createOperator({ operate, accounts, witness });
    const http = createHttp<Session>({
      config,
      log,
      clock,
      webRoot: join(projectRoot, 'apps/web/dist'),
      async authorize(permission, caller, { fresh, locked, changes }) {
        if (permission === 'operator') {
          requireOperator(caller, data.operatorToken);
          // The operator is no session, and the rows with this permission ask for none.
          return undefined as unknown as Session;
        }
        // Other processes on the same database may have disabled the account.
        if (db.engine === 'postgres') await core.access.refresh();
        const session = await accounts.authenticate(caller, locked ? 'locked' : undefined);
        if (session === null || permission !== 'account') throw new CodedError('CW-ACC-001');
        if (changes) await accounts.mayChange(session, caller);
        if (fresh) accounts.confirming.mustBeFresh(session);
        return session;
      },
      ready: readiness({ db, keyringDb, core, objects, reserve }),
    });
    http.mount(accountsRoutes(accounts));
    http.mount(organizations.routes);
    http.mount(sharing.routes);
    const notes = { accountNotes: accounts.notes };
    http.mount(chartRoutes(createChart({ ...core, clock, nameOf, ...notes, kept: chartJobs.kept, engine })));
    http.mount(printRoutes(createPrints({ ...core, clock, print })));
    http.mount(intakeRoutes(intake));
    http.mount(fhirApiRoutes(fhirApi));
    http.mount(rights.routes);
    http.mount(alertsRoutes(alerts));
    http.mount(operatorRoutes(operator, (error) => log.error('operator.failed', {}, error)));
    log.learnRoutes(http.routesTable().map((row) => row.url));
    const { retention } = rights;
    const { leavings } = organizations;
    const opened = { http, core, accounts, links, leavings, retention, jobs, sandbox, data, db, reserve, witness };
    return { ...opened, alerts, operate, operator, close };
  } catch (error) {
    await close();
    throw error;
  }
}
