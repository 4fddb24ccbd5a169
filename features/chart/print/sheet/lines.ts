import type { Character, Paragraph } from './characters.ts';

/** Characters that are set in one go: one face, one direction; or one that has no glyph. */
export interface Run {
  readonly text: string;
  readonly face: string | null;
  readonly isStrong: boolean;
  readonly isQuiet: boolean;
  readonly isTurned: boolean;
  /** At size 1. */
  readonly width: number;
}

/** Runs from left to right. */
export interface Line {
  readonly runs: readonly Run[];
  /** At size 1. */
  readonly width: number;
  readonly isRightToLeft: boolean;
}

/** Width of a text in a face at size 1. */
export type Measure = (text: string, face: string, isTurned: boolean) => number;

/** A box with the code of a character in it, in two rows of digits. */
export const boxWidth = (text: string): number => ((text.codePointAt(0) ?? 0) > 0xffff ? 1.25 : 0.95);

const BREAKS_AFTER = /^[\s\u002d\u2010\u2013\u2014/|;,\u200b]$/;

/** Written without spaces: a line may end after any of them, but for what belongs to the one before it. */
const STANDS_ALONE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]$/u;
const NEVER_FIRST = /^[、。，．！？：；）」』】〉》〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・]$/;

/** Breaks a paragraph into lines no wider than `width` (at size 1): between words, and within one that is wider than a line. */
export function linesOf(paragraph: Paragraph, width: number, measure: Measure): readonly Line[] {
  const { characters, isRightToLeft } = paragraph;
  const lines: Line[] = [];
  let start = 0;
  let end = 0;
  const close = (): void => {
    lines.push(lineOf(trimmed(characters, start, end), isRightToLeft, measure));
    start = end;
    while (start < characters.length && characters[start]?.text === ' ') start += 1;
    end = start;
  };
  let taken = 0;
  while (end < characters.length) {
    const next = afterPiece(characters, end);
    const piece = widthOf(characters, end, next, measure);
    const shown = widthOf(characters, end, withoutSpaces(characters, end, next), measure);
    if (taken + shown <= width) {
      taken += piece;
      end = next;
    } else if (end > start) {
      close();
      taken = 0;
    } else {
      end = asFarAs(characters, start, next, width, measure);
      close();
      taken = 0;
    }
  }
  if (end > start || lines.length === 0) close();
  return lines;
}

/** The end of the word at a place, with the spaces after it. A character without a glyph is a word of its own. */
function afterPiece(characters: readonly Character[], from: number): number {
  let at = from;
  if (characters[at]?.face === null) return at + 1;
  if (STANDS_ALONE.test(characters[at]?.text ?? '')) {
    at += 1;
    while (NEVER_FIRST.test(characters[at]?.text ?? '') || characters[at]?.text === ' ') at += 1;
    return at;
  }
  while (at < characters.length) {
    const { text, face } = characters[at] as Character;
    if (face === null || STANDS_ALONE.test(text)) return at;
    at += 1;
    if (BREAKS_AFTER.test(text)) {
      while (characters[at]?.text === ' ') at += 1;
      return at;
    }
  }
  return at;
}

function withoutSpaces(characters: readonly Character[], from: number, to: number): number {
  let at = to;
  while (at > from && characters[at - 1]?.text === ' ') at -= 1;
  return at;
}

const trimmed = (characters: readonly Character[], from: number, to: number): readonly Character[] =>
  characters.slice(from, withoutSpaces(characters, from, to));

/** At least one character; a mark stays with what it stands on. */
function asFarAs(characters: readonly Character[], from: number, to: number, width: number, measure: Measure): number {
  let at = from + 1;
  let end = from;
  while (at <= to) {
    while (at < to && /^[\p{M}\u200d]$/u.test(characters[at]?.text ?? '')) at += 1;
    if (end > from && widthOf(characters, from, at, measure) > width) break;
    end = at;
    at += 1;
  }
  return end;
}

const widthOf = (characters: readonly Character[], from: number, to: number, measure: Measure): number =>
  runsOf(characters.slice(from, to), measure).reduce((sum, { run }) => sum + run.width, 0);

function lineOf(characters: readonly Character[], isRightToLeft: boolean, measure: Measure): Line {
  const runs = inSight(runsOf(characters, measure)).map(({ run }) => run);
  return { runs, width: runs.reduce((sum, run) => sum + run.width, 0), isRightToLeft };
}

interface Leveled {
  readonly run: Run;
  readonly level: number;
}

function runsOf(characters: readonly Character[], measure: Measure): readonly Leveled[] {
  const runs: Leveled[] = [];
  let at = 0;
  while (at < characters.length) {
    const first = characters[at] as Character;
    const { face, level, isStrong, isQuiet } = first;
    let text = first.text;
    at += 1;
    if (face !== null) {
      for (let next = characters[at]; next !== undefined && isSame(first, next); next = characters[at]) {
        text += next.text;
        at += 1;
      }
    }
    const isTurned = level % 2 === 1;
    // The shaper turns what has letters of such a script; brackets and spaces alone it leaves as they stand.
    if (isTurned && !/\p{L}/u.test(text)) text = [...text].reverse().join('');
    const width = face === null ? boxWidth(text) : measure(text, face, isTurned);
    runs.push({ run: { text, face, isStrong, isQuiet, isTurned, width }, level });
  }
  return runs;
}

const isSame = (one: Character, other: Character): boolean =>
  one.face === other.face && one.level === other.level && one.isQuiet === other.isQuiet;

/** From reading order to the order from left to right (UAX #9, L2). */
function inSight(runs: readonly Leveled[]): readonly Leveled[] {
  const list = [...runs];
  const highest = Math.max(0, ...list.map((one) => one.level));
  for (let level = highest; level > 0; level--) {
    let from = 0;
    while (from < list.length) {
      let to = from;
      while (to < list.length && (list[to]?.level ?? 0) >= level) to += 1;
      if (to > from) list.splice(from, to - from, ...list.slice(from, to).reverse());
      from = to + 1;
    }
  }
  return list;
}
