import { crc32 } from 'node:zlib';
import type { FactId } from '@chartwarden/ids';
import { ByteReader, ByteWriter, damaged } from './bytes.ts';
import type { SearchFact } from './types.ts';

/**
 * A segment: facts, the words in them, and the facts of older segments that are gone. Immutable. As bytes:
 *
 *     "CWS1" | deleted ids | profiles (type, sources, labels) | facts (id, profile, date) | terms | CRC-32 of all before
 *
 * Ids are 16 bytes; dates differences to the fact before; terms stand in the order of their UTF-16 units, each as the
 * length it shares with the one before and the rest, then its postings: fields, count, differences between fact numbers,
 * and the fields of each fact where they are not the same for all.
 */
export interface Segment {
  readonly facts: readonly SearchFact[];
  readonly deleted: readonly FactId[];
  /** Sorted. Those that begin with {@link CONCEPT} are codes with their displays. */
  readonly terms: readonly string[];
  /** Calls with each fact's number and field bits, in order. */
  eachPosting(term: number, onPosting: (fact: number, mask: number) => void): void;
}

/** What is written: postings as number pairs fact * 64 + field bits, rising. */
export interface SegmentContent {
  readonly facts: readonly SearchFact[];
  readonly deleted: readonly FactId[];
  readonly postings: ReadonlyMap<string, readonly number[]>;
}

export const FIELD_BITS = 64;
/** Before `system|code`, and again before the display: no word holds it. */
export const CONCEPT = '\u0001';

const MAGIC = Buffer.from('CWS1');
const MIXED = FIELD_BITS;

export function segmentBytes({ facts, deleted, postings }: SegmentContent): Buffer {
  const out = new ByteWriter();
  out.raw(MAGIC);
  out.number(deleted.length);
  for (const id of deleted) out.raw(idBytes(id));
  writeFacts(out, facts);
  const terms = [...postings.keys()].sort(byUnits);
  out.number(terms.length);
  const list = new ByteWriter();
  let before = '';
  for (const term of terms) {
    const shared = sharedLength(before, term);
    out.number(shared);
    out.text(term.slice(shared));
    list.clear();
    writePostings(list, postings.get(term) ?? []);
    out.number(list.length);
    out.raw(list.written);
    before = term;
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(out.written));
  return Buffer.concat([out.written, sum]);
}

/** Throws CW-SRCH-001 unless the bytes are a whole segment. Keeps the bytes. */
export function openSegment(bytes: Uint8Array): Segment {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = all.length - 4;
  if (end < MAGIC.length || !all.subarray(0, 4).equals(MAGIC)) throw damaged();
  if (crc32(all.subarray(0, end)) !== all.readUInt32LE(end)) throw damaged();
  const reader = new ByteReader(all, MAGIC.length, end);
  const deleted = Array.from({ length: reader.count(16) }, () => idText(reader.raw(16)));
  const facts = readFacts(reader);
  const { terms, starts } = readTerms(reader, facts.length);
  if (reader.at !== end) throw damaged();
  return {
    facts,
    deleted,
    terms,
    eachPosting: (term, onPosting) => {
      const start = starts[term];
      if (start !== undefined) readPostings(new ByteReader(all, start, end), facts.length, onPosting);
    },
  };
}

