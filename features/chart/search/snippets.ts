import { askedWords, isOneEdit } from './asked.ts';
import { bitOf, type Field, type SearchText, weightOf } from './types.ts';
import { eachWord } from './words.ts';

export interface Snippet {
  readonly field: Field;
  /** A piece of the text as it stands; control and direction characters are spaces. Plain text, never HTML. */
  readonly text: string;
  /** What to highlight: from and until, in UTF-16 units of `text`, in order, never overlapping. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Whether the text goes on before and behind it. */
  readonly before: boolean;
  readonly after: boolean;
}

const LENGTH = 160;
const LEAD = 40;
/** No more of a text is looked at: a page of hits has to be quick with a thousand notes behind it. */
const MOST_TEXT = 100_000;
const MOST_RANGES = 20;

/**
 * Why a fact was found: pieces of its texts with what matched, the best first, at most `most` (2). A fact that was found
 * by another name of its code has none in its own text; then its first text without ranges.
 */
export function snippetsOf(query: string, texts: readonly SearchText[], most = 2): readonly Snippet[] {
  const asked = askedWords(query);
  const seen = new Set<string>();
  const found: { snippet: Snippet; worth: number }[] = [];
  for (const { field, text } of texts) {
    if (text === '' || seen.has(text)) continue;
    seen.add(text);
    const { ranges, words } = rangesIn(text.slice(0, MOST_TEXT), asked);
    if (ranges.length > 0) {
      found.push({ snippet: piece(field, text, ranges), worth: words * 8 + (weightOf[bitOf(field)] ?? 0) });
    }
  }
  found.sort((one, other) => other.worth - one.worth);
  if (found.length > 0) return found.slice(0, most).map(({ snippet }) => snippet);
  const first = texts.find(({ text }) => text !== '');
  return first ? [piece(first.field, first.text, [])] : [];
}

function rangesIn(text: string, asked: ReturnType<typeof askedWords>): { ranges: [number, number][]; words: number } {
  const ranges: [number, number][] = [];
  const matched = new Set<number>();
  eachWord(text, 'index', (forms, start, end) => {
    const last = ranges[ranges.length - 1];
    if (last && start < last[1]) return;
    const word = asked.findIndex((one) => forms.some((form) => isMeant(form, one)));
    if (word < 0) return;
    matched.add(word);
    ranges.push([start, end]);
  });
  return { ranges, words: matched.size };
}

const isMeant = (word: string, asked: ReturnType<typeof askedWords>[number]): boolean =>
  asked.forms.some((form) => word.startsWith(form)) ||
  asked.forgiving.some((form) => isOneEdit(form, word)) ||
  asked.synonyms.some((phrase) => phrase.includes(word));

function piece(field: Field, text: string, ranges: readonly (readonly [number, number])[]): Snippet {
  const start = within(text, Math.max(0, (ranges[0]?.[0] ?? 0) - LEAD));
  const end = within(text, Math.min(text.length, start + LENGTH));
  return {
    field,
    // One for one, so that ranges stay: an unclosed override would turn what stands beside the snippet, too.
    text: text.slice(start, end).replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' '),
    ranges: ranges
      .filter(([from]) => from < end)
      .slice(0, MOST_RANGES)
      .map(([from, until]) => [from - start, Math.min(until, end) - start] as const),
    before: start > 0,
    after: end < text.length,
  };
}

/** Never between the halves of a surrogate pair. */
const within = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
};
