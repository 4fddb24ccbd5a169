import type { TimeWindow } from '../charts/types.ts';
import type { TrendRows } from './trend-rows.ts';

/** Rows of the lines that are shown, newest first, undated at the end; parts of one entry keep their order. */
export function shownRows(rows: TrendRows, hidden: ReadonlySet<number>, hasParts: boolean): Uint32Array {
  const kept = new Uint32Array(rows.count);
  let count = 0;
  const take = (from: number, to: number) => {
    for (let end = to; end > from; ) {
      let start = end - 1;
      while (hasParts && start > from && rows.fact(start - 1) === rows.fact(end - 1)) start -= 1;
      for (let row = start; row < end; row += 1) {
        if (hidden.has(rows.series[row] ?? 0)) continue;
        kept[count] = row;
        count += 1;
      }
      end = start;
    }
  };
  take(0, rows.dated);
  take(rows.dated, rows.count);
  return kept.subarray(0, count);
}

/** Those within a window of time; all of them, the undated included, when there is none. */
export function rowsIn(shown: Uint32Array, rows: TrendRows, window: TimeWindow | null): Uint32Array {
  if (window === null) return shown;
  const first = lowest(shown, (row) => row < rows.dated && (rows.at[row] ?? 0) <= window.to);
  const end = lowest(shown, (row) => row >= rows.dated || (rows.at[row] ?? 0) < window.from);
  return shown.subarray(Math.min(first, end), end);
}

/** How many rows these are, with those that an overview leaves out between them. */
export const countWithLeftOut = (listed: Uint32Array, rows: TrendRows): number =>
  listed.reduce((sum, row) => sum + 1 + rows.leftOut(row), 0);

/** First place from which on something holds; it has to hold to the end (of the dated) once it does. */
function lowest(shown: Uint32Array, holds: (row: number) => boolean): number {
  let low = 0;
  let high = shown.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(shown[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
