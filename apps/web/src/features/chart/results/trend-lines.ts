import { unitWords } from '@chartwarden/fhir/units';
import type { Points } from '../charts/decimate.ts';
import type { Band, ChartLine } from '../charts/types.ts';
import type { ReferenceRange, SeriesHead } from './answers.ts';
import type { Rule } from './converted.ts';
import type { TrendRows } from './trend-rows.ts';

/** A unit that a series is shown in: its own (`rule` null), or another one. */
export interface Shown {
  readonly key: string;
  readonly words: string;
  readonly rule: Rule | null;
}

/** The units of a series, its own first. */
export const unitsOf = ({ unit, unitKey, shownIn }: SeriesHead): readonly Shown[] => [
  { key: unitKey, words: unitWords(unit), rule: null },
  ...shownIn.map(({ code, words, factor, offset }) => ({ key: `${UCUM}${code}`, words, rule: { factor, offset } })),
];

const UCUM = 'http://unitsofmeasure.org|';

/** Of one result; null where its laboratory gave no such end. */
interface Limits {
  readonly low: number | null;
  readonly high: number | null;
}

/** The limits of a result, where its laboratory gave one range that can be drawn; which of several applies is not ours to say. */
export function limitsOf(ranges: readonly ReferenceRange[], unitKey: string): Limits | null {
  const drawable = ranges.filter(({ low, high }) => low !== null || high !== null);
  const [range] = drawable;
  if (drawable.length !== 1 || range === undefined) return null;
  const ends = [range.low, range.high].map((end) => {
    if (end === null) return null;
    // Without a unit of its own a limit is in that of the value.
    const isSame = end.unitKey === unitKey || end.unitKey === 'text:';
    return isSame && end.comparator === null ? Number(end.digits) : Number.NaN;
  });
  const [low = null, high = null] = ends;
  return ends.some((end) => Number.isNaN(end)) ? null : { low, high };
}

/** One series as it is drawn: exact points, open ones (`<`, `>`), and the bands that its laboratory gave. */
export function lineOf(rows: TrendRows, place: number, head: SeriesHead, shown: Shown): ChartLine {
  const convert = (value: number): number => (shown.rule ? value * shown.rule.factor + shown.rule.offset : value);
  const exact = gathering();
  const open = gathering();
  const breaks = new Set<number>();
  const comparators: string[] = [];
  const bands = bandsOf(head.unitKey, convert);
  let broken = false;
  for (let row = 0; row < rows.dated; row += 1) {
    if (rows.series[row] !== place) continue;
    const value = Number(rows.value(row));
    if (!Number.isFinite(value) || rows.note(row).status === 'cancelled') continue;
    const x = rows.at[row] ?? 0;
    const comparator = rows.comparator(row);
    if (comparator === null) {
      if (broken) breaks.add(exact.size());
      exact.add(x, convert(value), row);
    } else {
      open.add(x, convert(value), row);
      comparators.push(comparator);
    }
    broken = comparator !== null;
    bands.add(x, rows.ranges(row));
  }
  return {
    place,
    exact: exact.points(),
    exactRows: exact.rows(),
    breaks,
    open: open.points(),
    openRows: open.rows(),
    comparators,
    bands: bands.end(),
  };
}

/** Gathers the bands of a line: each reaches half the way to the next result with other limits, or with none. */
function bandsOf(unitKey: string, convert: (value: number) => number) {
  const bands: Band[] = [];
  let ranges: readonly ReferenceRange[] | null = null;
  let limits: Limits | null = null;
  let from = 0;
  let last = 0;
  const close = (to: number) => {
    if (limits === null) return;
    const [low, high] = [limits.low, limits.high].map((end) => (end === null ? null : convert(end)));
    bands.push({ from, to, low: low ?? null, high: high ?? null });
  };
  return {
    add(x: number, given: readonly ReferenceRange[]) {
      // Results that came together share one object: nothing is compared for most of them.
      const next: Limits | null = given === ranges ? limits : limitsOf(given, unitKey);
      if (ranges === null) from = x;
      else if (!isSame(next, limits)) {
        const half = (last + x) / 2;
        close(half);
        from = half;
      }
      ranges = given;
      limits = next;
      last = x;
    },
    end(): readonly Band[] {
      close(last);
      return bands;
    },
  };
}

const isSame = (one: Limits | null, other: Limits | null): boolean =>
  one === other || (one !== null && other !== null && one.low === other.low && one.high === other.high);

function gathering() {
  const xs: number[] = [];
  const ys: number[] = [];
  const rows: number[] = [];
  return {
    add(x: number, y: number, row: number) {
      xs.push(x);
      ys.push(y);
      rows.push(row);
    },
    size: () => xs.length,
    points: (): Points => ({ x: Float64Array.from(xs), y: Float64Array.from(ys) }),
    rows: () => Uint32Array.from(rows),
  };
}
