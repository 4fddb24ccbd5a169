/** What the sections of the chart speak: every shape mirrors one of features/chart/reading. */

/** What every section of the chart says about itself. */
export interface SectionAnswer {
  readonly section: string;
  /** The moment for which it was worked out. */
  readonly at: number;
  /** False when the record holds more than one answer is worked out from. */
  readonly isWhole: boolean;
  /** False while what came in last is not in it yet. */
  readonly isCurrent?: boolean;
}

/** What one line of a section opens to, and those further pieces of it that were asked for. */
export type SectionEntryAnswer<Entry extends object, Piece extends object> = SectionAnswer &
  Entry & { readonly pieces: readonly Piece[] };

/** A moment or a partial date as it was written, and the milliseconds between which it lies. */
export interface When {
  readonly text: string;
  readonly low: number;
  readonly high: number;
  /** False for a date that is another span of time in each zone. */
  readonly hasZone: boolean;
}

/** Pieces of an entry that touch a span of time (milliseconds, inclusive), at a level of fineness that its head names. */
export interface Span {
  readonly from?: number;
  readonly to?: number;
  readonly level?: number;
}

/** What each line of a section says about the fact that it was worked out from. */
export interface FactMark {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly when: When | null;
  readonly labels: readonly string[];
  readonly corrected: boolean;
  /** Facts of other portals that tell of the same thing and stand in no line of their own. */
  readonly alsoRecordedBy?: readonly { readonly id: string }[];
}

/** The same where several portals may tell of one thing: which one did, null where nobody knows. */
export interface SourcedMark extends FactMark {
  readonly from: string | null;
}

export interface Coding {
  readonly system: string | null;
  readonly code: string;
  readonly display: string | null;
}

/** A CodeableConcept: its words as the record has them, and its codes. */
export interface Concept {
  readonly words: string | null;
  readonly codings: readonly Coding[];
}
