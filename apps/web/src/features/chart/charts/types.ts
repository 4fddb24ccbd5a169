import type { Points } from './decimate.ts';

/** A time in which one laboratory called values between low and high usual; open where it gave one end only. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One line of a chart, in the unit that is shown; rows lead back to what the points are from. */
export interface ChartLine {
  /** Which series of the analyte it is; decides colour and mark. */
  readonly place: number;
  readonly exact: Points;
  readonly exactRows: Uint32Array;
  /** Exact points that are not joined with the one before, because an open one lies between. */
  readonly breaks: ReadonlySet<number>;
  /** Values that are only known to lie below or above. */
  readonly open: Points;
  readonly openRows: Uint32Array;
  readonly comparators: readonly string[];
  readonly bands: readonly Band[];
}

/** Milliseconds. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Something that happened, marked in the chart. */
export interface Annotation {
  readonly from: number;
  readonly to: number;
  readonly kind: 'medicine' | 'stay';
  /** The fact that says so. */
  readonly fact: string;
  readonly words: string;
  /** When it began, as written. */
  readonly date: string;
}
