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

/** Day and time of day as written. */
const TIMED = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/;

/** "3 May 2021, 08:00", "3 May 2021 to 9 May 2021"; the times as they were written. */
export function visitWhen({ start, end }: Pick<VisitLine, 'start' | 'end'>): string {
  const [from, to] = [start, end].map((one) => (one === null ? null : formatRecordDate(one.text)));
  if (from == null) return to ?? listsText.noDate;
  if (to == null || to === from) return from;
  // Both with a time of the same day: the day is said once.
  const [first, last] = [start, end].map((one) => TIMED.exec(one?.text ?? ''));
  const clock = first && last && first[1] === last[1] && to.endsWith(`, ${last[2]}`) ? last[2] : undefined;
  return text.until(from, clock ?? to);
}
