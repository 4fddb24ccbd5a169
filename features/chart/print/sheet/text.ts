/** A stretch of text. What stands in the record is `said`: it is kept apart from our words, whatever it holds. */
export interface Span {
  readonly text: string;
  readonly isSaid?: boolean;
  readonly isStrong?: boolean;
  readonly isQuiet?: boolean;
}

/** Text with our words and the record's; `\n` begins a new line. */
export type Text = string | Span | readonly (string | Span)[];

export const said = (text: string): Span => ({ text, isSaid: true });
export const strong = (text: string): Span => ({ text, isSaid: true, isStrong: true });
export const quiet = (text: string): Span => ({ text, isQuiet: true });

export const emphasized = (text: Text): Text => spansOf(text).map((one) => ({ ...one, isStrong: true }));

const isList = (text: Text): text is readonly (string | Span)[] => Array.isArray(text);

export const spansOf = (text: Text): readonly Span[] =>
  (isList(text) ? text : [text]).map((one) => (typeof one === 'string' ? { text: one } : one));

/** The parts that are there, with something between them. */
export function joined(parts: readonly (Text | null)[], between = ' · '): Text {
  const there = parts.flatMap((one) => (one === null ? [] : [spansOf(one)])).filter((one) => one.length > 0);
  return there.flatMap((one, at) => [...(at === 0 ? [] : [between]), ...one]);
}
