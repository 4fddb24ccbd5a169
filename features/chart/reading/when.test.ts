import { describe, expect, it } from 'vitest';
import { anyNotBefore, isBefore, isOver, newestFirst, type When, whenOf } from './when.ts';

const at = (text: string): When => {
  const when = whenOf(text);
  if (when === null) throw new Error(`${text} is no date`);
  return when;
};

describe('dates as they are written', () => {
  it('keep their text and zone', () => {
    expect(at('2021-05-03T23:30:00-05:00')).toEqual({
      text: '2021-05-03T23:30:00-05:00',
      low: Date.UTC(2021, 4, 4, 4, 30),
      high: Date.UTC(2021, 4, 4, 4, 30) + 999,
      hasZone: true,
    });
    expect(at('2021').hasZone).toBe(false);
    expect(['2021-02-30', '', 'May 2021', 2021, null].map(whenOf)).toEqual([null, null, null, null, null]);
  });

  it.each([
    ['2020', '2021', true],
    ['2021', '2021-05-03', false],
    ['2021-05-03', '2021', false],
    ['2021-05', '2021-06', true],
    ['2021-05-03', '2021-05-03', false],
    ['2021-05-03T10:00:00Z', '2021-05-03T10:00:01Z', true],
    // The same wall clock, nine hours apart.
    ['2021-05-03T10:00:00+09:00', '2021-05-03T10:00:00Z', true],
    ['2021-05-03T10:00:00Z', '2021-05-03T10:00:00+09:00', false],
    // A day in New York lasts into the next one of UTC.
    ['2021-05-03', '2021-05-04T04:30:00Z', false],
    ['2021-05-03', '2021-05-04T12:00:00Z', true],
    // A day in Auckland begins in the one before.
    ['2021-05-02T11:00:00Z', '2021-05-03', false],
    ['2021-05-02T09:00:00Z', '2021-05-03', true],
  ])('%s is certainly before %s: %s', (one, other, expected) => {
    expect(isBefore(at(one), at(other))).toBe(expected);
  });

  it('are listed newest first, the exact before the vague, the undated last', () => {
    const list = [null, '2020', '2021', '2021-01-01', '2020-12-31T23:59:00Z'].map((text) => ({
      when: text === null ? null : at(text),
    }));
    expect(list.sort(newestFirst).map((one) => one.when?.text)).toEqual([
      '2021-01-01',
      '2021',
      '2020-12-31T23:59:00Z',
      '2020',
      undefined,
    ]);
  });

  it('are over when they are over everywhere', () => {
    expect(isOver(at('2021-05-03'), Date.UTC(2021, 4, 4, 3))).toBe(false);
    expect(isOver(at('2021-05-03'), Date.UTC(2021, 4, 4, 13))).toBe(true);
    expect(isOver(at('2021-05-03T23:00:00Z'), Date.UTC(2021, 4, 4, 3))).toBe(true);
  });

  it('answer for whole lists as for each pair', () => {
    const texts = ['2019', '2020', '2020-06', '2021', '2020-06-01T00:00:00Z', '2020-06-02T00:00:00+14:00'];
    for (const one of texts)
      for (const other of texts) {
        const list = [at(one), at('2020-01-01')];
        const expected = list.some((left) => [at(other), at('2022')].some((right) => !isBefore(left, right)));
        expect(anyNotBefore(list, [at(other), at('2022')])).toBe(expected);
      }
    expect(anyNotBefore([], [null])).toBe(false);
    expect(anyNotBefore([null], [at('2020')])).toBe(true);
  });
});
