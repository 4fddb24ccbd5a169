import { expect, it } from 'vitest';
import type { Readings, TimelineLine } from '../../../api/timeline-types.ts';
import { toldOf } from './readings.ts';

const line = (date: string, count: number | null, [low, high]: readonly [string, string] = ['1', '2']): TimelineLine => ({
  id: date, type: 'Observation', version: 1, date: Date.parse(date), dateText: date, title: '', value: null, labels: [], corrected: false,
  ...(count === null ? {} : { readings: readings(date.slice(0, 10), count, low, high) }),
}); // biome-ignore format: one line
const end = (digits: string) => ({ digits: digits.replace('<', ''), comparator: digits.startsWith('<') ? '<' : null });
const readings = (day: string, count: number, low: string, high: string): Readings => ({
  key: day, day, count, low: end(low), high: end(high), unit: 'mg/dL', section: 'vitals', codings: [],
}); // biome-ignore format: one reading
const told = (facts: readonly TimelineLine[], hasMore = false) =>
  toldOf(facts, hasMore).map(({ fact, readings: many, isOpenEnded }) =>
    many === null
      ? fact.id
      : `${many.count}${isOpenEnded ? '+' : ''}, ${many.low?.comparator ?? ''}${many.low?.digits} to ${many.high?.digits}`,
  );

it('readings of a day that stand on two pages are one row', () => {
  const day = [line('2025-05-03T12:00:00Z', 200, ['70', '180']), line('2025-05-03T11:00:00Z', null)];
  const next = [line('2025-05-03T10:00:00Z', 88, ['<70', '99.0']), line('2025-05-02', null)];
  expect(told([...day, ...next])).toEqual(['288, <70 to 180', '2025-05-03T11:00:00Z', '2025-05-02']);
});

it('few at the end of a page are one row only when the next page brings more of them', () => {
  const few = ['2025-05-03T12:00:00Z', '2025-05-03T11:00:00Z'].map((date) => line(date, 1));
  expect(told(few)).toEqual(['2025-05-03T12:00:00Z', '2025-05-03T11:00:00Z']);
  expect(told([...few, line('2025-05-03T10:00:00Z', 10)])).toEqual(['12, 1 to 2']);
});

it('a day at the end of what is here may go on, while there is more', () => {
  const days = [line('2025-05-03T12:00:00Z', 9), line('2025-05-02T12:00:00Z', 9)];
  expect(told(days, true)).toEqual(['9, 1 to 2', '9+, 1 to 2']);
  expect(told(days, false)).toEqual(['9, 1 to 2', '9, 1 to 2']);
});
