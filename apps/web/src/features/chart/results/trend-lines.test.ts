import { expect, it } from 'vitest';
import type { Piece, SeriesHead } from './answers.ts';
import { limitsOf, lineOf, unitsOf } from './trend-lines.ts';
import { rowsOf } from './trend-rows.ts';

const amount = (digits: string) => ({ digits, comparator: null, unit: 'mg/dL', unitKey: 'k' });
const range = (low: string | null, high: string | null) => ({
  low: low === null ? null : amount(low),
  high: high === null ? null : amount(high),
  words: null,
  kind: null,
  appliesTo: [],
});
const head: SeriesHead = {
  part: null, kind: 'amount', unit: 'mg/dL', unitKey: 'k', method: null, count: 0,
  shownIn: [{ code: 'mmol/L', words: 'mmol/L', factor: 0.5, offset: 1 }],
}; // biome-ignore format: one head
const piece = (more: Partial<Piece>): Piece => ({
  dated: true, factPrefix: 'f', facts: [], at: [], texts: [], series: 0, leftOut: 0, values: [], comparator: 0, range: 0, mark: 0,
  note: 0, comparators: [null], ranges: [[]], marks: [[]], notes: [{ status: 'final', corrected: false, labels: [] }],
  ...more,
}); // biome-ignore format: one piece

const pieces = [
  piece({
    facts: ['0', '1', '2'], at: [100, 10, 10], texts: ['a', 'b', 'c'], values: ['1.50', '2', '5'],
    comparator: [0, 0, 1], comparators: [null, '<'], range: [0, 0, 1], ranges: [[range('1', '4')], [range(null, '6')]],
  }),
  piece({
    facts: ['3', '4', '5'], at: [200, 5, 5], texts: ['d', 'e', 'f'], values: ['7', '8', '9'], series: [0, 1, 0],
    note: [0, 0, 1], notes: [{ status: 'final', corrected: true, labels: ['PSY'] }, { status: 'cancelled', corrected: false, labels: [] }],
  }),
  piece({ dated: false, facts: ['6'], values: ['positive'] }),
]; // biome-ignore format: three pieces

it('rows are what the pieces say, whatever piece they stand in', () => {
  const rows = rowsOf(pieces);
  const all = [...Array(rows.count).keys()];
  expect(all.map(rows.fact)).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6']);
  expect([...rows.at]).toEqual([100, 110, 120, 200, 205, 210, Number.NaN]);
  expect(all.map(rows.text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', null]);
  expect([rows.dated, ...rows.series]).toEqual([6, 0, 0, 0, 0, 1, 0, 0]);
  expect([rows.comparator(2), rows.comparator(3), rows.note(3).labels, rows.ranges(2)]).toEqual([
    '<',
    null,
    ['PSY'],
    [range(null, '6')],
  ]);
});

it('a line holds its own series, converted, with open points apart and a break where they lie between', () => {
  const rows = rowsOf(pieces);
  const [own, other] = unitsOf(head);
  if (own === undefined || other === undefined) throw new Error('two units');
  const line = lineOf(rows, 0, head, own);
  expect([...line.exact.x, ...line.exact.y, ...line.exactRows]).toEqual([100, 110, 200, 1.5, 2, 7, 0, 1, 3]);
  expect([...line.open.x, ...line.open.y, ...line.comparators]).toEqual([120, 5, '<']);
  expect([...line.breaks]).toEqual([2]);
  const converted = lineOf(rows, 0, head, other);
  expect([...converted.exact.y]).toEqual([1.75, 2, 4.5]);
  expect(converted.bands[0]).toEqual({ from: 100, to: 115, low: 1.5, high: 3 });
});

it('the band is that of the laboratory at that time: it steps, and ends where no range was given', () => {
  const [own] = unitsOf(head);
  if (own === undefined) throw new Error('a unit');
  expect(lineOf(rowsOf(pieces), 0, head, own).bands).toEqual([
    { from: 100, to: 115, low: 1, high: 4 },
    { from: 115, to: 160, low: null, high: 6 },
  ]);
});

it('limits are drawn only where there is one range, in the unit of the value', () => {
  expect(limitsOf([range('1', '4')], 'k')).toEqual({ low: 1, high: 4 });
  expect(limitsOf([range(null, null)], 'k')).toBeNull();
  expect(limitsOf([range('1', '4'), range('2', '5')], 'k')).toBeNull();
  expect(limitsOf([range('1', '4')], 'other')).toBeNull();
});
