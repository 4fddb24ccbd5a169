import { deciding } from '@chartwarden/gate';
import type { Clock } from '@chartwarden/time';
import type { Arrivals, Vault } from '@chartwarden/vault';
import type { AskGate, Asking } from '../asking.ts';
import type { AppointmentEntry, Appointments } from '../reading/appointments.ts';
import type { ResultsList } from '../reading/results.ts';
import { isOver } from '../reading/when.ts';
import type { createSections } from '../sections.service.ts';
import { type AccountNotes, pinsIn, pinsName } from './chart-notes.ts';
import { createLastVisit, type WAYS } from './last-visit.ts';
import { pinnedOf } from './pinned.ts';

export interface Today {
  /** The moment for which this is: whoever has seen it says so by this. Milliseconds. */
  readonly at: number;
  /** Since when something is new; null: this account looks at the record for the first time. */
  readonly since: number | null;
  /** What came in since, by import and type. Imports are named to whoever sees the whole record. */
  readonly news: readonly Arrivals[];
  readonly pinned: ReturnType<typeof pinnedOf>;
  /** The next appointments that are not cancelled, the nearest first, and how many there are. */
  readonly appointments: { readonly next: readonly AppointmentEntry[]; readonly count: number };
  /** False when a section is not made from everything. */
  readonly isWhole: boolean;
}

const SECTIONS = ['results', 'vitals', 'appointments'] as const;
const MOST_APPOINTMENTS = 3;

/**
 * What a person sees first. Made of the lists of sections, which stay small however long the record is, and of one count
 * of what came in. Every function begins at the gate.
 */
export function createToday(parts: {
  readonly ask: AskGate;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly notes: AccountNotes;
  readonly sections: Pick<ReturnType<typeof createSections>, 'list'>;
}) {
  const { ask, vault, clock, notes, sections } = parts;
  const lastVisit = createLastVisit(notes, clock);

  /** One line in the log for each section, and one for the count. */
  async function today(who: Asking, person: string): Promise<Today> {
    const at = clock.now();
    // Once before all of them: a refusal is one line.
    await ask(who, person, ['search'], 'effective');
    const [since, pins, lists] = await Promise.all([
      lastVisit.get(who.account, person),
      notes.get(who.account, pinsName(person)),
      Promise.all(SECTIONS.map((name) => sections.list(who, person, name))),
    ]);
    const news = since === null ? [] : await arrivals(who, person, since);
    // As these sections give them (reading/).
    const [results, vitals, appointments] = lists as unknown as readonly [ResultsList, ResultsList, Appointments];
    return {
      at,
      since,
      news,
      pinned: pinnedOf(pinsIn(pins), { results: results.analytes, vitals: vitals.analytes }),
      appointments: nextOf(appointments, at),
      isWhole: lists.every((one) => one.isWhole),
    };
  }

  const arrivals = (who: Asking, person: string, since: number) =>
    deciding(async () => vault.read.arrivals(await ask(who, person, ['search'], 'effective'), since));

  return {
    get: today,

    /** The person has seen what was there at `upTo` (milliseconds), or goes away after a look at it. */
    seen: (who: Asking, person: string, upTo: number, way: (typeof WAYS)[number]): Promise<void> =>
      deciding(async () => {
        await ask(who, person, ['search'], 'effective');
        await lastVisit.seen(who.account, person, upTo, way);
      }),
  };
}

/** The list may be a few hours old: what is over by now is left out. */
function nextOf({ upcoming }: Appointments, now: number): Today['appointments'] {
  const ahead = upcoming.filter(({ state, start, end }) => {
    const when = end ?? start;
    return state !== 'cancelled' && (when === null || !isOver(when, now));
  });
  return { next: ahead.slice(0, MOST_APPOINTMENTS), count: ahead.length };
}
