import type { FactLine } from '../../api/types.ts';
import { chartText } from './chart.text.ts';

/** One row of the list: an entry, or the year that begins with the next one. */
export type ListItem =
  | { readonly kind: 'year'; readonly key: string; readonly year: string }
  | { readonly kind: 'fact'; readonly key: string; readonly fact: FactLine; readonly place: number };

/** Puts the year before the first entry of each run of one year. The order of the entries is the server's. */
export function listItems(facts: readonly FactLine[]): readonly ListItem[] {
  const items: ListItem[] = [];
  let before = '';
  facts.forEach((fact, index) => {
    const year = yearOf(fact);
    if (year !== before) items.push({ kind: 'year', key: `year ${year} ${fact.id}`, year });
    before = year;
    items.push({ kind: 'fact', key: fact.id, fact, place: index + 1 });
  });
  return items;
}

/** The year as it was written; only without a written date that of the instant. */
function yearOf(fact: FactLine): string {
  const written = /^\d{4}/.exec(fact.dateText ?? '')?.[0];
  if (written) return written;
  return fact.date === null ? chartText.noDate : String(new Date(fact.date).getFullYear());
}
