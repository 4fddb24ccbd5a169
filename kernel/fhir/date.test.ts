import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateRange, instantMs } from './date.ts';

const span = (text: string): [string, string] | undefined => {
  const range = dateRange(text);
  return range && [new Date(range.low).toISOString(), new Date(range.high).toISOString()];
};

describe('a FHIR date', () => {
  it.each([
    ['2020', '2020-01-01T00:00:00.000Z', '2020-12-31T23:59:59.999Z'],
    ['2020-02', '2020-02-01T00:00:00.000Z', '2020-02-29T23:59:59.999Z'],
    ['2021-12', '2021-12-01T00:00:00.000Z', '2021-12-31T23:59:59.999Z'],
    ['2020-02-29', '2020-02-29T00:00:00.000Z', '2020-02-29T23:59:59.999Z'],
    ['2020-01-01T10:00Z', '2020-01-01T10:00:00.000Z', '2020-01-01T10:00:59.999Z'],
    ['2020-01-01T10:00:05+02:00', '2020-01-01T08:00:05.000Z', '2020-01-01T08:00:05.999Z'],
    ['2020-01-01T00:30:00-14:00', '2020-01-01T14:30:00.000Z', '2020-01-01T14:30:00.999Z'],
    ['2020-01-01T10:00:05.1Z', '2020-01-01T10:00:05.100Z', '2020-01-01T10:00:05.199Z'],
    ['2020-01-01T10:00:05.123456Z', '2020-01-01T10:00:05.123Z', '2020-01-01T10:00:05.123Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z', '2017-01-01T00:00:00.999Z'],
    ['0001', '0001-01-01T00:00:00.000Z', '0001-12-31T23:59:59.999Z'],
    ['2020-01-01T10:00:05', '2020-01-01T10:00:05.000Z', '2020-01-01T10:00:05.999Z'],
  ])('%s spans what it may mean', (text, low, high) => {
    expect(span(text)).toEqual([low, high]);
  });

  it.each([
    '',
    '20',
    '2020-13',
    '2020-00',
    '2021-02-29',
    '1900-02-29',
    '2020-04-31',
    '2020-1-1',
    '2020-01-01T24:00:00Z',
    '2020-01-01T10:60:00Z',
    '2020-01-01T10:00:05+15:00',
    '01/02/2020',
    '2020-01-01 10:00',
    'yesterday',
    '2020-01-01T10:00:05.Z',
  ])('%j is none', (text) => {
    expect(dateRange(text)).toBeUndefined();
  });

  it('holds every moment that is written with all its digits', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString();
          expect(dateRange(iso)).toEqual({ low: date.getTime(), high: date.getTime() });
          for (const part of [
            iso.slice(0, 4),
            iso.slice(0, 7),
            iso.slice(0, 10),
            `${iso.slice(0, 16)}Z`,
            `${iso.slice(0, 19)}Z`,
          ]) {
            const range = dateRange(part);
            expect(range && range.low <= date.getTime() && date.getTime() <= range.high).toBe(true);
          }
        },
      ),
    );
  });

  it('is an instant only with seconds and a zone', () => {
    expect(instantMs('2020-01-01T10:00:05+01:00')).toBe(Date.UTC(2020, 0, 1, 9, 0, 5));
    for (const text of ['2020', '2020-01-01', '2020-01-01T10:00Z', '2020-01-01T10:00:05', 5, null])
      expect(instantMs(text)).toBeUndefined();
  });
});
