import type { Ledger } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';

const MINUTE = 60_000;
/** Sources counted apart within one minute; beyond, they share a line, so that a flood of addresses makes no flood of entries. */
const MAX_SOURCES = 256;

/** Refusals of visitors without a login: one entry per source and minute with a count (design 4.3). */
export function createRefusalCounter(parts: {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly failed: (what: string, error: unknown) => void;
}) {
  const { ledger, clock, failed } = parts;
  let counts = new Map<string, { readonly source: string; readonly code: string; count: number }>();
  let started = clock.now();

  async function flush(): Promise<void> {
    const waiting = counts;
    counts = new Map();
    started = clock.now();
    for (const { source, code, count } of waiting.values()) {
      await ledger.append({
        scope: 'instance',
        body: {
          actor: { kind: 'anonymous', role: 'none' },
          action: 'request',
          outcome: 'refused',
          code,
          ip: source,
          count,
        },
      });
    }
  }
  const timer = setInterval(() => void flush().catch((error: unknown) => failed('refusals', error)), MINUTE).unref();

  return {
    count(source: string, code: string): void {
      if (clock.now() - started >= MINUTE && counts.size > 0)
        void flush().catch((error: unknown) => failed('refusals', error));
      const name = counts.size >= MAX_SOURCES ? `others/${code}` : `${source}/${code}`;
      const known = counts.get(name);
      if (known) known.count += 1;
      else counts.set(name, { source: counts.size >= MAX_SOURCES ? 'others' : source, code, count: 1 });
    },
    async flush(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}
