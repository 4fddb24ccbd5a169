import type { Log } from '@chartwarden/log';
import { Answer } from './answer.ts';
import type { RouteRow } from './routes.ts';
import { routesFor } from './routes.ts';

/** Says whether a part can do its work; throws or gives false when it cannot. */
export type ReadyCheck = () => boolean | Promise<boolean>;

/** Milliseconds after which a part that does not answer counts as not ready. */
const PATIENCE = 2000;

/** Milliseconds for which one look serves everybody who asks: anybody may ask, and each look is work. */
const LOOK = 1000;

/**
 * `/healthz`: the process answers. `/readyz`: every part can do its work, or not; which part cannot stands in the log
 * and not in the answer, which strangers see.
 */
export function healthRoutes(
  checks: Readonly<Record<string, ReadyCheck>>,
  log: Log,
  now: () => number = () => performance.now(),
): readonly RouteRow[] {
  const { route } = routesFor<unknown>();
  let looked = Number.NEGATIVE_INFINITY;
  let answer: Promise<boolean> = Promise.resolve(false);
  let told = '';

  async function look(): Promise<boolean> {
    const names = Object.keys(checks);
    const states = await Promise.all(names.map((name) => ask(checks[name])));
    const failing = names.filter((_, index) => !states[index]);
    if (failing.join() !== told) {
      told = failing.join();
      for (const name of failing) log.warn('http.not-ready', { part: `part.${name}` });
      if (failing.length === 0) log.info('http.ready', {});
    }
    return failing.length === 0;
  }

  const ready = (): Promise<boolean> => {
    if (now() - looked >= LOOK) {
      looked = now();
      answer = look();
    }
    return answer;
  };

  return [
    route({
      method: 'GET',
      url: '/healthz',
      permission: 'public',
      summary: 'Whether the process answers',
      handler: () => ({ status: 'ok' }),
    }),
    route({
      method: 'GET',
      url: '/readyz',
      permission: 'public',
      summary: 'Whether every part can do its work',
      handler: async () => {
        const isReady = await ready();
        return new Answer(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
      },
    }),
  ];
}

async function ask(check: ReadyCheck | undefined): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE);
  });
  try {
    return await Promise.race([Promise.resolve(check?.() ?? false), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
