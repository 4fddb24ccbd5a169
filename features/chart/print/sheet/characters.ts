import bidiFactory from 'bidi-js';
import type { Region } from './outlines.ts';
import { spansOf, type Text } from './text.ts';
import type { TypeFaces } from './type-faces.ts';

/** One character as it is set. */
export interface Character {
  readonly text: string;
  readonly isStrong: boolean;
  readonly isQuiet: boolean;
  /** Null: no face has it, and its code is shown in a box. */
  readonly face: string | null;
  /** Odd levels run from right to left (UAX #9). */
  readonly level: number;
  /** Joiners and marks of direction: they shape what stands around them and show nothing themselves. */
  readonly isInvisible: boolean;
}

export interface Paragraph {
  readonly characters: readonly Character[];
  readonly isRightToLeft: boolean;
}

const bidi = bidiFactory();

const ISOLATE = '\u2068';
const END_ISOLATE = '\u2069';
/** Text with one of these may run from right to left. */
const MAY_TURN = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/**
 * What turns the text after it around. In a record it could make a line read as what it does not say, so that it is
 * shown like any character without a glyph, and has no effect.
 */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;
/** Stands for such a one while directions are worked out: neutral, as an object in the text is. */
const OBJECT = '\ufffc';
/** Soft hyphens, joiners, marks, variation selectors: nothing to draw. */
const INVISIBLE = /^(?:\p{Default_Ignorable_Code_Point}|\ufeff)$/u;
const COMMON = /^[\p{Script=Common}\p{Script=Inherited}]$/u;

/** Lines of a text as its characters in reading order, each with its face and direction. */
export function paragraphsOf(text: Text, faces: TypeFaces): readonly Paragraph[] {
  return splitLines(text).map((line) => paragraphOf(line, faces));
}

type Styled = { text: string; isSaid: boolean; isStrong: boolean; isQuiet: boolean };

function splitLines(text: Text): readonly (readonly Styled[])[] {
  const lines: Styled[][] = [[]];
  for (const { text: all, isSaid = false, isStrong = false, isQuiet = false } of spansOf(text)) {
    for (const [at, part] of all
      .toWellFormed()
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .entries()) {
      if (at > 0) lines.push([]);
      const shown = part.replace(/[\t\p{Cc}\u00a0]/gu, ' ');
      if (shown !== '') lines.at(-1)?.push({ text: shown, isSaid, isStrong, isQuiet });
    }
  }
  return lines;
}

function paragraphOf(spans: readonly Styled[], faces: TypeFaces): Paragraph {
  const isAlone = spans.length === 1;
  let plain = '';
  const found: { text: string; at: number; style: Styled }[] = [];
  for (const style of spans) {
    const isIsolated = style.isSaid && !isAlone;
    if (isIsolated) plain += ISOLATE;
    for (const text of style.text) {
      found.push({ text, at: plain.length, style });
      plain += TURNING.test(text) ? OBJECT : text;
    }
    if (isIsolated) plain += END_ISOLATE;
  }
  const region = regionOf(plain);
  const turned = spans.some((one) => MAY_TURN.test(one.text)) ? bidi.getEmbeddingLevels(plain, 'auto') : null;
  let before: string | undefined;
  const characters = found.map(({ text, at, style }): Character => {
    const level = turned?.levels[at] ?? 0;
    const isInvisible = INVISIBLE.test(text);
    const { isStrong, isQuiet } = style;
    if (before !== undefined && before.endsWith('-bold') !== isStrong) before = undefined;
    const shown = level % 2 === 1 ? (bidi.getMirroredCharacter(text) ?? text) : text;
    const isShared = isInvisible || COMMON.test(text);
    const face = TURNING.test(text)
      ? null
      : isInvisible
        ? (before ?? faces.faceOf(32, isStrong, region))
        : faces.faceOf(shown.codePointAt(0) ?? 0, isStrong, region, isShared ? before : undefined);
    if (face !== null) before = face;
    return { text: shown, isStrong, isQuiet, face, level, isInvisible };
  });
  return { characters, isRightToLeft: (turned?.paragraphs[0]?.level ?? 0) % 2 === 1 };
}

/** By the letters that only one of them writes. */
const regionOf = (text: string): Region =>
  /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? 'jp' : /\p{Script=Hangul}/u.test(text) ? 'kr' : 'sc';
