import type { Spread } from '@chartwarden/vault';

export const SCALES = ['year', 'month', 'day'] as const;
export type Scale = (typeof SCALES)[number];

/** Facts of one type that begin in one stretch of time. */
export interface SpreadCount {
  /**
   * `2021`, `2021-05` or `2021-05-03` (UTC), as fine as was asked for. Coarser where the record itself says no more: of
   * something dated `2021` nobody knows the month. Null: undated.
   */
  readonly at: string | null;
  readonly type: string;
  readonly count: number;
}

const LENGTH = { year: 4, month: 7, day: 10 } as const satisfies Record<Scale, number>;

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** How many characters of its first day are known: of a date that may be any day of its year or month, not all of them. */
function knownOf(first: string, last: string): number {
  const year = first.slice(0, 4);
  if (first === `${year}-01-01` && last === `${year}-12-31`) return LENGTH.year;
  // Day 0 of the next month is the last of this one.
  const end = new Date(Date.UTC(Number(year), Number(first.slice(5, 7)), 0)).toISOString().slice(0, 10);
  return first.endsWith('-01') && last === end ? LENGTH.month : LENGTH.day;
}

/**
 * Counts per day as counts per stretch, oldest first, undated ones before. A stay from the first to the last of a month
 * cannot be told from a date that says only the month, and stands where that one does.
 */
export function foldSpread(days: readonly Spread[], scale: Scale): readonly SpreadCount[] {
  const counts = new Map<string, SpreadCount>();
  for (const { type, day, last, count } of days) {
    const first = day === null ? null : dateOf(day);
    const known = first === null || last === undefined ? LENGTH.day : knownOf(first, dateOf(last));
    const at = first?.slice(0, Math.min(known, LENGTH[scale])) ?? null;
    const key = `${at} ${type}`;
    counts.set(key, { at, type, count: count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.values()];
}
