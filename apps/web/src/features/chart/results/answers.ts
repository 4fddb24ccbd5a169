import type { Concept, FactMark } from '../../../api/section-types.ts';

/** What the server says of results and vitals (features/chart/reading: results.ts, analyte-body.ts, panel-body.ts, points.ts). */

export interface Amount {
  readonly digits: string;
  readonly comparator: string | null;
  readonly unit: string | null;
  readonly unitKey: string;
}

export interface ReferenceRange {
  readonly low: Amount | null;
  readonly high: Amount | null;
  readonly words: string | null;
  readonly kind: string | null;
  readonly appliesTo: readonly string[];
}

export interface Finding {
  readonly part: Concept | null;
  readonly found:
    | ({ readonly kind: 'amount' } & Amount)
    | { readonly kind: 'words'; readonly words: string }
    | { readonly kind: 'absent'; readonly why: string | null };
  readonly ranges: readonly ReferenceRange[];
  readonly interpretations: readonly Concept[];
}

/** An observation as a line shows it. */
export interface EntryLine extends Omit<FactMark, 'type'> {
  readonly words: string | null;
  readonly status: string | null;
  readonly method: string | null;
  readonly line: string | null;
  readonly findings: readonly Finding[];
}

export interface Spark {
  readonly part: Concept | null;
  readonly unit: string | null;
  readonly change: 'up' | 'down' | 'same' | null;
  readonly at: readonly number[];
  readonly digits: readonly string[];
  readonly comparators: readonly (string | null)[];
}

export interface AnalyteLine extends Concept {
  readonly id: string;
  readonly key: string;
  readonly valued: number;
  readonly latest: EntryLine | null;
  readonly perhapsLater: readonly string[];
  readonly perhapsLaterCount: number;
  readonly sparks: readonly Spark[];
}

export interface PanelLine extends Concept, FactMark {
  readonly status: string | null;
  readonly missing: number;
  readonly count: number;
}

export interface ResultsList {
  readonly analytes: readonly AnalyteLine[];
  readonly panels: readonly PanelLine[];
  readonly moreAnalytes: number;
  readonly morePanels: number;
}

/** Shown = value * factor + offset. */
export interface ShownIn {
  readonly code: string;
  readonly words: string;
  readonly factor: number;
  readonly offset: number;
}

export interface SeriesHead {
  readonly part: Concept | null;
  readonly kind: 'amount' | 'words' | 'absent';
  readonly unit: string | null;
  readonly unitKey: string;
  readonly method: string | null;
  readonly count: number;
  readonly shownIn: readonly ShownIn[];
}

/** The rows of a dense analyte at one fineness, and where its pieces begin: milliseconds. */
export interface Level {
  readonly count: number;
  readonly starts: readonly number[];
}

export interface AnalyteHead extends AnalyteLine {
  readonly series: readonly SeriesHead[];
  /** Only of a dense analyte: the overview that came with it, finer ones, and everything. */
  readonly levels?: readonly Level[];
}

export interface OpenedPanel extends PanelLine {
  readonly conclusion: string | null;
  readonly members: readonly (EntryLine & { readonly analyte: string | null })[];
}

export type Column = number | readonly number[];

/** Findings as columns, oldest first. */
export interface Piece {
  readonly dated: boolean;
  readonly factPrefix: string;
  readonly facts: readonly string[];
  /** Milliseconds: the first since 1970, each other since the one before. */
  readonly at: readonly number[];
  readonly texts: readonly string[];
  readonly series: Column;
  /** Rows of the same series that an overview leaves out before this one. */
  readonly leftOut: Column;
  readonly values: readonly string[];
  readonly comparator: Column;
  readonly range: Column;
  readonly mark: Column;
  readonly note: Column;
  readonly comparators: readonly (string | null)[];
  readonly ranges: readonly (readonly ReferenceRange[])[];
  readonly marks: readonly (readonly Concept[])[];
  readonly notes: readonly {
    readonly status: string | null;
    readonly corrected: boolean;
    readonly labels: readonly string[];
  }[];
}

export interface OpenedResult {
  readonly analyte: AnalyteHead | null;
  readonly panel: OpenedPanel | null;
}
