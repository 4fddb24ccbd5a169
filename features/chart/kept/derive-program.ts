import type { FactId } from '@chartwarden/ids';
import { serve } from '@chartwarden/sandbox/child.ts';
import { countOf, type Saying } from '../duplicates/links.ts';
import type { ReadFact } from '../reading/read-fact.ts';
import { type Part, readerOf, SAYS_ALL, type SectionName, type SectionReader, sections } from '../reading/sections.ts';
import { buildSegment } from '../search/build.ts';
import { textsOf } from '../search/texts-of.ts';
import type { SearchInput } from '../search/types.ts';
import { type GivenFact, givenIn, type MadePiece, pieceMessage } from './derive-frames.ts';
import { createHeldFacts, readGiven } from './held-facts.ts';
import { DUPLICATES, piecesOfSegment, SEARCH, SEGMENT } from './segment-pieces.ts';

/** Facts of one segment: their texts are in memory together. */
const SEGMENT_FACTS = 25_000;
/** Bytes of one piece of a segment as it is kept. */
const PIECE_BYTES = 512 * 1024;
/** Facts that are read together. */
const IN_A_TURN = 200;

/** The program that works out the chart: facts in, pieces out. It serves one building and ends. */
serve<{ readonly now: number }>(async ({ job, input, send }) => {
  const work = createWork((piece) => {
    const { header, bytes } = pieceMessage(piece);
    send(header, bytes);
  });
  let facts: GivenFact[] = [];
  let said: readonly Saying[] = [];
  for await (const given of givenIn(input)) {
    if ('said' in given) said = given.said;
    else facts.push(given.fact);
    if (facts.length < IN_A_TURN) continue;
    work.add(facts);
    facts = [];
  }
  work.add(facts);
  work.finish(job.now, said);
});

function createWork(make: (piece: MadePiece) => void) {
  const readers = new Map<SectionName, SectionReader>();
  const held = createHeldFacts();
  let texts: SearchInput[] = [];
  /** Pieces of segments: nothing is taken of the program before all facts are with it. */
  const early: MadePiece[] = [];

  function add(facts: readonly GivenFact[]): void {
    const read = facts.map(readGiven);
    const alone = read.filter((fact, at) => {
      const given = facts[at];
      return given === undefined || !held.hold(given, fact);
    });
    giveOut(alone, alone);
    for (const [at, fact] of read.entries()) {
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
    for (const body of piecesOfSegment(bytes, PIECE_BYTES))
      early.push({ section: SEARCH, name: SEGMENT, piece: early.length, body, facts: [] });
    texts = [];
  }

  function finish(now: number, said: readonly Saying[]): void {
    closeSegment();
    early.splice(0).forEach(make);
    const links = held.links(said);
    for (const { all, once } of held.pieces(links)) giveOut(all, once);
    const body = new TextEncoder().encode(JSON.stringify(countOf(links)));
    make({ section: DUPLICATES, name: '', piece: 0, body, facts: [] });
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
    make({
      section,
      name,
      piece,
      body: new TextEncoder().encode(JSON.stringify(part.body)),
      facts: part.facts as readonly FactId[],
      ...(part.span === undefined ? {} : { span: part.span }),
    });
  }

  return { add, finish };
}
