import type { ReactNode } from 'react';
import type { SourcedMark, When } from '../../../api/section-types.ts';
import { listsText as text } from './lists.text.ts';
import { dayWords } from './when-words.ts';

/** Our word and the record's: "by Dr. Berg". Null where the record says nothing. */
export function said(word: string, own: string | readonly string[] | null): ReactNode | null {
  const words = own === null || typeof own === 'string' ? own : own.join(', ');
  if (words === null || words === '') return null;
  return (
    <>
      {word} <bdi>{words}</bdi>
    </>
  );
}

/** The record's own words alone. */
export const own = (words: string | null): ReactNode | null => (words ? <bdi>{words}</bdi> : null);

/** "since 3 May 2020", "3 May 2020 until 4 May 2020"; null where there is no date. */
export function spanWords(start: When | null, end: When | null): string | null {
  if (start === null && end === null) return null;
  if (end === null) return text.since(dayWords(start));
  if (start === null || dayWords(start) === dayWords(end)) return start ? dayWords(start) : text.until(dayWords(end));
  return `${dayWords(start)} – ${dayWords(end)}`;
}

/** Who says something: a name in the fact, and the portal that it came from. */
export function whoSays({ by, from }: Pick<SourcedMark, 'from'> & { readonly by?: string | null }): ReactNode {
  const named = [by, from].filter((one) => one !== null && one !== undefined && one !== '');
  return named.length === 0 ? text.notSaid : <bdi>{named.join(' · ')}</bdi>;
}

/** Groups a list by the year that was written, keeping its order. */
export function byYear<Item>(items: readonly Item[], when: (item: Item) => When | null): ReadonlyMap<string, Item[]> {
  const years = new Map<string, Item[]>();
  for (const item of items) {
    const year = /^\d{4}/.exec(when(item)?.text ?? '')?.[0] ?? text.unknownYear;
    const inYear = years.get(year);
    if (inYear === undefined) years.set(year, [item]);
    else inYear.push(item);
  }
  return years;
}
