import { type Element, textIn } from './html-tree.ts';
import { decoded } from './references.ts';

/** The few attributes that say something about text, each within bounds, as React takes them. */
export function attributesOf(one: Element, tag: string | undefined): Readonly<Record<string, string | number>> {
  const found: Record<string, string | number> = {};
  const number = (name: string, most: number): number | undefined => {
    const value = Number.parseInt(one.attributes.get(name) ?? '', 10);
    return value > 1 && value <= most ? value : undefined;
  };
  const language = one.attributes.get('lang') ?? '';
  if (/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/.test(language)) found.lang = language;
  const direction = one.attributes.get('dir')?.toLowerCase() ?? '';
  if (/^(?:ltr|rtl|auto)$/.test(direction)) found.dir = direction;
  if (tag === 'td' || tag === 'th') {
    const [columns, rows] = [number('colspan', 50), number('rowspan', 500)];
    if (columns !== undefined) found.colSpan = columns;
    if (rows !== undefined) found.rowSpan = rows;
  }
  const start = tag === 'ol' ? number('start', 1_000_000) : undefined;
  if (start !== undefined) found.start = start;
  return found;
}

const LONGEST_ADDRESS = 300;

/** What an element says in an attribute and not in its words: where a link leads, what is written into or ticked in a field. */
export function writtenIn(one: Element): string | null {
  if (one.name === 'a') return addressOf(one);
  if (one.name !== 'input') return null;
  const type = one.attributes.get('type')?.toLowerCase() ?? 'text';
  if (type === 'checkbox' || type === 'radio') return one.attributes.has('checked') ? '☑' : '☐';
  const value = decoded(one.attributes.get('value') ?? '').trim();
  return value === '' || type === 'hidden' || type === 'password' ? null : value;
}

/** Where a link leads, when its words do not say so. It is text: nothing is opened from a record. */
function addressOf(link: Element): string | null {
  const address = decoded(link.attributes.get('href') ?? '').trim();
  if (!/^(?:https?:|mailto:|tel:)/i.test(address)) return null;
  const said = decoded(textIn(link)).trim();
  const plain = address.replace(/^(?:mailto|tel):/i, '');
  if (said === address || said === plain) return null;
  return `(${plain.length > LONGEST_ADDRESS ? `${plain.slice(0, LONGEST_ADDRESS)} …` : plain})`;
}
