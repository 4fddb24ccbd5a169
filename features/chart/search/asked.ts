import { synonymGroups } from './synonyms.ts';
import { eachWord } from './words.ts';

/** One word of a query; a fact has to match every one. */
export interface AskedWord {
  /** How it may be spelt; a word matches when one of them is it, begins it, or is one edit away. */
  readonly forms: readonly string[];
  /** The forms of which a typing mistake is forgiven: those with four letters or more. Codes and numbers are not. */
  readonly forgiving: readonly string[];
  /** Phrases that mean what the query says here; a fact that has all words of one matches. */
  readonly synonyms: readonly (readonly string[])[];
}

const LONGEST_QUERY = 400;
const MOST_WORDS = 12;

/** The words of a query: of its first 400 characters, at most 12, each once. */
export function askedWords(query: string): readonly AskedWord[] {
  const found: (readonly string[])[] = [];
  eachWord(query.slice(0, LONGEST_QUERY), 'query', (forms) => {
    if (found.length < MOST_WORDS && !found.some(([first]) => first === forms[0])) found.push(forms);
  });
  return found.map((forms, at) => ({
    forms,
    forgiving: forms.filter((form) => (form.match(/\p{L}/gu)?.length ?? 0) >= 4),
    synonyms: synonymsAt(found, at),
  }));
}

/** The other phrases of each group of which one stands in the query and covers this word. */
const synonymsAt = (words: readonly (readonly string[])[], at: number): (readonly string[])[] =>
  synonymGroups.flatMap((group) => {
    const said = group.filter((phrase) => covers(words, phrase, at));
    return said.length === 0 ? [] : group.filter((phrase) => !said.includes(phrase));
  });

function covers(words: readonly (readonly string[])[], phrase: readonly string[], at: number): boolean {
  for (let start = Math.max(0, at - phrase.length + 1); start <= at; start += 1) {
    if (phrase.every((part, offset) => words[start + offset]?.includes(part))) return true;
  }
  return false;
}

/** Whether one insertion, deletion, replacement or exchange of neighbours makes one word the other. */
export function isOneEdit(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short.charCodeAt(start) === long.charCodeAt(start)) start += 1;
  if (start === long.length) return false;
  if (long.length > short.length) return alike(short, start, long, start + 1);
  if (alike(short, start + 1, long, start + 1)) return true;
  return (
    short.charCodeAt(start) === long.charCodeAt(start + 1) &&
    short.charCodeAt(start + 1) === long.charCodeAt(start) &&
    alike(short, start + 2, long, start + 2)
  );
}

function alike(one: string, at: number, other: string, otherAt: number): boolean {
  const length = one.length - at;
  if (length !== other.length - otherAt) return false;
  for (let step = 0; step < length; step += 1) {
    if (one.charCodeAt(at + step) !== other.charCodeAt(otherAt + step)) return false;
  }
  return true;
}
