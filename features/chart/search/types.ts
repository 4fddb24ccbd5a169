import type { FactId } from '@chartwarden/ids';

/** Where in a fact a word stands, the weightiest first; the place in this list is the bit in a posting. */
export const fields = ['title', 'code', 'value', 'name', 'text', 'note'] as const;

export type Field = (typeof fields)[number];

const weights: Readonly<Record<Field, number>> = { title: 6, code: 5, value: 3, name: 3, text: 2, note: 1 };

/** The weight (1 to 6) of the best field of a set of bits. */
export const weightOf: readonly number[] = Array.from({ length: 2 ** fields.length }, (_, mask) =>
  fields.reduce((best, field, bit) => ((mask >> bit) & 1 ? Math.max(best, weights[field]) : best), 0),
);

export const bitOf = (field: Field): number => 1 << fields.indexOf(field);

export interface SearchText {
  readonly field: Field;
  readonly text: string;
  /** `system|code` where the text is a coding's display ('' when it has none): facts of one code share their displays. */
  readonly code?: string;
}

/** What is known of a fact without its text; what filters, permits and ranking look at. */
export interface SearchFact {
  readonly id: FactId;
  readonly type: string;
  /** Whole milliseconds (FHIR's years, 1 to 9999), null when the fact has no clinical date. */
  readonly date: number | null;
  readonly sources: readonly string[];
  readonly labels: readonly string[];
}

export interface SearchInput extends SearchFact {
  readonly texts: readonly SearchText[];
}
