/** A piece of text as it is drawn: words, or a mark in the place of letters that cannot be seen. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unseen'; readonly count: number }
  | { readonly kind: 'direction'; readonly name: string }
  | { readonly kind: 'tags'; readonly text: string };

/**
 * Letters that say one thing to the eye and another to a machine: overrides and embeddings of direction (UAX #9, 2.1 - 2.5),
 * letters without width, controls, and tag letters, in which text can be written that nobody sees (Unicode 23.9). Joiners,
 * marks of direction and flags made of tags belong to writing and stay.
 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /([\u202a-\u202e\u2066-\u2069])|((?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0000}-\u{e007f}]+)|([\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb]+)/gu;

const DIRECTIONS: Readonly<Record<string, string>> = {
  '\u202a': 'LRE', '\u202b': 'RLE', '\u202c': 'PDF', '\u202d': 'LRO', '\u202e': 'RLO',
  '\u2066': 'LRI', '\u2067': 'RLI', '\u2068': 'FSI', '\u2069': 'PDI',
}; // biome-ignore format: one table

/** Tells words from what cannot be seen. Directions do not take effect: they are no longer in the text. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    const [whole, direction, tags] = match;
    if (direction !== undefined) pieces.push({ kind: 'direction', name: DIRECTIONS[direction] ?? '' });
    else if (tags !== undefined) pieces.push({ kind: 'tags', text: spoken(tags) });
    else pieces.push({ kind: 'unseen', count: [...whole].length });
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** What tag letters say: each stands for one of ASCII. */
const spoken = (tags: string): string =>
  [...tags].map((one) => String.fromCodePoint(Math.max(0x20, (one.codePointAt(0) ?? 0) - 0xe0000))).join('');

/** True when {@link piecesOf} would mark something. */
export function hasUnseen(text: string): boolean {
  UNSEEN.lastIndex = 0;
  const found = UNSEEN.test(text);
  UNSEEN.lastIndex = 0;
  return found;
}
