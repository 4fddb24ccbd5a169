import type { AccountId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import { z } from 'zod';
import type { AccountNotes } from './chart-notes.ts';

/** Whoever comes back so soon is still on the same visit: what was new stays new. */
const SAME_VISIT = 30 * 60_000;

const KEPT = z.object({
  /** Up to this moment everything was seen; null: it was looked at for the first time. */
  seen: z.number().nullable(),
  /** When they last left, and what was shown to them until then. */
  left: z.object({ upTo: z.number(), when: z.number() }).optional(),
});

type Kept = z.infer<typeof KEPT>;

/** `left`: the person went away after a look; `marked`: they said that they have seen it. */
export const WAYS = ['left', 'marked'] as const;

export interface LastVisit {
  /** Milliseconds: what came in later is new to this account. Null: it never looked at this record before. */
  get(account: AccountId, person: string): Promise<number | null>;
  /** @param upTo milliseconds: the moment for which the answer was that was seen; later ones are taken as now */
  seen(account: AccountId, person: string, upTo: number, way: (typeof WAYS)[number]): Promise<void>;
}

/** When an account last looked at a record. Moves when it leaves or says so, never by asking. */
export function createLastVisit(notes: AccountNotes, clock: Clock): LastVisit {
  const nameOf = (person: string): string => `chart.visit.${person}`;
  const keptOf = async (account: AccountId, person: string): Promise<Kept> =>
    KEPT.safeParse(await notes.get(account, nameOf(person))).data ?? { seen: null };
  const baselineOf = ({ seen, left }: Kept, now: number): number | null =>
    left !== undefined && now - left.when >= SAME_VISIT ? Math.max(left.upTo, seen ?? left.upTo) : seen;

  return {
    get: async (account, person) => baselineOf(await keptOf(account, person), clock.now()),
    async seen(account, person, upTo, way) {
      const now = clock.now();
      const until = Math.min(upTo, now);
      const baseline = baselineOf(await keptOf(account, person), now);
      const kept: Kept =
        way === 'marked'
          ? { seen: Math.max(until, baseline ?? until) }
          : { seen: baseline, left: { upTo: until, when: now } };
      await notes.put(account, nameOf(person), kept);
    },
  };
}
