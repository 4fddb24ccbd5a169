import type { FactId } from '@chartwarden/ids';
import { countOf, type Saying } from '../duplicates/links.ts';
import type { ReadFact } from '../reading/read-fact.ts';
import { type Part, readerOf, SAYS_ALL, type SectionName, type SectionReader, sections } from '../reading/sections.ts';
import { buildSegment } from '../search/build.ts';
import { textsOf } from '../search/texts-of.ts';
import type { SearchInput } from '../search/types.ts';
import type { DeriveQuestion, GivenFact, MadePiece } from './derive-questions.ts';
import { createHeldFacts, readGiven } from './held-facts.ts';
import { DUPLICATES, piecesOfSegment, SEARCH, SEGMENT } from './segment-pieces.ts';
import { answer } from './thread.ts';

/** Facts of one segment: their texts are in memory together. */
const SEGMENT_FACTS = 25_000;
/** Bytes of one piece of a segment as it is kept. */
const PIECE_BYTES = 512 * 1024;

const readers = new Map<SectionName, SectionReader>();
const held = createHeldFacts();
const types = new Map<string, string>();
const made: MadePiece[] = [];
let texts: SearchInput[] = [];
let pieces = 0;

answer((question: DeriveQuestion) => {
  switch (question.ask) {
    case 'add':
      return add(question.facts);
    case 'finish':
      return finish(question.now, question.said);
    case 'next':
      return made.shift() ?? null;
  }
});

function add(facts: readonly GivenFact[]): void {
  const read = facts.map(readGiven);
  const alone = read.filter((fact, at) => {
    const given = facts[at];
    return given === undefined || !held.hold(given, fact);
  });
  giveOut(alone, alone);
  for (const [at, fact] of read.entries()) {
    types.set(fact.id, fact.type);
    const { id, type, labels } = fact;
    const date = facts[at]?.date ?? null;
    texts.push({ id: id as FactId, type, date, sources: [], labels, texts: textsOf(fact.resource) });
    if (texts.length >= SEGMENT_FACTS) closeSegment();
  }
}

function giveOut(all: readonly ReadFact[], once: readonly ReadFact[]): void {
  for (const name of Object.keys(sections) as SectionName[]) {
    const wanted: readonly string[] = sections[name].types;
    const own = (SAYS_ALL.has(name) ? all : once).filter((fact) => wanted.includes(fact.type));
    if (own.length === 0) continue;
    const reader = readers.get(name) ?? readerOf(name);
    readers.set(name, reader);
    reader.add(own);
  }
}

function closeSegment(): void {
  if (texts.length === 0) return;
  const bytes = buildSegment(texts);
  for (const body of piecesOfSegment(bytes, PIECE_BYTES)) {
    made.push({ section: SEARCH, name: SEGMENT, piece: pieces, body, facts: [] });
    pieces += 1;
  }
  texts = [];
}

function finish(now: number, said: readonly Saying[]): void {
  closeSegment();
  const links = held.links(said);
  for (const { all, once } of held.pieces(links)) giveOut(all, once);
  const body = new TextEncoder().encode(JSON.stringify(countOf(links)));
  made.push({ section: DUPLICATES, name: '', piece: 0, body, facts: [] });
  for (const name of Object.keys(sections) as SectionName[]) {
    const { list, entries } = (readers.get(name) ?? readerOf(name)).finish(now);
    readers.delete(name);
    keep(name, '', 0, list);
    for (const [entry, part] of entries) {
      const [head = '', number] = entry.split('/');
      keep(name, head, number === undefined ? 0 : Number(number) + 1, part);
    }
  }
}

function keep(section: SectionName, name: string, piece: number, part: Part): void {
  made.push({
    section,
    name,
    piece,
    body: new TextEncoder().encode(JSON.stringify(part.body)),
    facts: part.facts.map((id) => ({ id: id as FactId, type: types.get(id) ?? '' })),
    ...(part.span === undefined ? {} : { span: part.span }),
  });
}
