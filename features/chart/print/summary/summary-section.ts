import { spansOf, type Text } from '../sheet/text.ts';

/** Sections of the International Patient Summary (HL7 IPS 1.1), the three that it requires first. */
export const REQUIRED = ['allergies', 'medicines', 'problems'] as const;
export const OPTIONAL = [
  'results', 'vitals', 'immunizations', 'procedures', 'devices', 'history', 'pregnancy', 'social', 'plan', 'functional',
] as const; // biome-ignore format: one list
export type SummaryName = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

export interface SummarySection {
  readonly name: SummaryName;
  /** Parts of the width. */
  readonly parts: readonly number[];
  readonly rows: readonly SummaryRow[];
  /** Above the rows: what is stated in place of entries, and what is not listed. */
  readonly note: Text | null;
  /** Facts whose content stands in the note. */
  readonly noted: readonly string[];
  readonly isRequired: boolean;
}

export interface SummaryRow {
  readonly cells: readonly Text[];
  /** The facts that it tells of. */
  readonly facts: readonly string[];
}

/** On one line where it was several. */
export const inLine = (text: Text, between = ' · '): Text =>
  spansOf(text).map((one) => ({ ...one, text: one.text.replaceAll('\n', between) }));
