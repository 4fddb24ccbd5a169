import { parseWithDigits } from '@chartwarden/fhir';
import type { FactId } from '@chartwarden/ids';
import { describe, expect, it } from 'vitest';
import { MANY, putTogether, readingOf } from './timeline-readings.ts';

const VITAL = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }],
};

/** A line and its reading, as a page has them. */
function read(date: string, value: number | string, more: object = {}) {
  const at = Date.parse(date);
  const resource = parseWithDigits(
    JSON.stringify({
      resourceType: 'Observation', status: 'final', category: [VITAL], code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
      valueQuantity: { value: 'V', unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' }, ...more,
    }).replace('"V"', String(value)),
  ); // biome-ignore format: one observation
  const line = {
    id: `${date} ${value}` as FactId, type: 'Observation', version: 1, date: at, dateText: date, title: 'Pulse', value: `${value} /min`,
    labels: [], corrected: false,
  }; // biome-ignore format: one line
  return { line, reading: readingOf(line, resource) };
}

const minutes = (day: string, count: number, value = (at: number): number | string => 60 + at) =>
  Array.from({ length: count }, (_, at) => read(`${day}T12:${String(59 - at).padStart(2, '0')}:00Z`, value(at)));
const told = (lines: ReturnType<typeof putTogether>) =>
  lines.map(({ id, readings }) =>
    readings
      ? `${readings.day}: ${readings.count}, ${readings.low?.comparator ?? ''}${readings.low?.digits} to ${readings.high?.digits}`
      : id,
  );

describe('many readings of one day', () => {
  it('are one line in the place of the newest, with the lowest and highest as received', () => {
    const other = {
      line: { ...read('2025-05-03T12:30:30Z', 1).line, id: 'other' as FactId, type: 'Condition' },
      reading: null,
    };
    const day = minutes('2025-05-03', 30, (at) => (at === 3 ? '59.50' : 60 + at));
    const lines = putTogether([
      read('2025-05-04T08:00:00Z', 70),
      ...day.slice(0, 20),
      other,
      ...day.slice(20),
      read('2025-05-02', 61),
    ]);
    expect(told(lines)).toEqual([
      '2025-05-04: 1, 70 to 70',
      '2025-05-03: 30, 59.50 to 89',
      'other',
      '2025-05-02: 1, 61 to 61',
    ]);
    expect(lines[1]?.id).toBe(day[0]?.line.id);
  });

  it('stay single when they are few, of other units, cancelled, or have no place over time', () => {
    const single = (list: ReturnType<typeof read>[]) => putTogether(list).length === list.length;
    expect(single(minutes('2025-05-03', MANY - 1))).toBe(true);
    expect(single(minutes('2025-05-03', MANY))).toBe(false);
    const units = minutes('2025-05-03', 5).concat(
      minutes('2025-05-03', 5).map(({ line }) => read(line.dateText, 1, { valueQuantity: { value: 1, unit: 'Hz' } })),
    );
    expect(single(units)).toBe(true);
    const all = (more: object) => minutes('2025-05-03', 10).map(({ line }) => read(line.dateText, 1, more));
    expect(single(all({ status: 'entered-in-error' }))).toBe(true);
    expect(single(all({ category: [{ coding: [{ code: 'activity' }] }] }))).toBe(true);
    expect(single(all({ code: undefined }))).toBe(true);
  });

  it('say what only lies below, and no number where they are none', () => {
    const lows = minutes('2025-05-03', 8).map(({ line }, at) =>
      read(line.dateText, at, {
        valueQuantity: { value: at < 2 ? 40 : 50 + at, unit: 'a', ...(at === 1 ? { comparator: '<' } : {}) },
      }),
    );
    expect(told(putTogether(lows))).toEqual(['2025-05-03: 8, <40 to 57']);
    const words = minutes('2025-05-03', 8).map(({ line }) =>
      read(line.dateText, 1, { valueQuantity: undefined, valueString: 'x' }),
    );
    expect(putTogether(words)[0]?.readings).toMatchObject({ count: 8, low: null, high: null });
  });

  it('can be put together with those of the next page: at both ends each says what it is', () => {
    const [first, last] = [minutes('2025-05-03', 3), minutes('2025-05-01', 3)];
    const lines = putTogether([...first, ...minutes('2025-05-02', 3), ...last]);
    expect(lines.map((one) => one.readings?.day ?? null)).toEqual([
      ...Array(3).fill('2025-05-03'), ...Array(3).fill(null), ...Array(3).fill('2025-05-01'),
    ]); // biome-ignore format: three days
    expect(new Set(lines.flatMap((one) => one.readings?.key ?? [])).size).toBe(2);
  });
});
