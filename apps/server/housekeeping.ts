import type { Accounts } from '@chartwarden/accounts';
import type { Core, GrowingAges } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { Log } from '@chartwarden/log';
import type { Leavings, Retention } from '@chartwarden/operate';
import { withEach } from '@chartwarden/result';
import { tellOfGrowing } from './growing-notices.ts';
import type { SharingParts } from './sharing-parts.ts';

const HOUR = 3_600_000;
/** What is swept up now and then: expired sessions, what retention lets go, rows and files of cancelled imports, files that nothing names. */
export function createHousekeeping(parts: {
  readonly core: Core;
  readonly accounts: Accounts;
  readonly links: Pick<SharingParts['links'], 'sweep'>;
  readonly leavings: Pick<Leavings, 'act'>;
  readonly retention: Pick<Retention, 'act'>;
  readonly log: Log;
  readonly ages: GrowingAges;
}) {
  const { core, accounts, links, leavings, retention, log, ages } = parts;

  const living = (): RecordId[] =>
    [...core.access.state().records].filter(([, { erased }]) => !erased).map(([record]) => record);
  const permitFor = (record: RecordId) =>
    core.gate.permit({
      actor: { kind: 'system', role: 'system' },
      record,
      actions: ['delete'],
      purpose: 'operate',
      channel: 'system',
      request: {},
    });

  async function sweepImports(): Promise<void> {
    let rows = 0;
    let records = 0;
    await withEach(living(), async (record) => {
      const removed = await core.vault.imports.sweep(await permitFor(record));
      rows += removed;
      records += removed > 0 ? 1 : 0;
    });
    if (rows > 0) log.info('import.swept', { imports: records, rows });
  }

  async function sweepFiles(): Promise<void> {
    const permits = await Promise.all(living().map(permitFor));
    const files = await core.vault.strays.remove(permits);
    if (files > 0) log.info('files.swept', { files });
  }

  async function sweepLinks(): Promise<void> {
    const ended = await links.sweep();
    if (ended > 0) log.info('links.swept', { links: ended });
  }

  // What an owner may keep for longer or shorter.
  async function letGo(): Promise<void> {
    const gone = await retention.act();
    if (gone > 0) log.info('retention.swept', { things: gone });
  }

  async function growUp(): Promise<void> {
    const events = await core.growing.act(ages);
    if (events > 0) log.info('custody.grown', { events });
  }

  async function leave(): Promise<void> {
    const erased = await leavings.act();
    if (erased > 0) log.info('leavings.erased', { records: erased });
  }

  let rounds = 0;
  /** Each by itself: what a child has for themselves must not wait until a file of somebody else can be read again. */
  async function run(): Promise<void> {
    const isDaily = rounds % 24 === 0;
    // Every file's row is opened for it: once a day, and not while the server starts.
    const opensFiles = rounds % 24 === 1;
    rounds += 1;
    const steps = [
      accounts.sweep,
      sweepLinks,
      ...(isDaily ? [letGo] : []),
      sweepImports,
      growUp,
      leave,
      ...(isDaily ? [() => tellOfGrowing(core, accounts, ages)] : []),
      ...(opensFiles ? [sweepFiles] : []),
    ];
    for (const step of steps) await Promise.resolve(step()).catch(failed);
  }

  const failed = (error: unknown): void => log.warn('process.warning', {}, error);
  let timer: NodeJS.Timeout | undefined;
  return {
    /** Begins with a round, then one every hour. */
    start(): void {
      void run();
      timer = setInterval(() => void run(), HOUR).unref();
    },
    stop: (): void => clearInterval(timer),
  };
}
