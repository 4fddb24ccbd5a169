import type { Accounts } from '@chartwarden/accounts';
import type { Log } from '@chartwarden/log';
import type { Alerts } from '@chartwarden/operate';

/** How often the log is looked through for what people should be told; milliseconds. */
const EVERY = 15_000;
/** How often it is asked whether the log should be checked as a whole; not while the server starts. */
const CHECK = 3_600_000;

/**
 * Looks on in the log now and then, while the server runs, and puts what people should be told on its way by mail; what a
 * stop leaves is found at the next start.
 */
export function createAlertWatch(parts: {
  readonly alerts: Pick<Alerts, 'run'>;
  readonly accounts: { readonly noticeMail: Pick<Accounts['noticeMail'], 'run'> };
  readonly operate: { watchLog(): Promise<boolean> };
  readonly log: Log;
}) {
  const { alerts, accounts, operate, log } = parts;
  let checks: NodeJS.Timeout | undefined;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  async function once(): Promise<void> {
    const told = await alerts.run();
    if (told > 0) log.info('alerts.told', { notices: told });
    const mails = await accounts.noticeMail.run();
    if (mails > 0) log.info('alerts.mailed', { mails });
  }
  let isBusy = false;
  const look = (): void => {
    if (isBusy) return;
    isBusy = true;
    running = once()
      .catch((error: unknown) => log.warn('process.warning', {}, error))
      .finally(() => {
        isBusy = false;
      });
  };
  return {
    start(): void {
      look();
      timer = setInterval(look, EVERY).unref();
      checks = setInterval(() => {
        // A long log takes its time: nothing waits for that when the server stops, and then it breaks off.
        operate.watchLog().catch((error: unknown) => isStopped || log.warn('process.warning', {}, error));
      }, CHECK).unref();
    },
    /** Resolves when nothing of it is under way. */
    async stop(): Promise<void> {
      clearInterval(timer);
      clearInterval(checks);
      isStopped = true;
      await running;
    },
  };
}
