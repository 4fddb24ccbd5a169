import type { Clock } from '@chartwarden/time';
import type { Append, EntryBody, Placed } from './types.ts';

/** A request that was refused before anybody was known: by whom it came is all there is. */
export interface Refusal {
  /** The address it came from. */
  readonly source: string;
  /** Code of the error registry. */
  readonly code: string;
  readonly channel?: string;
}

/** Gathers the refusals of strangers: one entry per source and minute with a count, so that a flood cannot fill the log. */
export interface Refusals {
  refused(refusal: Refusal): void;
  /** Appends what was gathered. */
  flush(): Promise<void>;
}

const MINUTE = 60_000;
/** Sources kept apart in one minute; the rest of a distributed flood is one line of its own. */
const MAX_SOURCES = 1000;

export function createRefusals(parts: {
  readonly clock: Clock;
  readonly append: (append: Append) => Promise<Placed>;
  readonly failed: (error: unknown) => void;
}): Refusals {
  let gathered = new Map<string, { minute: number; channel: string | undefined; codes: Map<string, number> }>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const lines = gathered;
    gathered = new Map();
    await Promise.all([...lines].map(([source, line]) => parts.append(entryFor(source, line)).catch(parts.failed)));
  }

  return {
    flush,
    refused({ source, code, channel }) {
      const minute = Math.floor(parts.clock.now() / MINUTE) * MINUTE;
      for (const { minute: before } of gathered.values()) {
        if (before !== minute) void flush();
        break;
      }
      const key = gathered.has(source) || gathered.size < MAX_SOURCES ? source : 'other';
      const line = gathered.get(key) ?? { minute, channel, codes: new Map<string, number>() };
      line.codes.set(code, (line.codes.get(code) ?? 0) + 1);
      gathered.set(key, line);
      timer ??= setTimeout(() => void flush(), MINUTE).unref();
    },
  };
}

function entryFor(
  source: string,
  line: { minute: number; channel: string | undefined; codes: ReadonlyMap<string, number> },
): Append {
  const counts = [...line.codes].sort((a, b) => b[1] - a[1]);
  const body: EntryBody = {
    actor: { kind: 'anonymous', role: 'none' },
    action: 'request',
    outcome: 'refused',
    code: counts[0]?.[0] ?? '',
    count: counts.reduce((sum, [, count]) => sum + count, 0),
    ip: source,
    ...(line.channel !== undefined && { channel: line.channel }),
    detail: { minute: line.minute, ...Object.fromEntries(counts) },
  };
  return { scope: 'instance', body };
}
