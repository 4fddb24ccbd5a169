import type { Concept } from '../../../api/section-types.ts';
import type { Column, Piece, ReferenceRange } from './answers.ts';

interface Note {
  readonly status: string | null;
  readonly corrected: boolean;
  readonly labels: readonly string[];
}

/** All findings of one analyte by row, oldest first, undated last. What many rows share is one object. */
export interface TrendRows {
  readonly count: number;
  /** Rows before this one have a date. */
  readonly dated: number;
  /** Milliseconds; NaN without a date. */
  readonly at: Float64Array;
  readonly series: Uint32Array;
  /** Rows of its series that are left out before it: this is an overview then. */
  readonly leftOut: (row: number) => number;
  readonly fact: (row: number) => string;
  /** The date as it was written; null without one. */
  readonly text: (row: number) => string | null;
  /** Digits, words, or why there is no value. */
  readonly value: (row: number) => string;
  readonly comparator: (row: number) => string | null;
  readonly ranges: (row: number) => readonly ReferenceRange[];
  readonly marks: (row: number) => readonly Concept[];
  readonly note: (row: number) => Note;
}

const inRow = (column: Column, row: number): number => (typeof column === 'number' ? column : (column[row] ?? 0));

/** Puts pieces together; each keeps its own tables. */
export function rowsOf(pieces: readonly Piece[]): TrendRows {
  const count = pieces.reduce((sum, piece) => sum + piece.facts.length, 0);
  const at = new Float64Array(count).fill(Number.NaN);
  const series = new Uint32Array(count);
  const starts: number[] = [];
  let row = 0;
  let dated = 0;
  for (const piece of pieces) {
    starts.push(row);
    let time = 0;
    for (let index = 0; index < piece.facts.length; index += 1, row += 1) {
      series[row] = inRow(piece.series, index);
      if (!piece.dated) continue;
      time += piece.at[index] ?? 0;
      at[row] = time;
      dated = row + 1;
    }
  }
  const place = (wanted: number): readonly [Piece, number] => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    const piece = pieces[low];
    if (piece === undefined) throw new RangeError('no such row');
    return [piece, wanted - (starts[low] ?? 0)];
  };
  const of =
    <T>(look: (piece: Piece, index: number) => T) =>
    (wanted: number): T =>
      look(...place(wanted));
  const none = { status: null, corrected: false, labels: [] };
  return {
    count,
    dated,
    at,
    series,
    leftOut: of((piece, index) => inRow(piece.leftOut, index)),
    fact: of((piece, index) => piece.factPrefix + (piece.facts[index] ?? '')),
    text: of((piece, index) => piece.texts[index] ?? null),
    value: of((piece, index) => piece.values[index] ?? ''),
    comparator: of((piece, index) => piece.comparators[inRow(piece.comparator, index)] ?? null),
    ranges: of((piece, index) => piece.ranges[inRow(piece.range, index)] ?? []),
    marks: of((piece, index) => piece.marks[inRow(piece.mark, index)] ?? []),
    note: of((piece, index) => piece.notes[inRow(piece.note, index)] ?? none),
  };
}
