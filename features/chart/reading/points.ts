import type { Row } from './analytes.ts';
import type { Concept } from './elements.ts';
import type { About, Shape } from './noted.ts';
import type { ReferenceRange } from './observation.ts';
import type { DrawnRow } from './overview.ts';
import type { Part } from './sections.ts';

/** Findings in one piece at most. */
export const IN_A_PIECE = 1000;

/** One number for each row; or the one number that stands in all of them. */
export type Column = number | readonly number[];

/** What a row says beside its value. */
interface Note {
  readonly status: string | null;
  readonly corrected: boolean;
  readonly labels: readonly string[];
}

/** Findings of one analyte as columns, oldest first; of a row without a date neither `at` nor `texts` say anything. */
export interface Piece {
  readonly dated: boolean;
  readonly count: number;
  /** With what the id of every fact here begins, and the rest of each. */
  readonly factPrefix: string;
  readonly facts: readonly string[];
  /** The earliest millisecond that the date may mean: the first since 1970, each other since the one before. */
  readonly at: readonly number[];
  /** Dates as they were written. */
  readonly texts: readonly string[];
  /** Place in the head's `series`. */
  readonly series: Column;
  /** Rows of the same series that an overview leaves out between the one before it and this one. */
  readonly leftOut: Column;
  /** Digits as received; words; or why there is no value, which may be empty. */
  readonly values: readonly string[];
  /** Places in the tables below. */
  readonly comparator: Column;
  readonly range: Column;
  readonly mark: Column;
  readonly note: Column;
  readonly comparators: readonly (string | null)[];
  /** The ranges that a laboratory gave with one result. */
  readonly ranges: readonly (readonly ReferenceRange[])[];
  /** Interpretations as the laboratory marked one result. */
  readonly marks: readonly (readonly Concept[])[];
  readonly notes: readonly Note[];
}

/** Cuts rows (oldest first; all dated, or none) into pieces, each with the facts in it and the time that it covers. */
export const piecesOf = (rows: readonly (Row | DrawnRow)[]): readonly Part[] =>
  Array.from({ length: Math.ceil(rows.length / IN_A_PIECE) }, (_, at) =>
    partOf(rows.slice(at * IN_A_PIECE, (at + 1) * IN_A_PIECE)),
  );

function partOf(rows: readonly (Row | DrawnRow)[]): Part {
  const ids = rows.map((row) => row.noted.id);
  const whens = rows.flatMap(({ noted }) => noted.when ?? []);
  const dated = whens.length > 0;
  const factPrefix = commonStart(ids);
  const comparators = table<string | null>();
  const ranges = table<readonly ReferenceRange[]>();
  const marks = table<readonly Concept[]>();
  const notes = table<Note>();
  const shapes = new Map<Shape, readonly [number, number, number]>();
  const placesOf = (shape: Shape) => {
    const places =
      shapes.get(shape) ??
      ([comparators.place(shape.comparator), ranges.place(shape.ranges), marks.place(shape.interpretations)] as const);
    shapes.set(shape, places);
    return places;
  };
  const places = rows.map((row) => placesOf(row.finding.shape));
  const abouts = new Map<About, number>();
  const notePlace = (about: About): number => {
    const at = abouts.get(about) ?? notes.place(noteOf(about));
    abouts.set(about, at);
    return at;
  };
  const body: Piece = {
    dated,
    count: rows.length,
    factPrefix,
    facts: ids.map((id) => id.slice(factPrefix.length)),
    at: whens.map((when, index) => when.low - (whens[index - 1]?.low ?? 0)),
    texts: whens.map((when) => when.text),
    series: column(rows.map((row) => row.series)),
    leftOut: column(rows.map((row) => ('leftOut' in row ? row.leftOut : 0))),
    values: rows.map((row) => row.finding.value),
    comparator: column(places.map(([one]) => one)),
    range: column(places.map(([, one]) => one)),
    mark: column(places.map(([, , one]) => one)),
    note: column(rows.map(({ noted }) => notePlace(noted.about))),
    comparators: comparators.items,
    ranges: ranges.items,
    marks: marks.items,
    notes: notes.items,
  };
  const facts = [...new Set(ids)];
  const [first] = whens;
  if (first === undefined) return { body, facts };
  const to = whens.reduce((latest, when) => Math.max(latest, when.high), first.high);
  return { body, facts, span: { from: first.low, to } };
}

const noteOf = ({ status, corrected, labels }: Note): Note => ({ status, corrected, labels });

function column(numbers: readonly number[]): Column {
  const [first = 0] = numbers;
  return numbers.every((one) => one === first) ? first : numbers;
}

/** A table that holds each thing once, told apart by what it says. */
function table<Item>() {
  const items: Item[] = [];
  const byName = new Map<string, number>();
  return {
    items: items as readonly Item[],
    place(item: Item): number {
      const name = JSON.stringify(item);
      const at = byName.get(name) ?? items.push(item) - 1;
      byName.set(name, at);
      return at;
    },
  };
}

function commonStart(ids: readonly string[]): string {
  const [first = ''] = ids;
  let length = first.length;
  for (const id of ids) while (!id.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
