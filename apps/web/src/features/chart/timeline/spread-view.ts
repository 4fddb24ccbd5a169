import type { SpreadCount } from '../../../api/timeline-types.ts';
import { KINDS, type Kind, kindOf } from '../kinds.ts';
import { type At, UNDATED, type Years } from './span.ts';

/** One kind over the columns that are shown. */
export interface Lane {
  readonly kind: Kind;
  /** As many as there are columns. */
  readonly counts: readonly number[];
  /** Dated less exactly than the columns: somewhere among them. */
  readonly vague: number;
  /** In the whole record, the hidden ones and those elsewhere included. */
  readonly total: number;
}

/** Null: nothing has a date. */
export function yearsOf(counts: readonly SpreadCount[]): Years | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of counts) {
    if (at === null) continue;
    first = Math.min(first, Number(at.slice(0, 4)));
    last = Math.max(last, Number(at.slice(0, 4)));
  }
  return Number.isFinite(first) ? { first, last } : null;
}

/**
 * Lanes in the order of kinds, those that the record has.
 * @param whole counts of the whole record by month, @param shown those that the columns are drawn from
 */
export function lanesOf(
  whole: readonly SpreadCount[],
  shown: readonly SpreadCount[],
  columns: readonly At[],
): readonly Lane[] {
  const totals = new Map<Kind, number>();
  for (const { type, count } of whole) totals.set(kindOf(type), (totals.get(kindOf(type)) ?? 0) + count);
  const width = columns[0]?.length ?? 0;
  const place = new Map(columns.map((one, at) => [one, at]));
  const lanes = new Map<Kind, { counts: number[]; vague: number }>();
  for (const { at, type, count } of shown) {
    if (at === null) continue;
    const lane = lanes.get(kindOf(type)) ?? { counts: columns.map(() => 0), vague: 0 };
    lanes.set(kindOf(type), lane);
    const column = place.get(at.slice(0, width));
    if (column !== undefined) lane.counts[column] = (lane.counts[column] ?? 0) + count;
    else if (at.length < width && columns[0]?.startsWith(at)) lane.vague += count;
  }
  return KINDS.flatMap((kind) => {
    const total = totals.get(kind);
    if (total === undefined) return [];
    return [
      { kind, total, counts: lanes.get(kind)?.counts ?? columns.map(() => 0), vague: lanes.get(kind)?.vague ?? 0 },
    ];
  });
}

/** How many lie in a stretch of time, as the list of it shows them: what is dated by its year alone begins with the year. */
export function countIn(counts: readonly SpreadCount[], at: At, hidden: ReadonlySet<Kind>): number {
  return counts.reduce((sum, one) => {
    if (hidden.has(kindOf(one.type))) return sum;
    if (at === UNDATED) return one.at === null ? sum + one.count : sum;
    return at === '' || startOf(one.at).startsWith(at) ? sum + one.count : sum;
  }, 0);
}

const startOf = (at: string | null): string => (at === null ? '' : `${at}-01-01`.slice(0, Math.max(10, at.length)));

/** How many there are in each month from the first of the first year on. */
export function density(counts: readonly SpreadCount[], years: Years, hidden: ReadonlySet<Kind>): readonly number[] {
  const months = Array.from({ length: (years.last - years.first + 1) * 12 }, () => 0);
  for (const { at, type, count } of counts) {
    // What says no month stands in none.
    if (at === null || at.length < 7 || hidden.has(kindOf(type))) continue;
    const month = (Number(at.slice(0, 4)) - years.first) * 12 + Number(at.slice(5, 7)) - 1;
    months[month] = (months[month] ?? 0) + count;
  }
  return months;
}
