import { expect, it } from 'vitest';
import { medicineStarts, stays } from './annotations.ts';

const when = (text: string) => {
  const low = Date.parse(text);
  return { text, low, high: low + 999, hasZone: true };
};
const mark = (id: string, text: string | null) => ({
  id, type: 'X', version: 1, labels: [], corrected: false, when: text === null ? null : when(text),
}); // biome-ignore format: one mark

it('a medicine is marked where it is first written down as begun, once', () => {
  const medicines = [
    { words: 'A', entries: [{ ...mark('a2', '2021-01-02'), start: null }, { ...mark('a1', '2022-01-01'), start: when('2020-05-05') }] },
    { words: 'B', entries: [{ ...mark('b', null), start: null }] },
    { words: null, entries: [{ ...mark('c', '2021-01-02'), start: null }] },
  ]; // biome-ignore format: three medicines
  expect(medicineStarts({ medicines }).map((one) => [one.fact, one.words, one.date])).toEqual([
    ['a1', 'A', '2020-05-05'],
  ]);
});

it('a stay went over night, and both of its ends are known', () => {
  const visit = (id: string, start: string, end: string | null, state = 'over') =>
    ({ ...mark(id, start), words: id, start: when(start), end: end === null ? null : when(end), state }) as never;
  const visits = [
    visit('night', '2021-01-02T10:00:00Z', '2021-01-03T09:00:00Z'),
    visit('day', '2021-01-02T10:00:00Z', '2021-01-02T18:00:00Z'),
    visit('open', '2021-01-02T10:00:00Z', null),
    visit('cancelled', '2021-01-02T10:00:00Z', '2021-01-09T09:00:00Z', 'cancelled'),
  ];
  expect(stays({ visits }).map((one) => [one.fact, one.kind, one.to - one.from])).toEqual([
    ['night', 'stay', 23 * 3_600_000 + 999],
  ]);
});
