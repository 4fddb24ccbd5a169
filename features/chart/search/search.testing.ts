import type { FactId } from '@chartwarden/ids';
import type { SearchInput, SearchText } from './types.ts';

export const idOf = (number: number): FactId =>
  `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as FactId;

/** A fact for the index; texts as strings are its title. */
export const factOf = (
  number: number,
  texts: readonly (string | SearchText)[],
  rest: Partial<SearchInput> = {},
): SearchInput => ({
  id: idOf(number),
  type: 'Observation',
  date: null,
  sources: [],
  labels: [],
  texts: texts.map((one) => (typeof one === 'string' ? { field: 'title', text: one } : one)),
  ...rest,
});
