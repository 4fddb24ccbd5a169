/**
 * How text becomes words, the same for what is indexed, what is asked and what is highlighted. A word is a run of letters
 * and digits (one character where a script writes without spaces), folded: NFKD, no marks, lower case. What is joined by
 * `.`, `-` or `/` and holds a digit is one word as well: `4548-4`, `E11.9`, `6.4`, `120/80`.
 */

/** Longest word kept, in UTF-16 units after folding; a longer one is found by its beginning. */
const LONGEST_WORD = 64;
/** Of an unfolded word no more is looked at: marks stacked on one letter are not worth more. */
const LONGEST_RAW = 128;
const MOST_PIECES = 8;

/** `forms`: the folded word, then how else it is spelt (Müller: muller, mueller). `start` and `end` in UTF-16 units. */
export type OnWord = (forms: readonly string[], start: number, end: number) => void;

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly forms: readonly string[];
}

/** Every word of a text; `query` gives a code as one word, `index` also the parts of what is joined by `/`. */
export function eachWord(text: string, purpose: 'index' | 'query', onWord: OnWord): void {
  let chunk: Piece[] = [];
  const finish = (): void => {
    if (isCode(text, chunk)) {
      const first = chunk[0];
      const last = chunk[chunk.length - 1];
      if (first && last) onWord([cut(joined(text, chunk))], first.start, last.end);
      if (purpose === 'query' || !text.slice(first?.start, last?.end).includes('/')) {
        chunk = [];
        return;
      }
    }
    for (const { forms, start, end } of chunk) onWord(forms, start, end);
    chunk = [];
  };
  let at = 0;
  while (at < text.length) {
    const kind = kindAt(text, at);
    const start = at;
    at += unitsAt(text, at);
    if (kind === APART) continue;
    if (kind === SINGLE) while (at < text.length && kindAt(text, at) === MARK) at += unitsAt(text, at);
    else while (at < text.length && isInside(kindAt(text, at))) at += unitsAt(text, at);
    const forms = fold(text.slice(start, Math.min(at, start + LONGEST_RAW)));
    if (forms.length === 0) continue;
    const before = chunk[chunk.length - 1];
    if (before && (before.end !== start - 1 || !joins(text, start - 1) || chunk.length === MOST_PIECES)) finish();
    chunk.push({ start, end: at, forms });
  }
  finish();
}

/** A joined word is a code when it has a digit and no part is a plain word of three letters or more. */
function isCode(text: string, chunk: readonly Piece[]): boolean {
  if (chunk.length < 2) return false;
  let hasDigit = false;
  for (const { start, end, forms } of chunk) {
    const digits = /\p{N}/u.test(text.slice(start, Math.min(end, start + LONGEST_RAW)));
    hasDigit ||= digits;
    if (!digits && (forms[0]?.length ?? 0) >= 3) return false;
  }
  return hasDigit;
}

const joined = (text: string, chunk: readonly Piece[]): string =>
  chunk
    .map(
      ({ start, forms }, index) => (index === 0 ? '' : (JOINERS.get(text[start - 1] ?? '') ?? '')) + (forms[0] ?? ''),
    )
    .join('');

const JOINERS: ReadonlyMap<string, string> = new Map([
  ['.', '.'],
  ['-', '-'],
  ['/', '/'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2013', '-'],
  // A decimal comma, between digits only.
  [',', '.'],
]);

function joins(text: string, at: number): boolean {
  const character = text[at] ?? '';
  if (character !== ',') return JOINERS.has(character);
  return isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

const APART = 1;
const INSIDE = 2;
const MARK = 3;
const SINGLE = 4;

const isInside = (kind: number): boolean => kind === INSIDE || kind === MARK;

// What a character is, filled as characters come: a table look-up is some ten times quicker than a regular expression.
const kinds = new Uint8Array(0x10000);

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const point = text.codePointAt(at) ?? unit;
    return point > 0xffff ? kindOf(point) : APART;
  }
  const known = kinds[unit];
  if (known) return known;
  const kind = kindOf(unit);
  kinds[unit] = kind;
  return kind;
}

function kindOf(point: number): number {
  const character = String.fromCodePoint(point);
  if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u.test(character)) {
    return /\p{M}/u.test(character) ? MARK : SINGLE;
  }
  // A soft hyphen, a joiner or a change of direction stands inside a word; a zero-width space parts two.
  if (/[\p{M}\p{Cf}]/u.test(character)) return character === '\u200b' ? APART : MARK;
  // Letters and digits, and the squared units of East Asian text (㎎), which NFKD writes out.
  return /[\p{L}\p{N}\u3300-\u33ff]/u.test(character) ? INSIDE : APART;
}

const unitsAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** Letters that NFKD leaves whole. */
const whole: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
};
/** As Germans and Scandinavians write a letter where there is none on the keyboard. */
const writtenOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

function fold(raw: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range, as a quick way round Unicode.
  if (/^[\x00-\x7f]*$/.test(raw)) return [cut(raw.toLowerCase())];
  if (raw.length === 1 && raw >= '\u3400' && raw <= '\u9fff') return [raw];
  const base = folded(raw);
  const lower = raw.toWellFormed().normalize('NFC').toLowerCase();
  const other = /[äöüøå]/.test(lower)
    ? folded(lower.replaceAll(/[äöüøå]/g, (letter) => writtenOut[letter] ?? letter))
    : base;
  return base === '' ? [] : base === other || other === '' ? [base] : [base, other];
}

function folded(raw: string): string {
  const plain = raw.toWellFormed().normalize('NFKD').toLowerCase().normalize('NFKD');
  return cut(plain.replaceAll(/[ßæœøđðþłħıς]/g, (letter) => whole[letter] ?? letter).replaceAll(/[^\p{L}\p{N}]/gu, ''));
}

/** Never ends in half of a surrogate pair. */
const cut = (word: string): string =>
  word.length <= LONGEST_WORD ? word : word.slice(0, LONGEST_WORD).replace(/[\uD800-\uDBFF]$/, '');
