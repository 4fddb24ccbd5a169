import type { FactId } from '@chartwarden/ids';
import { CONCEPT, FIELD_BITS, openSegment, type Segment, segmentBytes } from './segment.ts';
import { bitOf, type SearchFact, type SearchInput } from './types.ts';
import { eachWord } from './words.ts';

/** Of a fact with more different words, the rest is left out: a note of 500 pages is still found by its first 300. */
const MOST_WORDS = 20_000;
/** Characters read of one fact, whatever is given. */
const MOST_TEXT = 500_000;
const LONGEST_DISPLAY = 120;
const LONGEST_CODE = 120;

/**
 * The bytes of a segment. `deleted` are facts of older segments that are gone; a fact that is given here replaces what
 * older segments hold of it. Facts and their texts are read one after the other and not kept. Ids are UUIDs.
 */
export function buildSegment(facts: Iterable<SearchInput>, deleted: readonly FactId[] = []): Buffer {
  const content = new Content();
  for (const { texts, id, type, date, sources, labels } of facts) {
    const masks = new Map<string, number>();
    let left = MOST_TEXT;
    for (const { field, text, code } of texts) {
      const bit = bitOf(field);
      const add = (term: string): void => {
        const known = masks.get(term);
        if (known !== undefined || masks.size < MOST_WORDS) masks.set(term, (known ?? 0) | bit);
      };
      if (code !== undefined) add(conceptTerm(code, text));
      eachWord(text.slice(0, left), 'index', (forms) => {
        for (const form of forms) add(form);
      });
      left = Math.max(0, left - text.length);
    }
    content.add({ id, type, date, sources, labels }, masks);
  }
  return segmentBytes({ ...content, deleted });
}

/**
 * One segment instead of several, given oldest first. `whole` says that there is none older than the first: then nothing
 * has to be remembered of what is gone. Throws CW-SRCH-001.
 */
export function mergeSegments(segments: readonly Uint8Array[], whole: boolean): Buffer {
  const opened = segments.map(openSegment);
  const content = new Content();
  const { alive, gone } = aliveIn(opened);
  for (const [index, segment] of opened.entries()) {
    const numbers = segment.facts.map((fact, number) => (alive[index]?.[number] ? content.addFact(fact) : -1));
    for (const [term, word] of segment.terms.entries()) {
      segment.eachPosting(term, (fact, mask) => {
        const number = numbers[fact] ?? -1;
        if (number >= 0) content.addPosting(word, number, mask);
      });
    }
  }
  return segmentBytes({ ...content, deleted: whole ? [] : [...gone] });
}

/** Which facts of each segment (oldest first) still count, and the ids that a newer segment calls deleted. */
export function aliveIn(segments: readonly Segment[]): { alive: Uint8Array[]; gone: Set<FactId> } {
  const newer = new Set<FactId>();
  const held = new Set<FactId>();
  const gone = new Set<FactId>();
  const alive: Uint8Array[] = [];
  for (const segment of segments.toReversed()) {
    const own = new Uint8Array(segment.facts.length);
    // From the back: of one fact given twice in a segment the last counts.
    for (let number = segment.facts.length - 1; number >= 0; number -= 1) {
      const id = segment.facts[number]?.id;
      if (id === undefined || newer.has(id)) continue;
      own[number] = 1;
      newer.add(id);
      held.add(id);
    }
    for (const id of segment.deleted) {
      newer.add(id);
      if (!held.has(id)) gone.add(id);
    }
    alive.unshift(own);
  }
  return { alive, gone };
}

class Content {
  readonly facts: SearchFact[] = [];
  readonly postings = new Map<string, number[]>();

  add(fact: SearchFact, masks: ReadonlyMap<string, number>): void {
    const number = this.addFact(fact);
    for (const [term, mask] of masks) this.addPosting(term, number, mask);
  }

  addFact(fact: SearchFact): number {
    return this.facts.push(fact) - 1;
  }

  addPosting(term: string, fact: number, mask: number): void {
    const pair = fact * FIELD_BITS + mask;
    const list = this.postings.get(term);
    if (list) list.push(pair);
    else this.postings.set(term, [pair]);
  }
}

function conceptTerm(code: string, display: string): string {
  const clean = (text: string, longest: number): string =>
    text
      .slice(0, longest)
      .toWellFormed()
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim();
  return `${CONCEPT}${clean(code, LONGEST_CODE)}${CONCEPT}${clean(display, LONGEST_DISPLAY)}`;
}
