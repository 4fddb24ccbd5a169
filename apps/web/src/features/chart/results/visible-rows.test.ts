import { expect, it } from 'vitest';
import type { TrendRows } from './trend-rows.ts';
import { rowsIn, shownRows } from './visible-rows.ts';

/** Rows of these moments; two with one letter are parts of one entry. The last ones have no date. */
const rowsOf = (at: readonly number[], facts: string, dated = at.length): TrendRows => {
  const none = () => null;
  return {
    count: at.length,
    dated,
    at: Float64Array.from(at, (one, row) => (row < dated ? one : Number.NaN)),
    series: Uint32Array.from(at, (_, row) => (row > 0 && facts[row] === facts[row - 1] ? 1 : 0)),
    leftOut: () => 0,
    fact: (row) => facts[row] ?? '',
    text: none,
    value: () => '',
    comparator: none,
    ranges: () => [],
    marks: () => [],
    note: () => ({ status: null, corrected: false, labels: [] }),
  };
};
const rows = rowsOf([10, 10, 20, 20, 30, 0], 'aabbcd', 5);

it('the newest come first, parts of one entry in their order, the undated last', () => {
  expect([...shownRows(rows, new Set(), true)]).toEqual([4, 2, 3, 0, 1, 5]);
  expect([...shownRows(rows, new Set([1]), true)]).toEqual([4, 2, 0, 5]);
  expect([...shownRows(rows, new Set(), false)]).toEqual([4, 3, 2, 1, 0, 5]);
});

it('a window of time holds its own and not the undated', () => {
  const shown = shownRows(rows, new Set(), true);
  const within = (from: number, to: number) => [...rowsIn(shown, rows, { from, to })];
  expect([within(10, 20), within(15, 99), within(31, 99), within(0, 9)]).toEqual([[2, 3, 0, 1], [4, 2, 3], [], []]);
  expect(rowsIn(shown, rows, null)).toBe(shown);
});
