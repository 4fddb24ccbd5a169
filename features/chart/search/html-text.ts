/**
 * The text of HTML, for words only: never shown, so nothing has to be made safe. One pass over the characters after the
 * tokenizer of the HTML standard (13.2.5: data, tags with quoted attributes, comments, raw text); takes time in
 * proportion to the length whatever stands there.
 */
export function textOfHtml(html: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    if (open > at) parts.push(html.slice(at, open));
    at = afterMarkup(html, open, parts);
  }
  if (at < html.length) parts.push(html.slice(at));
  return decodeEntities(parts.join(''));
}

/** Elements that do not end a word. */
const inline = new Set(
  'a abbr b bdi bdo big cite code dfn em font i ins mark s small span strong sub sup tt u'.split(' '),
);
/** Elements whose content is no text. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'textarea', 'title']);

/** Reads one tag, comment or stray `<`; gives where text goes on. */
function afterMarkup(html: string, open: number, parts: string[]): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open + 4);
  const next = html[open + 1] ?? '';
  if (next === '!' || next === '?') return after(html, '>', open + 2);
  const isEnd = next === '/';
  const nameAt = open + (isEnd ? 2 : 1);
  const name = nameOf(html, nameAt);
  if (name === '') {
    parts.push(isEnd ? ' ' : '<');
    return isEnd ? after(html, '>', nameAt) : open + 1;
  }
  const end = tagEnd(html, nameAt + name.length);
  if (!inline.has(name)) parts.push(' ');
  if (isEnd || !silent.has(name) || html[end - 2] === '/') return end;
  return closing(html, name, end);
}

function nameOf(html: string, start: number): string {
  let end = start;
  while (end < html.length && end - start < 32 && /[a-zA-Z0-9]/.test(html[end] ?? '')) end += 1;
  const name = html.slice(start, end).toLowerCase();
  return /^[a-z]/.test(name) ? name : '';
}

/** Behind the `>` of a tag; one inside quotes is part of an attribute. */
function tagEnd(html: string, start: number): number {
  for (let at = start; at < html.length; at += 1) {
    const character = html[at];
    if (character === '>') return at + 1;
    if ((character === '"' || character === "'") && html[at - 1] === '=') {
      const close = html.indexOf(character, at + 1);
      if (close < 0) return html.length;
      at = close;
    }
  }
  return html.length;
}

/** Where the end tag of a silent element begins. */
function closing(html: string, name: string, start: number): number {
  for (let at = html.indexOf('</', start); at >= 0; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  }
  return html.length;
}

function after(html: string, mark: string, start: number): number {
  const found = html.indexOf(mark, start);
  return found < 0 ? html.length : found + mark.length;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  deg: '°',
  micro: 'µ',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  aacute: 'á',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  ccedil: 'ç',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
};

const decodeEntities = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? all) : ' ';
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0x10ffff ? ' ' : String.fromCodePoint(point);
  });