/** The place of the first term that is not before `word`. */
export function firstTerm(terms: readonly string[], word: string): number {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function writeFacts(out: ByteWriter, facts: readonly SearchFact[]): void {
  const profiles = new Map<string, number>();
  const numbers = facts.map(({ type, sources, labels }) => {
    const key = JSON.stringify([type, sources, labels]);
    const known = profiles.get(key) ?? profiles.size;
    profiles.set(key, known);
    return known;
  });
  out.number(profiles.size);
  for (const key of profiles.keys()) out.text(key);
  out.number(facts.length);
  let before = 0;
  for (const [index, { id, date }] of facts.entries()) {
    out.raw(idBytes(id));
    out.number(numbers[index] ?? 0);
    if (date === null) {
      out.number(0);
      continue;
    }
    const step = date - before;
    out.number(1 + (step < 0 ? -2 * step - 1 : 2 * step));
    before = date;
  }
}

function readFacts(reader: ByteReader): SearchFact[] {
  const profiles = Array.from({ length: reader.count(1) }, () => profileOf(reader.text()));
  const count = reader.count(18);
  const facts: SearchFact[] = [];
  let before = 0;
  for (let index = 0; index < count; index += 1) {
    const id = idText(reader.raw(16));
    const profile = profiles[reader.number()];
    if (!profile) throw damaged();
    const step = reader.number();
    if (step > 0) before += step % 2 === 1 ? (step - 1) / 2 : -step / 2;
    facts.push({ id, date: step === 0 ? null : before, ...profile });
  }
  return facts;
}

function profileOf(text: string): Pick<SearchFact, 'type' | 'sources' | 'labels'> {
  const isTexts = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((one) => typeof one === 'string');
  try {
    const [type, sources, labels]: unknown[] = JSON.parse(text);
    if (typeof type === 'string' && isTexts(sources) && isTexts(labels)) return { type, sources, labels };
  } catch {
    // Said below: what does not parse is as damaged as what parses to something else.
  }
  throw damaged();
}

function readTerms(reader: ByteReader, facts: number): { terms: string[]; starts: Uint32Array } {
  const count = reader.count(4);
  const terms: string[] = [];
  const starts = new Uint32Array(count);
  let before = '';
  for (let index = 0; index < count; index += 1) {
    const shared = reader.number();
    const rest = reader.text();
    const term = before.slice(0, shared) + rest;
    // Also refuses what shares more than there is, and terms that grow without bytes of their own.
    if (rest === '' || shared > before.length || term.length > LONGEST_TERM || (index > 0 && term <= before)) {
      throw damaged();
    }
    terms.push(term);
    before = term;
    const size = reader.count(1);
    starts[index] = reader.at;
    const list = new ByteReader(reader.bytes, reader.at, reader.at + size);
    readPostings(list, facts, () => {});
    if (list.at !== list.end) throw damaged();
    reader.at = list.end;
  }
  return { terms, starts };
}

const LONGEST_TERM = 256;

function writePostings(out: ByteWriter, pairs: readonly number[]): void {
  const mask = (pairs[0] ?? 0) % FIELD_BITS;
  const isMixed = pairs.some((pair) => pair % FIELD_BITS !== mask);
  out.byte(isMixed ? MIXED : mask);
  out.number(pairs.length);
  let before = -1;
  for (const pair of pairs) {
    const fact = Math.floor(pair / FIELD_BITS);
    out.number(fact - before - 1);
    before = fact;
    if (isMixed) out.byte(pair % FIELD_BITS);
  }
}

function readPostings(reader: ByteReader, facts: number, onPosting: (fact: number, mask: number) => void): void {
  const head = reader.byte();
  if (head > MIXED) throw damaged();
  const count = reader.count(1);
  let fact = -1;
  for (let index = 0; index < count; index += 1) {
    fact += reader.number() + 1;
    if (fact >= facts) throw damaged();
    const mask = head === MIXED ? reader.byte() : head;
    if (mask === 0 || mask >= FIELD_BITS) throw damaged();
    onPosting(fact, mask);
  }
}

const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

function idText(bytes: Buffer): FactId {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as FactId;
}

const byUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** How much two words begin alike, never up to the middle of a surrogate pair: the rest is written as UTF-8. */
function sharedLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < most && one.charCodeAt(shared) === other.charCodeAt(shared)) shared += 1;
  const last = shared > 0 ? one.charCodeAt(shared - 1) : 0;
  return last >= 0xd800 && last <= 0xdbff ? shared - 1 : shared;
}
