import { Answer } from './answer.ts';
import type { RouteRow } from './routes.ts';
import { routesFor } from './routes.ts';

/** Says whether a part can do its work; throws or gives false when it cannot. */
export type ReadyCheck = () => boolean | Promise<boolean>;

/** Milliseconds after which a part that does not answer counts as not ready. */
const PATIENCE = 2000;

/**
 * `/healthz`: the process answers. `/readyz`: it can also do its work; says which part cannot, by name only.
 */
export function healthRoutes(checks: Readonly<Record<string, ReadyCheck>>): readonly RouteRow[] {
  const { route } = routesFor<unknown>();
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
        const names = Object.keys(checks);
        const states = await Promise.all(names.map((name) => ask(checks[name])));
        const parts = Object.fromEntries(names.map((name, index) => [name, states[index] ? 'ready' : 'not ready']));
        const ready = states.every(Boolean);
        return new Answer(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', parts });
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
