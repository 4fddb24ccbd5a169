import type { AnalyteHead } from './analyte-body.ts';
import type { Concept } from './elements.ts';
import type { ReferenceRange } from './observation.ts';
import { levelName } from './overview.ts';
import type { OpenedPanel } from './panel-body.ts';
import type { Column, Piece } from './points.ts';
import type { ReadFact } from './read-fact.ts';
import type { OpenedResult, ResultsList } from './results.ts';
import type { Reading } from './sections.ts';

/** One row of a piece, spelled out. */
interface PlainRow {
  readonly id: string;
  readonly at: number | null;
  readonly text: string | null;
  readonly series: number;
  readonly value: string;
  readonly comparator: string | null;
  readonly ranges: readonly ReferenceRange[];
  readonly marks: readonly Concept[];
  readonly status: string | null;
  readonly leftOut: number;
}

export interface PlainAnalyte extends AnalyteHead {
  /** Oldest first. */
  readonly rows: readonly PlainRow[];
}

/** A section of results or vitals as tests look at it: everything opened. */
export function openedOf(reading: Reading) {
  const list = reading.list.body as ResultsList;
  const head = (id: string): OpenedResult => reading.entries.get(id)?.body as OpenedResult;
  return {
    list,
    analytes: list.analytes.map(({ id }): PlainAnalyte => {
      const analyte = head(id).analyte as AnalyteHead;
      return {
        ...analyte,
        rows: Array.from({ length: analyte.pieces }, (_, at) =>
          rowsOf(reading.entries, `${levelName(id, 0)}/${at}`),
        ).flat(),
      };
    }),
    panels: list.panels.map(({ id }) => head(id).panel as OpenedPanel),
  };
}

/** Reads facts as a section and opens everything. */
export const opened = (read: (facts: readonly ReadFact[], now: number) => Reading, facts: readonly ReadFact[]) =>
  openedOf(read(facts, 0));

const inRow = (column: Column, row: number): number => (typeof column === 'number' ? column : (column[row] ?? -1));

/** The rows of one piece. */
export function rowsOf(entries: Reading['entries'], name: string): readonly PlainRow[] {
  const piece = entries.get(name)?.body as Piece;
  let at = 0;
  return piece.facts.map((rest, row) => {
    at += piece.at[row] ?? 0;
    return {
      id: piece.factPrefix + rest,
      at: piece.dated ? at : null,
      text: piece.texts[row] ?? null,
      series: inRow(piece.series, row),
      value: piece.values[row] ?? '',
      comparator: piece.comparators[inRow(piece.comparator, row)] ?? null,
      ranges: piece.ranges[inRow(piece.range, row)] ?? [],
      marks: piece.marks[inRow(piece.mark, row)] ?? [],
      status: piece.notes[inRow(piece.note, row)]?.status ?? null,
      leftOut: inRow(piece.leftOut, row),
    };
  });
}
