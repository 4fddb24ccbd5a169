/** A tag, a piece of text, or something that is neither, as they follow each other in HTML. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'start'; readonly name: string; readonly attributes: Attributes; readonly isClosed: boolean }
  | { readonly kind: 'end'; readonly name: string };

export type Attributes = ReadonlyMap<string, string>;

/** Elements whose content is text to the end tag, whatever stands in it (HTML Standard, 13.2.5.1). */
const RAW = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'textarea', 'title']);
const NAME = /[^\s/>]+/y;
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;
const MOST_ATTRIBUTES = 100;

/**
 * Reads HTML from left to right, each letter a bounded number of times. Character references are left as they are in
 * attributes and texts; `decode` of the caller knows them.
 */
export function* tokensOf(html: string): Generator<Token> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      yield { kind: 'text', text: html.slice(at) };
      return;
    }
    if (open > at) yield { kind: 'text', text: html.slice(at, open) };
    const next = html.charAt(open + 1);
    if (/[a-z]/i.test(next)) {
      const tag = startTag(html, open + 1);
      // A tag that never ends is no text either.
      if (tag === null) return;
      yield tag.token;
      at = tag.end;
      const { name } = tag.token;
      if (name === 'plaintext') {
        yield { kind: 'text', text: html.slice(at) };
        return;
      }
      if (RAW.has(name)) {
        const end = closingOf(html, name, at);
        if (end > at) yield { kind: 'text', text: html.slice(at, end) };
        at = end;
      }
    } else if (next === '/' && /[a-z]/i.test(html.charAt(open + 2))) {
      NAME.lastIndex = open + 2;
      yield { kind: 'end', name: (NAME.exec(html)?.[0] ?? '').toLowerCase() };
      at = after(html, '>', open);
    } else if (html.startsWith('<!--', open)) {
      at = /^<!--(?:-?>)/.test(html.slice(open, open + 6)) ? after(html, '>', open) : after(html, '-->', open + 4);
    } else if (html.startsWith('<![CDATA[', open)) {
      const end = html.indexOf(']]>', open);
      yield { kind: 'text', text: html.slice(open + 9, end < 0 ? html.length : end).replaceAll('&', '&amp;') };
      at = end < 0 ? html.length : end + 3;
    } else if (/[!?/]/.test(next)) at = after(html, '>', open);
    else {
      yield { kind: 'text', text: '<' };
      at = open + 1;
    }
  }
}

/** The place behind the next occurrence, or the end. */
function after(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from);
  return found < 0 ? html.length : found + what.length;
}

function startTag(html: string, from: number) {
  NAME.lastIndex = from;
  const name = (NAME.exec(html)?.[0] ?? '').toLowerCase();
  const attributes = new Map<string, string>();
  let at = from + name.length;
  for (let count = 0; ; count += 1) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(html);
    if (found === null) break;
    at = ATTRIBUTE.lastIndex;
    const [, key = '', double, single, bare] = found;
    if (count < MOST_ATTRIBUTES && !attributes.has(key.toLowerCase()))
      attributes.set(key.toLowerCase(), double ?? single ?? bare ?? '');
  }
  const end = html.indexOf('>', at);
  if (end < 0) return null;
  const token = { kind: 'start', name, attributes, isClosed: html.charAt(end - 1) === '/' } as const;
  return { token, end: end + 1 };
}

/** Where the end tag of a raw element begins, or the end. */
function closingOf(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? html.length;
}
