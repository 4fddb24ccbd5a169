import type { Accounts } from '@chartwarden/accounts';
import type { Core, GrowingAges } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { Log } from '@chartwarden/log';
import type { Leavings, Retention } from '@chartwarden/operate';
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
    for (const record of living()) {
      const removed = await core.vault.imports.sweep(await permitFor(record));
      rows += removed;
      records += removed > 0 ? 1 : 0;
    }
    if (rows > 0) log.info('import.swept', { imports: records, rows });
  }

  async function sweepFiles(): Promise<void> {
    const permits = await Promise.all(living().map(permitFor));
    const files = await core.vault.strays.remove(permits);
    if (files > 0) log.info('files.swept', { files });
  }

  let rounds = 0;
  async function run(): Promise<void> {
    await accounts.sweep();
    const ended = await links.sweep();
    if (ended > 0) log.info('links.swept', { links: ended });
    // What an owner may keep for longer or shorter: once a day, and at the start.
    const gone = rounds % 24 === 0 ? await retention.act() : 0;
    if (gone > 0) log.info('retention.swept', { things: gone });
    await sweepImports();
    const events = await core.growing.act(ages);
    if (events > 0) log.info('custody.grown', { events });
    const erased = await leavings.act();
    if (erased > 0) log.info('leavings.erased', { records: erased });
    if (rounds % 24 === 0) await tellOfGrowing(core, accounts, ages);
    // Every file's row is opened for it: once a day, and not while the server starts.
    if (rounds % 24 === 1) await sweepFiles();
    rounds += 1;
  }

  const failed = (error: unknown): void => log.warn('process.warning', {}, error);
  let timer: NodeJS.Timeout | undefined;
  return {
    /** Begins with a round, then one every hour. */
    start(): void {
      void run().catch(failed);
      timer = setInterval(() => void run().catch(failed), HOUR).unref();
    },
    stop: (): void => clearInterval(timer),
  };
}
