import type { FactId } from '@chartwarden/ids';
import { type AskedWord, askedWords } from './asked.ts';
import { aliveIn } from './build.ts';
import {
  type Concept,
  type Display,
  EXACT,
  eachBearer,
  matchWord,
  type PlacedSegment,
  PREFIX,
  SYNONYM,
  wordsBehindConcepts,
} from './matching.ts';
import { CONCEPT, openSegment } from './segment.ts';
import type { SearchFact } from './types.ts';
import { eachWord } from './words.ts';

export interface SearchQuery {
  readonly text: string;
  readonly types?: readonly string[];
  /** Facts that came from at least one of these. */
  readonly sources?: readonly string[];
  /** Milliseconds; facts without a date are left out when one of both is given. `until` itself is outside. */
  readonly from?: number;
  readonly until?: number;
  /** 0 and 50 unless given; at most 1,000 hits. */
  readonly offset?: number;
  readonly limit?: number;
}

export interface SearchHit {
  readonly fact: SearchFact;
  /** How the word was found that was found worst. */
  readonly match: 'exact' | 'synonym' | 'beginning' | 'typo';
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly total: number;
  readonly byType: Readonly<Record<string, number>>;
}

export interface Suggestion {
  readonly text: string;
  /** Facts that bear this display. */
  readonly count: number;
  /** The newest of them. */
  readonly fact: FactId;
}

/** Whether the reader may see a fact: what the permit says of its type, date, sources and labels. */
export type Allowed = (fact: SearchFact) => boolean;

export interface SearchIndex {
  readonly size: number;
  search(query: SearchQuery, allowed: Allowed): SearchAnswer;
  /** Displays of the record that hold every word of what was typed so far; most frequent first, at most 50. */
  suggest(text: string, allowed: Allowed, limit?: number): readonly Suggestion[];
}

const MOST_HITS = 1000;
const MOST_SUGGESTIONS = 50;

/**
 * An index over segments, oldest first. What `allowed` refuses has no influence at all: not on hits, order, counts,
 * synonyms or suggestions. Throws CW-SRCH-001 when a segment is damaged. Keeps the bytes.
 */
export function openIndex(bytes: readonly Uint8Array[]): SearchIndex {
  const { facts, segments } = placed(bytes);
  const concepts = conceptsIn(segments);

  const allowedPlaces = (allowed: Allowed): Uint8Array => Uint8Array.from(facts, (fact) => (allowed(fact) ? 1 : 0));

  return {
    size: facts.length,

    search: (query, allowed) => {
      const words = askedWords(query.text);
      if (words.length === 0) return { hits: [], total: 0, byType: {} };
      const may = allowedPlaces(allowed);
      const wanted = filtered(facts, query, may);
      const matched = words.map((word) => matchWord(word, { segments, concepts }, may, wanted));
      const order = ranked(matched, facts.length);
      const offset = Math.max(0, Math.trunc(query.offset ?? 0));
      const limit = Math.min(MOST_HITS, Math.max(0, Math.trunc(query.limit ?? 50)));
      const hits: SearchHit[] = [];
      for (const place of order.subarray(offset, offset + limit)) {
        const fact = facts[place];
        if (fact) hits.push({ fact, match: worstOf(matched, place) });
      }
      const byType: Record<string, number> = {};
      for (const place of order) {
        const type = facts[place]?.type ?? '';
        byType[type] = (byType[type] ?? 0) + 1;
      }
      return { hits, total: order.length, byType };
    },

    suggest: (text, allowed, limit = 8) => {
      const words = askedWords(text);
      if (words.length === 0) return [];
      const may = allowedPlaces(allowed);
      const bearers = new Map<string, Set<number>>();
      for (const { displays } of concepts) {
        for (const display of displays.values()) {
          if (!words.every((word) => begins(word, display))) continue;
          const places = bearers.get(display.text) ?? new Set<number>();
          eachBearer(display, may, (place) => places.add(place));
          if (places.size > 0) bearers.set(display.text, places);
        }
      }
      return [...bearers]
        .map(([text, places]) => ({ text, count: places.size, places }))
        .sort((one, other) => other.count - one.count || (one.text < other.text ? -1 : 1))
        .slice(0, Math.min(limit, MOST_SUGGESTIONS))
        .flatMap(({ text, count, places }) => {
          const newest = facts[[...places].reduce((least, place) => Math.min(least, place))];
          return newest === undefined ? [] : [{ text, count, fact: newest.id }];
        });
    },
  };
}

