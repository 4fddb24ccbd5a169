import { type Attributes, tokensOf } from './html-tags.ts';

/** An element of received HTML: plain data, never part of a document. */
export interface Element {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: (Element | string)[];
}

export interface Limits {
  readonly elements: number;
  /** Elements deeper than this are passed over; their text stays. */
  readonly depth: number;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const EMPTY = words('area base br col embed hr img image input link meta param source track wbr frame');
const BLOCKS = words(
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section summary table ul',
);
const CELLS = words('td th');
const SECTIONS = words('thead tbody tfoot');
/** What a start tag ends by itself, and how far up that reaches (HTML Standard, 13.2.6.4.7 and the tables after it). */
const ENDS: Readonly<Record<string, readonly [ended: ReadonlySet<string>, within: ReadonlySet<string>]>> = {
  li: [words('li'), words('ul ol menu dir table')],
  dt: [words('dt dd'), words('dl table')],
  dd: [words('dt dd'), words('dl table')],
  option: [words('option'), words('select datalist optgroup')],
  tr: [words('tr'), words('table')],
  td: [CELLS, words('tr table')],
  th: [CELLS, words('tr table')],
  thead: [SECTIONS, words('table')],
  tbody: [SECTIONS, words('table')],
  tfoot: [SECTIONS, words('table')],
  rt: [words('rt rp'), words('ruby')],
  rp: [words('rt rp'), words('ruby')],
};
const P = words('p');
const AROUND_P = words('td th caption table button li div object');
const FOREIGN = words('svg math');
/** What an end tag of something else does not reach through. */
const WALLS = words('td th caption table');
const OF_TABLES = words('table thead tbody tfoot tr td th caption');

/**
 * Received HTML as a tree of our own. Not the tree that a browser would make of broken HTML, which does not matter: it is
 * drawn with elements of ours and never parsed again. Time and memory grow with the text and no faster.
 */
export function treeOf(html: string, limits: Limits): { readonly root: Element; readonly isCut: boolean } {
  const root: Element = { name: 'body', attributes: new Map(), children: [] };
  const open: Element[] = [root];
  /** Names of elements that are passed over because they are too deep, in the order in which they were opened. */
  const passed: string[] = [];
  let left = limits.elements;
  let isCut = false;
  const top = (): Element => open[open.length - 1] ?? root;

  /** Ends open elements up to the nearest of these, unless something in `within` stands before it. */
  function close(ended: ReadonlySet<string>, within: ReadonlySet<string>): void {
    for (let at = open.length - 1; at > 0; at -= 1) {
      const name = open[at]?.name ?? '';
      if (ended.has(name)) {
        open.length = at;
        return;
      }
      if (within.has(name)) return;
    }
  }

  for (const token of tokensOf(html)) {
    if (token.kind === 'text') {
      const { children } = top();
      const last = children.at(-1);
      // One piece where nothing stands between: a text of a million `<` is still one child.
      if (typeof last === 'string') children[children.length - 1] = last + token.text;
      else children.push(token.text);
      continue;
    }
    const { name } = token;
    if (token.kind === 'end') {
      const at = passed.lastIndexOf(name);
      if (at >= 0) passed.length = at;
      else close(new Set([name]), OF_TABLES.has(name) ? (name === 'table' ? new Set() : words('table')) : WALLS);
      continue;
    }
    if (left <= 0) {
      isCut = true;
      break;
    }
    if (BLOCKS.has(name)) {
      close(P, AROUND_P);
      // HTML inside a drawing or a formula ends it (13.2.6.5), unless it says that it may stand there.
      if (!open.some((one) => one.name === 'foreignobject')) close(FOREIGN, new Set());
    }
    const ends = Object.hasOwn(ENDS, name) ? ENDS[name] : undefined;
    if (ends) close(...ends);
    left -= 1;
    const isEmpty = EMPTY.has(name) || (token.isClosed && open.some((one) => FOREIGN.has(one.name)));
    if (open.length > limits.depth && !isEmpty) {
      passed.push(name);
      continue;
    }
    const element: Element = { name, attributes: token.attributes, children: [] };
    top().children.push(element);
    if (!isEmpty && !(token.isClosed && FOREIGN.has(name))) open.push(element);
  }
  return { root, isCut };
}

/** All text in an element, in its order. */
export const textIn = (element: Element): string =>
  element.children.map((one) => (typeof one === 'string' ? one : textIn(one))).join('');

/** The elements of a name within, in their order. */
export function* elementsNamed(element: Element, name: string): Generator<Element> {
  for (const one of element.children) {
    if (typeof one === 'string') continue;
    if (one.name === name) yield one;
    yield* elementsNamed(one, name);
  }
}
