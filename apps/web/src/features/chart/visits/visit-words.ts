import { formatRecordDate } from '../../../ui/words.ts';
import { listsText } from '../lists/lists.text.ts';
import type { VisitLine } from './visit-types.ts';
import { visitsText as text } from './visits.text.ts';

/** What a visit is called: its own words, its class, or just that it is one. */
export const visitName = ({ words, class: kind }: Pick<VisitLine, 'words' | 'class'>): string =>
  words ?? (kind === null ? text.visit : classWords(kind));

/** A code is said in words, too: "stay in hospital (IMP)". */
export function classWords(kind: string): string {
  const words = Object.hasOwn(text.classes, kind) ? text.classes[kind] : undefined;
  return words === undefined ? kind : text.classed(words, kind);
}

/** "3 May 2021, 08:00", "3 May 2021 to 9 May 2021"; the times as they were written. */
export function visitWhen({ start, end }: Pick<VisitLine, 'start' | 'end'>): string {
  const [from, to] = [start, end].map((one) => (one === null ? null : formatRecordDate(one.text)));
  if (from == null) return to ?? listsText.noDate;
  if (to == null || to === from) return from;
  const [day, clock] = to.split(', ');
  return clock !== undefined && from.startsWith(`${day},`) ? text.until(from, clock) : text.until(from, to);
}
