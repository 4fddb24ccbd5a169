import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSpread, SCALES } from './timeline.ts';

const day = (text: string): number => Date.parse(text) / 86_400_000;
const one = (first: string, last?: string) => ({
  type: 'Observation',
  day: day(first),
  ...(last === undefined ? {} : { last: day(last) }),
  count: 1,
});
const at = (scale: (typeof SCALES)[number], ...days: ReturnType<typeof one>[]) =>
  foldSpread(days, scale).map((each) => `${each.at}: ${each.count}`);

describe('the spread of a record over time', () => {
  it('is counted by day, month or year', () => {
    const days = [one('2020-12-31'), one('2021-05-03'), one('2021-05-04'), one('2021-06-01')];
    expect(at('day', ...days)).toEqual(['2020-12-31: 1', '2021-05-03: 1', '2021-05-04: 1', '2021-06-01: 1']);
    expect(at('month', ...days)).toEqual(['2020-12: 1', '2021-05: 2', '2021-06: 1']);
    expect(at('year', ...days)).toEqual(['2020: 1', '2021: 3']);
  });

  it('says no more of a vague date than the record does', () => {
    const days = [one('2021-01-01', '2021-12-31'), one('2021-02-01', '2021-02-28'), one('2020-02-01', '2020-02-29')];
    expect(at('day', ...days)).toEqual(['2021: 1', '2021-02: 1', '2020-02: 1']);
    expect(at('month', ...days)).toEqual(['2021: 1', '2021-02: 1', '2020-02: 1']);
    expect(at('year', ...days)).toEqual(['2021: 2', '2020: 1']);
  });

  it('has what took several days where it began', () => {
    expect(at('day', one('2021-01-01', '2021-01-30'), one('2021-03-05', '2022-12-31'))).toEqual([
      '2021-01-01: 1',
      '2021-03-05: 1',
    ]);
    expect(at('day', one('2020-02-01', '2020-02-28'))).toEqual(['2020-02-01: 1']);
  });

  it('keeps types and the undated apart', () => {
    const days = [
      { type: 'Condition', day: null, count: 2 },
      { ...one('2021-05-03'), type: 'Condition' },
      one('2021-05-03'),
    ];
    expect(foldSpread(days, 'year')).toEqual([
      { at: null, type: 'Condition', count: 2 },
      { at: '2021', type: 'Condition', count: 1 },
      { at: '2021', type: 'Observation', count: 1 },
    ]);
  });

  it('never loses or invents one', () => {
    const days = fc.array(
      fc.record({
        type: fc.constantFrom('Observation', 'Condition'),
        day: fc.oneof(fc.constant(null), fc.integer({ min: -40_000, max: 40_000 })),
        count: fc.integer({ min: 1, max: 9 }),
      }),
    );
    const sum = (list: readonly { readonly count: number }[]) => list.reduce((total, each) => total + each.count, 0);
    fc.assert(
      fc.property(days, fc.constantFrom(...SCALES), (list, scale) => {
        const folded = foldSpread(list, scale);
        expect(sum(folded)).toBe(sum(list));
        expect(new Set(folded.map((each) => `${each.at} ${each.type}`)).size).toBe(folded.length);
      }),
    );
  });
});
