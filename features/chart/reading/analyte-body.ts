import { type ShownIn, unitsFor } from '../units/index.ts';
import type { Analyte, Series } from './analytes.ts';
import type { Noted, NotedFinding, Shape } from './noted.ts';
import type { Finding, Found } from './observation.ts';
import { levelsOf } from './overview.ts';
import { IN_A_PIECE, piecesOf } from './points.ts';
import { type FactMark, namesOf } from './read-fact.ts';
import type { Part } from './sections.ts';

/** Findings of one observation that a line shows; all of them are in the pieces. */
const MOST_FINDINGS = 8;
const MOST_LATER = 12;
const IN_A_SPARK = 12;

/** An observation as a line shows it. */
export interface EntryLine extends Omit<FactMark, 'type'> {
  readonly words: string | null;
  readonly status: string | null;
  readonly method: string | null;
  /** For one line: `13.2 g/dL`, `120/80 mmHg`. */
  readonly line: string | null;
  readonly findings: readonly Finding[];
}

/** The last few points of a line. */
export interface Spark extends Pick<Series, 'part' | 'unit' | 'change'> {
  /** Milliseconds, oldest first. */
  readonly at: readonly number[];
  readonly digits: readonly string[];
  readonly comparators: readonly (string | null)[];
}

/** An analyte in the list. */
export interface AnalyteLine extends Pick<Analyte, 'id' | 'key' | 'groupedBy' | 'words' | 'codings'> {
  /** How many entries have a value. */
  readonly valued: number;
  readonly latest: EntryLine | null;
  /** Facts that may be as late as the latest or later: the first few, and how many there are. */
  readonly perhapsLater: readonly string[];
  readonly perhapsLaterCount: number;
  /** Of those series that the latest entry is in. */
  readonly sparks: readonly Spark[];
}

/** A series in the head of a trend; points name it by its place. */
export interface SeriesHead extends Series {
  readonly count: number;
  /** Milliseconds; null where nothing in it has a date. */
  readonly from: number | null;
  readonly to: number | null;
  /** Other units that it can be shown in. */
  readonly shownIn: readonly ShownIn[];
}

/** The rows of a dense analyte, at one fineness. */
export interface Level {
  readonly count: number;
  /** Where its pieces begin, milliseconds: each reaches to the next. */
  readonly starts: readonly number[];
}

export interface AnalyteHead extends AnalyteLine {
  readonly series: readonly SeriesHead[];
  /** How many pieces there are at the first look, and how many findings one of them holds at most. */
  readonly pieces: number;
  readonly pieceSize: number;
  /** Of a dense analyte: the overview of the first look, finer ones, and in the end everything that has a date. */
  readonly levels?: readonly Level[];
}

export function entryLineOf({ id, when, about, line, findings, alsoRecordedBy }: Noted): EntryLine {
  const { version, labels, corrected, words, status, method } = about;
  const shown = findings.slice(0, MOST_FINDINGS).map(findingOf);
  const also = alsoRecordedBy === undefined ? {} : { alsoRecordedBy };
  return { id, version, when, labels, corrected, words, status, method, line, findings: shown, ...also };
}

const findingOf = ({ shape, value }: NotedFinding): Finding => ({
  part: shape.part,
  found: foundOf(shape, value),
  ranges: shape.ranges,
  interpretations: shape.interpretations,
});

function foundOf({ kind, comparator, unit, unitKey }: Shape, value: string): Found {
  if (kind === 'amount') return { kind, digits: value, comparator, unit, unitKey };
  return kind === 'words' ? { kind, words: value } : { kind, why: value === '' ? null : value };
}

/** @returns the line, and the facts whose content stands in it */
export function lineOfAnalyte(analyte: Analyte): { readonly line: AnalyteLine; readonly facts: readonly string[] } {
  const { id, key, groupedBy, words, codings, valued, latest, perhapsLater, namedBy } = analyte;
  const { sparks, facts } = sparksOf(analyte);
  return {
    line: {
      id,
      key,
      groupedBy,
      words,
      codings,
      valued,
      latest: latest && entryLineOf(latest),
      perhapsLater: perhapsLater.slice(0, MOST_LATER),
      perhapsLaterCount: perhapsLater.length,
      sparks,
    },
    facts: [...new Set([...(latest === null ? [] : namesOf(latest)), ...namedBy, ...facts])],
  };
}

function sparksOf({ latest, rows, series }: Analyte): { readonly sparks: Spark[]; readonly facts: readonly string[] } {
  const found = rows.filter((row) => row.noted === latest && row.finding.shape.kind === 'amount');
  const facts: string[] = [];
  const sparks = [...new Set(found.map((row) => row.series))].slice(0, 2).flatMap((place): Spark[] => {
    const head = series[place];
    if (head === undefined) return [];
    const last = lastOf(rows, place);
    facts.push(...last.map((row) => row.noted.id));
    return [
      {
        part: head.part,
        unit: head.unit,
        change: head.change,
        at: last.map((row) => row.noted.when?.low ?? 0),
        digits: last.map((row) => row.finding.value),
        comparators: last.map((row) => row.finding.shape.comparator),
      },
    ];
  });
  return { sparks, facts };
}

/** The last dated rows of a series, oldest first. */
function lastOf(rows: Analyte['rows'], place: number) {
  const last: Analyte['rows'][number][] = [];
  for (let at = rows.length - 1; at >= 0 && last.length < IN_A_SPARK; at -= 1) {
    const row = rows[at];
    if (row?.series === place && row.noted.when !== null && row.noted.about.status !== 'cancelled') last.push(row);
  }
  return last.reverse();
}

/** What an analyte opens to: its head, and its points in pieces, one list of them for each level; mostly there is one. */
export function openedAnalyte(analyte: Analyte): {
  readonly head: AnalyteHead;
  readonly facts: readonly string[];
  readonly levels: readonly (readonly Part[])[];
} {
  const { line, facts } = lineOfAnalyte(analyte);
  const { isDense, levels: rows, undated } = levelsOf(analyte.rows);
  const levels = rows.map((some, at) => (at === 0 ? [...piecesOf(some), ...piecesOf(undated)] : piecesOf(some)));
  const heads = rows.map((some): Level => ({ count: some.length, starts: startsOf(some) }));
  const reach = analyte.series.map(() => ({ count: 0, from: null as number | null, to: null as number | null }));
  for (const { noted, series } of analyte.rows) {
    const one = reach[series];
    if (one === undefined) continue;
    one.count += 1;
    if (noted.when === null) continue;
    one.from ??= noted.when.low;
    one.to = Math.max(one.to ?? noted.when.high, noted.when.high);
  }
  const series = analyte.series.map(
    (one, at): SeriesHead => ({
      ...one,
      ...(reach[at] ?? { count: 0, from: null, to: null }),
      shownIn: one.kind === 'amount' ? unitsFor(one.unitKey, [...(one.part ?? analyte).codings]) : [],
    }),
  );
  const pieces = levels[0]?.length ?? 0;
  const head = { ...line, series, pieces, pieceSize: IN_A_PIECE, ...(isDense ? { levels: heads } : {}) };
  return { head, facts, levels };
}

const startsOf = (rows: Analyte['rows']): readonly number[] =>
  rows.flatMap(({ noted }, at) => (at % IN_A_PIECE === 0 ? (noted.when?.low ?? []) : []));