const begins = ({ forms }: AskedWord, { words }: Display): boolean =>
  words.some((word) => forms.some((form) => word.startsWith(form)));

/** Facts that count, newest first and those without a date last; then by id, so that the order is always the same. */
function placed(bytes: readonly Uint8Array[]): { facts: SearchFact[]; segments: PlacedSegment[] } {
  const opened = bytes.map(openSegment);
  const { alive } = aliveIn(opened);
  const segments = opened.map((segment) => ({
    segment,
    places: new Int32Array(segment.facts.length).fill(-1),
    words: wordsBehindConcepts(segment),
  }));
  const all = opened.flatMap(({ facts }, from) =>
    facts.flatMap((fact, number) => (alive[from]?.[number] ? [{ fact, from, number }] : [])),
  );
  all.sort(({ fact: one }, { fact: other }) => later(one.date, other.date) || (one.id < other.id ? -1 : 1));
  for (const [place, { from, number }] of all.entries()) {
    const { places } = segments[from] ?? {};
    if (places) places[number] = place;
  }
  return { facts: all.map(({ fact }) => fact), segments };
}

function later(one: number | null, other: number | null): number {
  if (one === other) return 0;
  return one === null ? 1 : other === null ? -1 : other - one;
}

function conceptsIn(segments: readonly PlacedSegment[]): Concept[] {
  const byCode = new Map<string, Map<string, Display>>();
  for (const one of segments) {
    for (let term = 0; term < one.words; term += 1) {
      const [, code = '', text = ''] = (one.segment.terms[term] ?? '').split(CONCEPT);
      const displays = byCode.get(code) ?? new Map<string, Display>();
      const display = displays.get(text) ?? { text, words: foldedWords(text), lists: [] };
      display.lists.push({ placed: one, term });
      displays.set(text, display);
      byCode.set(code, displays);
    }
  }
  return [...byCode.values()].map((displays) => ({ displays }));
}

function foldedWords(text: string): string[] {
  const words: string[] = [];
  eachWord(text, 'index', (forms) => words.push(...forms));
  return words;
}

function filtered(facts: readonly SearchFact[], query: SearchQuery, allowed: Uint8Array): Uint8Array {
  const { from, until } = query;
  const types = query.types && new Set(query.types);
  const sources = query.sources && new Set(query.sources);
  if (!types && !sources && from === undefined && until === undefined) return allowed;
  return Uint8Array.from(facts, (fact, place) => {
    if (allowed[place] === 0 || (types && !types.has(fact.type))) return 0;
    if (sources && !fact.sources.some((source) => sources.has(source))) return 0;
    if (from === undefined && until === undefined) return 1;
    const isWithin = fact.date !== null && fact.date >= (from ?? -Infinity) && fact.date < (until ?? Infinity);
    return isWithin ? 1 : 0;
  });
}

/** More than any number of facts; what is above it in a key decides first. */
const PLACES = 2 ** 31;
const MOST_SCORE = 2 ** 16;

/** The places of facts that match every word: by how they match, then by field, then newest first. */
function ranked(matched: readonly Uint8Array[], size: number): Uint32Array {
  const keys = new Float64Array(size);
  let count = 0;
  for (let place = 0; place < size; place += 1) {
    let score = 0;
    for (const values of matched) {
      const value = values[place] ?? 0;
      if (value === 0) {
        score = -1;
        break;
      }
      score += (value >> 3) * 256 + (value & 7);
    }
    if (score < 0) continue;
    keys[count] = (MOST_SCORE - score) * PLACES + place;
    count += 1;
  }
  // Numbers sort ten times quicker than rows with a comparison, and no two are alike: the order is always the same.
  return Uint32Array.from(keys.subarray(0, count).sort(), (key) => key % PLACES);
}

function worstOf(matched: readonly Uint8Array[], place: number): SearchHit['match'] {
  const strength = Math.min(...matched.map((values) => (values[place] ?? 0) >> 3));
  if (strength === EXACT) return 'exact';
  if (strength === SYNONYM) return 'synonym';
  return strength === PREFIX ? 'beginning' : 'typo';
}
