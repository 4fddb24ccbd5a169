import type { Accounts } from '@chartwarden/accounts';
import type { Core } from '@chartwarden/gate';
import type { Jobs } from '@chartwarden/jobs';
import type { Log } from '@chartwarden/log';
import type { Clock } from '@chartwarden/time';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Ended jobs are kept so long for whoever asks what became of them. */
const KEEP_JOBS = 14 * DAY;

/** What is swept up now and then: expired sessions, ended jobs, rows and files of cancelled imports. */
export function createHousekeeping(parts: {
  readonly core: Core;
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly log: Log;
  readonly clock: Clock;
}) {
  const { core, accounts, jobs, log, clock } = parts;

  async function sweepImports(): Promise<void> {
    let rows = 0;
    let records = 0;
    for (const [record, { erased }] of core.access.state().records) {
      if (erased) continue;
      const permit = await core.gate.permit({
        actor: { kind: 'system', role: 'system' },
        record,
        actions: ['delete'],
        purpose: 'operate',
        channel: 'system',
        request: {},
      });
      const removed = await core.vault.imports.sweep(permit);
      rows += removed;
      records += removed > 0 ? 1 : 0;
    }
    if (rows > 0) log.info('import.swept', { imports: records, rows });
  }

  async function run(): Promise<void> {
    await accounts.sweep();
    await jobs.prune(clock.now() - KEEP_JOBS);
    await sweepImports();
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
