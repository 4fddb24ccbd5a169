import type { Coding, FactMark, When } from '../../../api/section-types.ts';

/** features/chart/reading/visits.ts */
export interface VisitLine extends FactMark {
  readonly words: string | null;
  readonly class: string | null;
  readonly state: 'planned' | 'under-way' | 'over' | 'cancelled' | 'unknown';
  readonly start: When | null;
  readonly end: When | null;
  readonly reasons: readonly string[];
  readonly at: string | null;
  readonly people: readonly string[];
  readonly partOf: string | null;
  /** How much happened in it, by FHIR type. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface VisitsList {
  /** Newest first. */
  readonly visits: readonly VisitLine[];
}

export interface VisitItem extends FactMark {
  readonly title: string;
  readonly value: string | null;
  /** Ids of those that it holds together. */
  readonly holds: readonly string[];
}

export interface OpenedVisit {
  readonly visit: VisitLine & { readonly places: readonly string[]; readonly codings: readonly Coding[] };
  readonly whole: VisitLine | null;
  readonly parts: readonly VisitLine[];
}

export interface VisitPiece {
  readonly items: readonly VisitItem[];
}
