import type { FactMark } from '../../reading/read-fact.ts';
import type { When } from '../../reading/when.ts';
import { joined, quiet, type Text } from '../sheet/text.ts';
import type { WordName } from '../words/en.ts';
import type { Words } from '../words/words.ts';

/** A date for a cell; what has none says so. */
export const dateCell = (when: When | null, words: Words): Text =>
  when === null ? quiet(words.t('noDate')) : words.date(when.text);

/** With the time of day, where values follow each other within one. */
export const timeCell = (when: When | null, words: Words): Text =>
  when === null ? quiet(words.t('noDate')) : words.dateTime(when.text);

export const dateOr = (when: When | null, words: Words): string | null =>
  when === null ? null : words.date(when.text);

/** Sensitivity labels and corrections of facts, on a line of their own. */
export function marksOf(marks: readonly FactMark[], words: Words): Text | null {
  const labels = [...new Set(marks.flatMap((one) => one.labels))].map((one) => words.t(`label.${one}` as WordName));
  const parts = [
    labels.length > 0 ? quiet(words.t('mark.label', { labels: labels.join(', ') })) : null,
    marks.some((one) => one.corrected) ? quiet(words.t('mark.corrected')) : null,
  ];
  return parts.every((one) => one === null) ? null : joined(parts);
}

/** One below the other, without those that are not there. */
export const stacked = (...parts: readonly (Text | null)[]): Text => joined(parts, '\n');
