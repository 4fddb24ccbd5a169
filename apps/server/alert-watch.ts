import type { Log } from '@chartwarden/log';
import type { Alerts } from '@chartwarden/operate';

/** How often the log is looked through for what people should be told; milliseconds. */
const EVERY = 15_000;

/** Looks on in the log now and then, while the server runs; what a stop leaves is found at the next start. */
export function createAlertWatch({ alerts, log }: { readonly alerts: Pick<Alerts, 'run'>; readonly log: Log }) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const look = (): void => {
    running = alerts.run().then(
      (told) => {
        if (told > 0) log.info('alerts.told', { notices: told });
      },
      (error: unknown) => log.warn('process.warning', {}, error),
    );
  };
  return {
    start(): void {
      look();
      timer = setInterval(look, EVERY).unref();
    },
    /** Resolves when nothing of it is under way. */
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}
