import type { FactLine } from '../../api/types.ts';
import { chartText } from './chart.text.ts';

/** One row of a list: a line, or the year that begins with the next one. */
export type ListItem<Line> =
  | { readonly kind: 'year'; readonly key: string; readonly year: string }
  | { readonly kind: 'line'; readonly key: string; readonly line: Line; readonly place: number };

/** Puts the year before the first line of each run of one year. The order of the lines is the server's. */
export function listItems<Line>(lines: readonly Line[], factOf: (line: Line) => FactLine): readonly ListItem<Line>[] {
  const items: ListItem<Line>[] = [];
  let before = '';
  lines.forEach((line, index) => {
    const fact = factOf(line);
    const year = yearOf(fact);
    if (year !== before) items.push({ kind: 'year', key: `year ${year} ${fact.id}`, year });
    before = year;
    items.push({ kind: 'line', key: fact.id, line, place: index + 1 });
  });
  return items;
}

/** The year as it was written; only without a written date that of the instant. */
function yearOf(fact: FactLine): string {
  const written = /^\d{4}/.exec(fact.dateText ?? '')?.[0];
  if (written) return written;
  return fact.date === null ? chartText.noDate : String(new Date(fact.date).getFullYear());
}
