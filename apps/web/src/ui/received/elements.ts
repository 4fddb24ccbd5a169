/** What each element of received HTML is drawn as. What has no row is drawn as its content. */
export const DRAWN_AS: Readonly<Record<string, string>> = {
  // The page has one heading of its own; those of a note stand under it.
  h1: 'h3', h2: 'h4', h3: 'h5', h4: 'h6', h5: 'h6', h6: 'h6',
  p: 'p', div: 'div', section: 'div', article: 'div', header: 'div', footer: 'div', main: 'div', aside: 'div', nav: 'div',
  center: 'div', address: 'div', fieldset: 'div', form: 'div', details: 'div', summary: 'div', legend: 'div', dialog: 'div', html: 'div', head: 'div', body: 'div', select: 'div', option: 'div', textarea: 'div',
  blockquote: 'blockquote', pre: 'pre', listing: 'pre', xmp: 'pre', plaintext: 'pre', hr: 'hr', br: 'br',
  ul: 'ul', menu: 'ul', dir: 'ul', ol: 'ol', li: 'li', dl: 'dl', dt: 'dt', dd: 'dd', figure: 'div', figcaption: 'div',
  caption: 'caption', thead: 'thead', tbody: 'tbody', tfoot: 'tfoot', tr: 'tr', th: 'th', td: 'td',
  b: 'strong', strong: 'strong', i: 'em', em: 'em', cite: 'em', dfn: 'em', var: 'em', u: 'u', ins: 'u', s: 's', strike: 's',
  del: 's', sub: 'sub', sup: 'sup', small: 'small', code: 'code', kbd: 'code', samp: 'code', tt: 'code', mark: 'mark', q: 'q',
  bdi: 'bdi', bdo: 'bdi', ruby: 'ruby', rb: 'rb', rt: 'rt', rp: 'rp',
}; // biome-ignore format: one table

/** Elements whose content is no text of the document, and of which nothing is said. */
export const SILENT: ReadonlySet<string> = new Set([
  'title', 'meta', 'link', 'base', 'style', 'template', 'col', 'colgroup', 'param', 'source', 'track', 'wbr', 'datalist', 'frame',
]); // biome-ignore format: one list

export const PROGRAMS: ReadonlySet<string> = new Set(['script']);

/** Elements in whose place a remark stands. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'iframe', 'frameset', 'object', 'embed', 'applet', 'audio', 'video', 'canvas', 'map', 'portal', 'svg', 'math', 'noembed', 'noframes',
]); // biome-ignore format: one list

export const PICTURES: ReadonlySet<string> = new Set(['img', 'image', 'picture', 'area']);

/** Elements that hold rows, cells or items and no text: a mark stands in these. */
export const FRAMES: ReadonlySet<string> = new Set([
  'table',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'ul',
  'ol',
  'dl',
  'select',
]);
