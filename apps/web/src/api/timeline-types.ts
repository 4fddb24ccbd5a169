import type { FactLine } from './types.ts';

/** Facts of one type that begin in one stretch of time: `2021`, `2021-05`, `2021-05-03`, as fine as is known; null: undated. */
export interface SpreadCount {
  readonly at: string | null;
  readonly type: string;
  readonly count: number;
}

/** An end of many readings: digits as received, `<` or `>`. */
interface End {
  readonly digits: string;
  readonly comparator: string | null;
}

/** Values of one measurement, in one unit, on one day (UTC), as features/chart/timeline-readings.ts has them. */
export interface Readings {
  readonly key: string;
  readonly day: string;
  readonly count: number;
  readonly low: End | null;
  readonly high: End | null;
  readonly unit: string | null;
  readonly section: 'results' | 'vitals';
  readonly codings: readonly { readonly system: string | null; readonly code: string }[];
}

/** An entry, or the newest of many readings of a day. */
export interface TimelineLine extends FactLine {
  readonly readings?: Readings;
}

/** Which facts are listed or counted. Times in milliseconds, clinical. */
export interface Which {
  readonly types?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}
