import { describe, expect, it } from 'vitest';
import type { SpreadCount } from '../../../api/timeline-types.ts';
import { atOf, columnsOf, outOf, rangeOf, stepped } from './span.ts';
import { countIn, density, lanesOf, yearsOf } from './spread-view.ts';

const YEARS = { first: 1998, last: 2001 };
const NOTHING_HIDDEN = new Set<never>();

describe('stretches of time', () => {
  it('are taken from an address only when they are some', () => {
    expect(['', '2021', '2021-05', '2021-05-03', 'none'].map(atOf)).toEqual([
      '',
      '2021',
      '2021-05',
      '2021-05-03',
      'none',
    ]);
    expect(['2021-13', '21', '2021-5', '<b>', 20, undefined].map(atOf)).toEqual(Array.from({ length: 6 }, () => ''));
  });

  it('are a number where a year was written by hand', () => {
    expect(atOf(2021)).toBe('2021');
  });

  it('follow each other, and lie in wider ones', () => {
    expect(stepped('2021', -1)).toBe('2020');
    expect(stepped('2021-12', 1)).toBe('2022-01');
    expect(stepped('2020-02-28', 1)).toBe('2020-02-29');
    expect(stepped('0099', 1)).toBe('0100');
    expect(['2020-02-29', '2020-02', '2020', ''].map(outOf)).toEqual(['2020-02', '2020', '', '']);
  });

  it('begin and end to the millisecond', () => {
    expect(rangeOf('2020-02')).toEqual({ after: Date.UTC(2020, 1, 1), before: Date.UTC(2020, 2, 1) });
    expect(rangeOf('2020-12-31')).toEqual({ after: Date.UTC(2020, 11, 31), before: Date.UTC(2021, 0, 1) });
    expect(['', 'none'].map(rangeOf)).toEqual([null, null]);
  });

  it('open to years, months or days', () => {
    expect(columnsOf('', YEARS)).toEqual(['1998', '1999', '2000', '2001']);
    expect(columnsOf('2001', YEARS).at(-1)).toBe('2001-12');
    expect(columnsOf('2000-02', YEARS)).toHaveLength(29);
    expect(columnsOf('2000-02-05', YEARS)).toEqual(columnsOf('2000-02', YEARS));
  });
});

describe('the lanes', () => {
  const counts: readonly SpreadCount[] = [
    { at: null, type: 'Condition', count: 1 },
    { at: '1999', type: 'Condition', count: 2 },
    { at: '1999-01', type: 'Observation', count: 4 },
    { at: '1999-05', type: 'Observation', count: 8 },
    { at: '2001-05', type: 'DiagnosticReport', count: 16 },
  ];

  it('show each kind at its time, and what is dated vaguely nowhere but in its year', () => {
    expect(yearsOf(counts)).toEqual({ first: 1999, last: 2001 });
    const months = lanesOf(counts, counts, columnsOf('1999', YEARS));
    expect(months.map(({ kind, vague, total }) => [kind, vague, total])).toEqual([
      ['problems', 2, 3],
      ['results', 0, 28],
    ]);
    expect(months[0]?.counts.every((one) => one === 0)).toBe(true);
    expect(months[1]?.counts.slice(0, 5)).toEqual([4, 0, 0, 0, 8]);
    const years = lanesOf(counts, counts, ['1999', '2000', '2001']);
    expect(years.map((one) => one.counts)).toEqual([
      [2, 0, 0],
      [12, 0, 16],
    ]);
    expect(years.map((one) => one.vague)).toEqual([0, 0]);
  });

  it('count what the list of a stretch holds', () => {
    expect(countIn(counts, '', NOTHING_HIDDEN)).toBe(31);
    expect(countIn(counts, 'none', NOTHING_HIDDEN)).toBe(1);
    expect(countIn(counts, '1999', NOTHING_HIDDEN)).toBe(14);
    // Dated by its year, it is listed where the year begins.
    expect(countIn(counts, '1999-01', NOTHING_HIDDEN)).toBe(6);
    expect(countIn(counts, '1999-05', NOTHING_HIDDEN)).toBe(8);
    expect(countIn(counts, '1999', new Set(['results'] as const))).toBe(2);
  });

  it('stand over a strip of all months', () => {
    const months = density(counts, { first: 1999, last: 2001 }, NOTHING_HIDDEN);
    expect([months.length, months[0], months[4], months[28]]).toEqual([36, 4, 8, 16]);
    expect(months.reduce((sum, one) => sum + one, 0)).toBe(28);
  });
});
