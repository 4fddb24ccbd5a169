import { type AskedWord, isOneEdit } from './asked.ts';
import { CONCEPT, firstTerm, type Segment } from './segment.ts';
import { weightOf } from './types.ts';

/** How a word was found; also the order: an exact word before a synonym, a beginning, a typing mistake. */
export const TYPO = 0;
export const PREFIX = 1;
export const SYNONYM = 2;
export const EXACT = 3;

/** A segment whose facts have their place in the whole index: newest first, -1 for a fact that no longer counts. */
export interface PlacedSegment {
  readonly segment: Segment;
  readonly places: Int32Array;
  /** Where the words begin among the terms, behind the concepts. */
  readonly words: number;
}

/** A code of the record with the displays that facts give it. */
export interface Concept {
  readonly displays: ReadonlyMap<string, Display>;
}

export interface Display {
  readonly text: string;
  /** As they are folded. */
  readonly words: readonly string[];
  readonly lists: { readonly placed: PlacedSegment; readonly term: number }[];
}

/** Words with fewer letters are the beginning of too many displays to say which is meant. */
const SHORTEST_SYNONYM = 3;

/**
 * For each place how well its fact matches a word: 0 not at all, otherwise strength * 8 + field weight, which is at
 * least 1. Facts that are not wanted are never looked at; displays count when a fact that is allowed bears them.
 */
export function matchWord(
  asked: AskedWord,
  parts: { readonly segments: readonly PlacedSegment[]; readonly concepts: readonly Concept[] },
  allowed: Uint8Array,
  wanted: Uint8Array,
): Uint8Array {
  const best = new Uint8Array(wanted.length);
  const mark = ({ segment, places }: PlacedSegment, term: number, strength: number): void =>
    segment.eachPosting(term, (fact, mask) => {
      const place = places[fact] ?? -1;
      if (place < 0 || wanted[place] === 0) return;
      const value = strength * 8 + (weightOf[mask] ?? 0);
      if (value > (best[place] ?? 0)) best[place] = value;
    });
  for (const placed of parts.segments) {
    const { terms } = placed.segment;
    for (const form of asked.forms) {
      for (let term = firstTerm(terms, form); terms[term]?.startsWith(form); term += 1) {
        mark(placed, term, terms[term] === form ? EXACT : PREFIX);
      }
    }
    for (const form of asked.forgiving) {
      for (let term = placed.words; term < terms.length; term += 1) {
        const word = terms[term] ?? '';
        if (Math.abs(word.length - form.length) <= 1 && isOneEdit(form, word)) mark(placed, term, TYPO);
      }
    }
    for (const phrase of asked.synonyms) markPhrase(placed, phrase, wanted, best);
  }
  for (const { displays } of parts.concepts) {
    const strength = strengthOf(asked, displays, allowed);
    if (strength === undefined) continue;
    for (const { lists } of displays.values()) for (const { placed, term } of lists) mark(placed, term, strength);
  }
  return best;
}

/** Facts that hold every word of a phrase. */
function markPhrase(
  { segment, places }: PlacedSegment,
  phrase: readonly string[],
  wanted: Uint8Array,
  best: Uint8Array,
): void {
  let facts: Map<number, number> | undefined;
  for (const word of phrase) {
    const term = firstTerm(segment.terms, word);
    if (segment.terms[term] !== word) return;
    const before: Map<number, number> | undefined = facts;
    const both = new Map<number, number>();
    segment.eachPosting(term, (fact, mask) => {
      const weight = weightOf[mask] ?? 0;
      if (!before) both.set(fact, weight);
      else if (before.has(fact)) both.set(fact, Math.min(weight, before.get(fact) ?? 0));
    });
    facts = both;
  }
  for (const [fact, weight] of facts ?? []) {
    const place = places[fact] ?? -1;
    if (place < 0 || wanted[place] === 0) continue;
    best[place] = Math.max(best[place] ?? 0, SYNONYM * 8 + weight);
  }
}

/** A display tells what its code is called only when a fact that the reader may see bears it. */
function strengthOf(asked: AskedWord, displays: ReadonlyMap<string, Display>, allowed: Uint8Array): number | undefined {
  let strength: number | undefined;
  for (const display of displays.values()) {
    for (const form of asked.forms) {
      if (form.length < SHORTEST_SYNONYM) continue;
      const found = display.words.includes(form)
        ? SYNONYM
        : display.words.some((word) => word.startsWith(form))
          ? PREFIX
          : undefined;
      if (found === undefined || (strength ?? -1) >= found) continue;
      eachBearer(display, allowed, () => {
        strength = found;
      });
    }
  }
  return strength;
}

/** Calls with the place of each fact that bears a display and is among those. */
export function eachBearer({ lists }: Display, among: Uint8Array, onBearer: (place: number) => void): void {
  for (const { placed, term } of lists) {
    placed.segment.eachPosting(term, (fact) => {
      const place = placed.places[fact] ?? -1;
      if (place >= 0 && among[place] === 1) onBearer(place);
    });
  }
}

export const wordsBehindConcepts = (segment: Segment): number =>
  firstTerm(segment.terms, String.fromCharCode(CONCEPT.charCodeAt(0) + 1));
