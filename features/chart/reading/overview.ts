import type { Row } from './analytes.ts';
import { isCancelled } from './noted.ts';

/** With more rows than this an analyte is not shown whole at the first look. */
const MOST_AT_ONCE = 4000;
/** Rows without a date at the first look at a dense analyte. */
const MOST_UNDATED = 200;

/** Cuts by time and as many by number at the first look: at most 2,400 rows. A finer level has so many times as many. */
const CUTS = 300;
const FINER = 8;
/** Rows between two cuts: with fewer, a level of its own would leave out too little. */
const LEAST_IN_A_BUCKET = 10;

/** Under what the pieces of an entry are kept; level 0 is what one gets at the first look. */
export const levelName = (entry: string, level: number): string => `${entry}.${level}`;

/** A row that stands for others, too. */
export interface DrawnRow extends Row {
  /** Rows of the same series that are left out between the one drawn before it and this one. */
  readonly leftOut: number;
}

/**
 * What of an analyte is shown at the first look, and then finer: one level with everything, unless it is dense. The rows
 * without a date stand behind those of the first level; of a dense analyte only the first of them.
 * @param rows oldest first, undated last
 */
export function levelsOf(rows: readonly Row[]) {
  const firstUndated = rows.findIndex((row) => row.noted.when === null);
  const end = firstUndated === -1 ? rows.length : firstUndated;
  const [dated, undated] = [rows.slice(0, end), rows.slice(end)];
  if (rows.length <= MOST_AT_ONCE) return { isDense: false, levels: [dated], undated };
  return { isDense: true, levels: [...overviewsOf(dated), dated], undated: undated.slice(0, MOST_UNDATED) };
}

/**
 * The rows of a dense analyte as a chart may show them: real ones, so few that a look is small, and then finer and finer;
 * all of them are the level after the last. Of every bucket the first, the last, the lowest and the highest (M4, Jugel et
 * al., VLDB 2014), for each series by itself, and for what only lies below or above. Buckets end where as much time has
 * passed and where as many rows have, so that neither one busy week in ten years nor the quiet years around it vanish.
 * @param rows dated, oldest first
 */
function overviewsOf(rows: readonly Row[]): readonly (readonly DrawnRow[])[] {
  const levels: (readonly DrawnRow[])[] = [];
  for (let cuts = CUTS; levels.length === 0 || rows.length / cuts >= 2 * LEAST_IN_A_BUCKET; cuts *= FINER)
    levels.push(overviewOf(rows, cuts));
  return levels;
}

function overviewOf(rows: readonly Row[], cuts: number): readonly DrawnRow[] {
  const lines = [...Map.groupBy(rows.keys(), (at) => lineOf(rows[at] as Row)).values()];
  const picked = new Set<number>();
  let left = cuts;
  // The shortest first: what they do not need is for the others.
  for (const [at, line] of lines.toSorted((one, other) => one.length - other.length).entries()) {
    const share = Math.max(1, Math.floor(left / (lines.length - at)));
    left -= Math.min(share, Math.ceil(line.length / 8));
    for (const one of line.length <= 4 * share ? line : pick(rows, line, share)) picked.add(one);
  }
  const since = new Map<number, number>();
  return rows.flatMap((row, at): DrawnRow[] => {
    const leftOut = since.get(row.series) ?? 0;
    since.set(row.series, picked.has(at) ? 0 : leftOut + 1);
    return picked.has(at) ? [{ ...row, leftOut }] : [];
  });
}

/** What is looked through by itself: of one series, as exactly known, and done or not. */
const lineOf = ({ series, finding, noted }: Row): string =>
  `${series} ${finding.shape.comparator ?? ''} ${isCancelled(noted)}`;

function pick(rows: readonly Row[], line: readonly number[], cuts: number): readonly number[] {
  const timeAt = (at: number): number => rows[at]?.noted.when?.low ?? 0;
  const numberAt = (at: number): number => Number(rows[at]?.finding.value);
  const from = timeAt(line[0] ?? 0);
  const span = timeAt(line.at(-1) ?? 0) - from + 1;
  const inEach = Math.ceil(line.length / cuts);
  const bucketOf = (index: number): string =>
    `${Math.floor(((timeAt(line[index] ?? 0) - from) / span) * cuts)} ${Math.floor(index / inEach)}`;
  const picked: number[] = [];
  let first = 0;
  for (let index = 1; index <= line.length; index += 1) {
    if (index < line.length && bucketOf(index) === bucketOf(first)) continue;
    const bucket = line.slice(first, index);
    let [lowest = 0, highest = 0] = [bucket[0], bucket[0]];
    for (const at of bucket) {
      if (numberAt(at) < numberAt(lowest)) lowest = at;
      if (numberAt(at) > numberAt(highest)) highest = at;
    }
    picked.push(bucket[0] ?? 0, lowest, highest, bucket.at(-1) ?? 0);
    first = index;
  }
  return picked;
}
