import type { IndexValue, ReferenceValue } from './types.ts';

/** Longest text kept in an index value; searches compare beginnings, and nobody types more. */
const LONGEST_TEXT = 1024;
/** Longest code, identifier, uri or reference; a longer one can't be found by search. */
const LONGEST_TOKEN = 2048;
/**
 * Characters of all index values of one resource together, about: a Group of thousands has more. Even if each became
 * six when written as JSON (control characters), they fit into a message of 256 KB.
 */
const MOST_CHARACTERS = 40_000;

/** How many characters an index value takes when it is written as JSON, about. */
export function sizeOf(value: IndexValue): number {
  const size = 48 + value.param.length;
  switch (value.kind) {
    case 'token':
      return size + (value.system?.length ?? 0) + (value.code?.length ?? 0) + (value.text?.length ?? 0);
    case 'string':
      return size + value.text.length;
    case 'uri':
      return size + value.uri.length;
    case 'date':
      return size + 32;
    case 'reference':
      return size + sizeOfReference(value.target);
    default:
      return size + 48;
  }
}

const sizeOfReference = ({ reference, identifier, type }: ReferenceValue): number =>
  40 +
  (reference?.length ?? 0) +
  (type?.length ?? 0) +
  (identifier?.system?.length ?? 0) +
  (identifier?.value?.length ?? 0);

/**
 * The values that are kept of a resource's index: texts cut, absurdly long codes and references left out, and no more
 * than fit into one message. Says so when something of use was left out. The same resource always gives the same
 * values: what is stored of it must be found again when it is removed.
 */
export function fitIndex(values: readonly IndexValue[]): {
  readonly index: readonly IndexValue[];
  readonly isCut: boolean;
} {
  let characters = 0;
  let isOdd = false;
  for (const value of values) {
    characters += sizeOf(value);
    isOdd ||= isTooLong(value);
  }
  if (!isOdd && characters <= MOST_CHARACTERS) return { index: values, isCut: false };
  const index: IndexValue[] = [];
  let total = 0;
  let isCut = false;
  for (const value of values) {
    const fitted = shorten(value);
    if (!fitted) {
      isCut = true;
      continue;
    }
    total += sizeOf(fitted);
    if (total > MOST_CHARACTERS) return { index, isCut: true };
    index.push(fitted);
  }
  return { index, isCut };
}

function isTooLong(value: IndexValue): boolean {
  if (value.kind === 'string') return value.text.length > LONGEST_TEXT;
  if (value.kind === 'token' && (value.text?.length ?? 0) > LONGEST_TEXT) return true;
  return sizeOf(value) > LONGEST_TOKEN;
}

function shorten(value: IndexValue): IndexValue | undefined {
  if (value.kind === 'string') return { ...value, text: cut(value.text) };
  if (value.kind === 'token') {
    const { text, ...rest } = value;
    if (sizeOf(rest) > LONGEST_TOKEN) return undefined;
    return text === undefined ? value : { ...rest, text: cut(text) };
  }
  return sizeOf(value) > LONGEST_TOKEN ? undefined : value;
}

/** Never ends in half of a surrogate pair. */
const cut = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : text.slice(0, LONGEST_TEXT).replace(/[\uD800-\uDBFF]$/, '');
