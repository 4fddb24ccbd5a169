import type { FactMark } from '../../reading/read-fact.ts';
import type { When } from '../../reading/when.ts';
import type { Block } from '../sheet/blocks.ts';
import { said, type Text } from '../sheet/text.ts';
import { saidOr, type Words } from '../words/words.ts';
import { dateCell, dateOr, marksOf, stacked } from './cells.ts';

/** One line of a plain list: when, what, and what is said beside it, one text below the other. */
export interface ListRow {
  readonly mark: FactMark;
  readonly when: Text;
  readonly what: string | null;
  readonly details: readonly (Text | null)[];
}

export const whenOrWords = (when: When | null, words: string | null, own: Words): Text =>
  when === null && words !== null ? said(words) : dateCell(when, own);

/** Words of the record side by side; null when there are none. */
export function line(...parts: readonly (string | null | undefined)[]): Text | null {
  const there = [...new Set(parts.filter((one) => one !== null && one !== undefined && one !== ''))];
  return there.length === 0 ? null : said(there.join(', '));
}

export function spanLine(start: When | null, end: When | null, own: Words): Text | null {
  const [since, until] = [dateOr(start, own), dateOr(end, own)];
  const parts = [since && own.t('since', { date: since }), until && own.t('until', { date: until })].filter(Boolean);
  return parts.length === 0 ? null : parts.join(' ');
}

export function tableOf(rows: readonly ListRow[], own: Words): Block {
  const columns = [
    { title: own.t('column.date'), part: 2 },
    { title: own.t('column.what'), part: 5 },
    { title: own.t('column.details'), part: 5 },
  ];
  const cells = rows.map(({ mark, when, what, details }) => [
    when,
    stacked(saidOr(what, own.t('unnamed')), marksOf([mark], own)),
    stacked(...details),
  ]);
  return { kind: 'table', columns, rows: cells };
}

/** A table under a heading, or nothing. */
export const group = (heading: string, rows: readonly ListRow[], own: Words): readonly Block[] =>
  rows.length === 0
    ? []
    : [{ kind: 'heading', text: heading, note: own.t('group.entries', { count: rows.length }) }, tableOf(rows, own)];
