import type { Readings, TimelineLine } from '../../../api/timeline-types.ts';

/** As the server has it (features/chart/timeline-readings.ts): fewer of one day stand for themselves. */
const MANY = 6;

/** One row: an entry, or many readings of a day, in the place of the newest. */
export interface Told {
  readonly fact: TimelineLine;
  /** Null: a single entry. */
  readonly readings: Readings | null;
  /** There may be more of that day on a page that is not here yet. */
  readonly isOpenEnded: boolean;
}

/** Rows of the pages that are here: readings of one day that two pages share are put together. */
export function toldOf(facts: readonly TimelineLine[], hasMore: boolean): readonly Told[] {
  const all = new Map<string, Readings>();
  for (const { readings } of facts) {
    if (readings === undefined) continue;
    const known = all.get(readings.key);
    all.set(readings.key, known === undefined ? readings : joined(known, readings));
  }
  const last = facts.at(-1)?.date ?? null;
  const lastDay = last === null || !hasMore ? null : new Date(last).toISOString().slice(0, 10);
  const told = new Set<string>();
  return facts.flatMap((fact): Told[] => {
    const readings = fact.readings && all.get(fact.readings.key);
    if (readings === undefined || readings.count < MANY) return [{ fact, readings: null, isOpenEnded: false }];
    if (told.has(readings.key)) return [];
    told.add(readings.key);
    return [{ fact, readings, isOpenEnded: readings.day === lastDay }];
  });
}

function joined(one: Readings, other: Readings): Readings {
  return {
    ...one,
    count: one.count + other.count,
    low: further(one.low, other.low, -1),
    high: further(one.high, other.high, 1),
  };
}

/** The one further out; of the same number the one that is only known to lie beyond it. */
function further(one: Readings['low'], other: Readings['low'], way: -1 | 1): Readings['low'] {
  if (one === null || other === null) return null;
  const apart = (Number(other.digits) - Number(one.digits)) * way;
  return apart > 0 || (apart === 0 && one.comparator === null) ? other : one;
}
