import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from './analytes.ts';
import { type DrawnRow, levelsOf } from './overview.ts';
import { factsOf, LOINC, only } from './reading.testing.ts';
import { type PlainAnalyte, rowsOf } from './results.testing.ts';
import { readVitals } from './results.ts';

interface Told {
  readonly at: number;
  readonly value: number;
  readonly series?: number;
  readonly comparator?: string | null;
}

const shapes = new Map<string, Row['finding']['shape']>();
function shapeOf(comparator: string | null): Row['finding']['shape'] {
  const shape = { kind: 'amount', part: null, unit: 'mg/dL', unitKey: 'k', comparator, ranges: [], interpretations: [] } as const; // biome-ignore format: one shape
  shapes.set(comparator ?? '', shapes.get(comparator ?? '') ?? shape);
  return shapes.get(comparator ?? '') ?? shape;
}
const about = {
  version: 1, labels: [], corrected: false, status: 'final', method: null, place: 'vitals', keys: [], words: null, codings: [],
} as const; // biome-ignore format: one list

const rowOf = ({ at, value, series = 0, comparator = null }: Told, index: number): Row => ({
  series,
  finding: { shape: shapeOf(comparator), value: String(value) },
  noted: { id: `f${index}`, when: { text: '', low: at, high: at, hasZone: true }, about, line: null, findings: [], members: null },
}); // biome-ignore format: one row
const rowsFrom = (told: readonly Told[]): readonly Row[] => told.toSorted((one, other) => one.at - other.at).map(rowOf);
const first = (rows: readonly Row[]): readonly DrawnRow[] => levelsOf(rows).levels[0] as readonly DrawnRow[];
const numbers = (rows: readonly Row[]): readonly number[] => rows.map((row) => Number(row.finding.value));
const extremes = (rows: readonly Row[]): readonly number[] => {
  const sorted = numbers(rows).toSorted((one, other) => one - other);
  return [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
};

const dense = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 1_000_000 }),
      value: fc.integer({ min: -500, max: 500 }),
      series: fc.constantFrom(0, 0, 0, 0, 0, 1, 2),
      comparator: fc.constantFrom(null, null, null, '<'),
    }),
    { minLength: 4001, maxLength: 9000, size: 'max' },
  )
  .map(rowsFrom);

describe('a dense series', () => {
  it('is drawn with few of its own rows, in order, and says how many are between them', () => {
    fc.assert(
      fc.property(dense, (rows) => {
        const placeOf = new Map(rows.map(({ noted }, at) => [noted, at]));
        for (const level of levelsOf(rows).levels.slice(0, -1) as (readonly DrawnRow[])[]) {
          const places = level.map(({ noted }) => placeOf.get(noted) ?? -1);
          expect(places).toEqual([...new Set(places)].toSorted((one, other) => one - other));
          for (const series of [0, 1, 2]) {
            const own = level.filter((row) => row.series === series);
            const all = rows.filter((row) => row.series === series);
            expect(own.reduce((sum, row) => sum + 1 + row.leftOut, 0)).toBe(all.length);
          }
        }
        expect(first(rows).length).toBeLessThan(2_500);
        expect(levelsOf(rows).levels.at(-1)).toEqual(rows);
      }),
      { numRuns: 4 },
    );
  });

  it('keeps first, last, lowest and highest of each line, exact and open ones apart', () => {
    fc.assert(
      fc.property(dense, (rows) => {
        for (const series of [0, 1, 2])
          for (const comparator of [null, '<']) {
            const isOwn = (row: Row) => row.series === series && row.finding.shape.comparator === comparator;
            const [all, own] = [rows.filter(isOwn), first(rows).filter(isOwn)];
            expect(extremes(own)).toEqual(extremes(all));
            expect([own[0]?.noted.id, own.at(-1)?.noted.id]).toEqual([all[0]?.noted.id, all.at(-1)?.noted.id]);
          }
      }),
      { numRuns: 4 },
    );
  });

  it('shows a busy week in ten quiet years, and the years', () => {
    const day = 86_400_000;
    const monthly = Array.from({ length: 120 }, (_, at) => ({ at: at * 30 * day, value: 5 }));
    const week = Array.from({ length: 20_000 }, (_, at) => ({ at: 1800 * day + at * 30_000, value: at % 100 }));
    const rows = first(rowsFrom([...monthly, ...week]));
    const inWeek = rows.filter(
      ({ noted }) => (noted.when?.low ?? 0) >= 1800 * day && (noted.when?.low ?? 0) < 1807 * day,
    );
    expect(rows.length - inWeek.length).toBeGreaterThan(110);
    expect(inWeek.length).toBeGreaterThan(900);
  });

  it('is finer, level by level, until it is everything', () => {
    const rows = rowsFrom(Array.from({ length: 100_000 }, (_, at) => ({ at: at * 300_000, value: at % 97 })));
    const counts = levelsOf(rows).levels.map((level) => level.length);
    expect(counts).toHaveLength(3);
    expect(counts[0]).toBeLessThanOrEqual(2_400);
    expect(counts[1]).toBeLessThanOrEqual(19_200);
    expect(counts[2]).toBe(100_000);
  });

  it('opens to a head, the overview, and pieces that name what stands in them', () => {
    const observation = (at: number) =>
      `{"resourceType":"Observation","id":"f${String(at).padStart(5, '0')}","status":"final","category":[{"coding":[{"code":"vital-signs","system":"http://terminology.hl7.org/CodeSystem/observation-category"}]}],"code":{"coding":[{"system":"${LOINC}","code":"99504-3"}]},"effectiveDateTime":"${new Date(at * 300_000).toISOString()}","valueQuantity":{"value":${90 + (at % 50)}.0,"unit":"mg/dL"}}`;
    const facts = factsOf(...Array.from({ length: 6000 }, (_, at) => observation(at)));
    const { entries } = readVitals(facts, 0);
    const head = entries.get('f00000')?.body as { readonly analyte: PlainAnalyte };
    const { levels = [], series, pieces } = head.analyte;
    const [overview, all] = levels;
    expect([levels.length, only(series).count, all?.count, all?.starts.length]).toEqual([2, 6000, 6000, 6]);
    const drawn = Array.from({ length: pieces }, (_, at) => rowsOf(entries, `f00000.0/${at}`)).flat();
    expect(drawn.length).toBe(overview?.count);
    expect(drawn.reduce((sum, row) => sum + 1 + row.leftOut, 0)).toBe(6000);
    const named = [...entries].filter(([name]) => name.startsWith('f00000.0/')).flatMap(([, part]) => part.facts);
    expect(named).toEqual(drawn.map((row) => row.id));
    const whole = Array.from({ length: 6 }, (_, at) => rowsOf(entries, `f00000.1/${at}`)).flat();
    expect(whole.map((row) => [row.id, row.value])).toEqual(facts.map((one, at) => [one.id, `${90 + (at % 50)}.0`]));
  });
});
