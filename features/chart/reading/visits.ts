import { type FactMark, isInError, namesOf, type ReadFact } from './read-fact.ts';
import type { Part, Reading, SectionReader } from './sections.ts';
import { type ItemNote, noteItem, noteVisit, organizationName, type VisitNote } from './visit-note.ts';
import { newestFirst } from './when.ts';

/** A visit in the list. */
export interface VisitLine
  extends Omit<VisitNote, 'name' | 'provider' | 'partOf' | 'problems' | 'places' | 'codings' | 'class'> {
  /** Words for the class. */
  readonly class: string | null;
  /** Id of the visit that this one is a part of. */
  readonly partOf: string | null;
  /** How much happened in it, by type. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface VisitsList {
  /** Newest first. */
  readonly visits: readonly VisitLine[];
}

/** Something that happened in a visit, for one line. */
export interface VisitItem extends FactMark {
  readonly title: string;
  readonly value: string | null;
  /** Ids of those that it holds together, where they are in this visit, too. */
  readonly holds: readonly string[];
}

/** What a visit opens to; its items come in pieces, newest first. */
export interface OpenedVisit {
  readonly visit: VisitLine & Pick<VisitNote, 'places' | 'codings'>;
  /** The visit that it is a part of, and those that are parts of it, newest first. */
  readonly whole: VisitLine | null;
  readonly parts: readonly VisitLine[];
}

/** Items in one piece. */
const IN_A_PIECE = 200;
/** How often an item may stand in visits that do not name each other, on the average; and what any record may have. */
const SHARED = 4;
const SHARED_LEAST = 10_000;

/** Visits with everything that happened in them as far as references tell: bit by bit, as little as possible is kept. */
export function startVisits(): SectionReader {
  const visits: VisitNote[] = [];
  const items = new Map<string, ItemNote>();
  const organizations = new Map<string, { readonly id: string; readonly words: string | null }>();
  return {
    add(facts) {
      for (const fact of facts) {
        if (isInError(fact)) continue;
        if (fact.type === 'Encounter') visits.push(noteVisit(fact));
        else {
          const note = noteItem(fact);
          items.set(note.name, note);
          if (fact.type === 'Organization')
            organizations.set(note.name, { id: fact.id, words: organizationName(fact) });
        }
      }
    },
    finish: () => readingOf(visits.toSorted(newestFirst), items, organizations),
  };
}

export function readVisits(facts: readonly ReadFact[], now: number): Reading {
  const reader = startVisits();
  reader.add(facts);
  return reader.finish(now);
}

function readingOf(
  visits: readonly VisitNote[],
  items: ReadonlyMap<string, ItemNote>,
  organizations: ReadonlyMap<string, { readonly id: string; readonly words: string | null }>,
): Reading {
  const inside = insideOf(visits, items);
  const ids = new Map(visits.map((one) => [one.name, one.id]));
  const facts = new Map<string, readonly string[]>();
  const lines = new Map<string, VisitLine>();
  for (const note of visits) {
    const provider = note.at === null ? organizations.get(note.provider ?? '') : undefined;
    facts.set(note.name, [note.id, ...(provider === undefined ? [] : [provider.id])]);
    lines.set(note.name, lineOf(note, provider?.words ?? null, ids, inside.get(note.name) ?? []));
  }
  const parts = Map.groupBy(visits, (one) => one.partOf);
  const entries = new Map<string, Part>();
  for (const { name, id, places, codings, partOf } of visits) {
    const visit = lines.get(name);
    if (visit === undefined) continue;
    const whole = lines.get(partOf ?? '') ?? null;
    const within = (parts.get(name) ?? []).flatMap((one) => lines.get(one.name) ?? []);
    const body: OpenedVisit = { visit: { ...visit, places, codings }, whole, parts: within };
    const named = [name, ...(whole === null ? [] : [partOf ?? '']), ...(parts.get(name) ?? []).map((one) => one.name)];
    entries.set(id, { body, facts: [...new Set(named.flatMap((one) => facts.get(one) ?? []))] });
    for (const [piece, part] of piecesOf(inside.get(name) ?? [], items).entries()) entries.set(`${id}/${piece}`, part);
  }
  const body: VisitsList = { visits: [...lines.values()] };
  return { list: { body, facts: [...new Set([...facts.values()].flat())] }, entries };
}

/** What happened in each visit, newest first: what refers to it, what it refers to, and what these reports and panels hold. */
function insideOf(visits: readonly VisitNote[], items: ReadonlyMap<string, ItemNote>) {
  // Each of thousands of visits may name one panel of thousands of results: all together no more than the record is large.
  let room = SHARED * items.size + SHARED_LEAST;
  const inside = new Map<string, Set<ItemNote>>(visits.map((one) => [one.name, new Set()]));
  for (const item of items.values()) for (const name of item.visits) inside.get(name)?.add(item);
  return new Map(
    visits.map(({ name, problems }) => {
      const found = inside.get(name) ?? new Set<ItemNote>();
      const add = (other: string): void => {
        const item = items.get(other);
        if (item === undefined || found.has(item) || room <= 0) return;
        room -= 1;
        found.add(item);
      };
      problems.forEach(add);
      // A set gives what is added while it is walked, too: panels within panels.
      for (const item of found) item.holds.forEach(add);
      return [name, [...found].sort(newestFirst)] as const;
    }),
  );
}

function lineOf(
  note: VisitNote,
  provider: string | null,
  ids: ReadonlyMap<string, string>,
  inside: readonly ItemNote[],
): VisitLine {
  const { id, type, version, when, labels, corrected, words, state, start, end, reasons, at, people, partOf } = note;
  const counts: Record<string, number> = {};
  for (const item of inside) counts[item.type] = (counts[item.type] ?? 0) + 1;
  return {
    id, type, version, when, labels, corrected, words, state, start, end, reasons, people,
    at: at ?? provider,
    class: note.class.words,
    partOf: ids.get(partOf ?? '') ?? null,
    counts,
  }; // biome-ignore format: the first ones as they are
}

function piecesOf(inside: readonly ItemNote[], items: ReadonlyMap<string, ItemNote>): readonly Part[] {
  const here = new Set(inside.map((one) => one.name));
  const list = inside.map(
    ({ name: _name, visits: _visits, holds, ...one }): VisitItem => ({
      ...one,
      holds: holds.flatMap((name) => (here.has(name) ? (items.get(name)?.id ?? []) : [])),
    }),
  );
  return Array.from({ length: Math.ceil(list.length / IN_A_PIECE) }, (_, at) => {
    const some = list.slice(at * IN_A_PIECE, (at + 1) * IN_A_PIECE);
    return { body: { items: some }, facts: some.flatMap(namesOf) };
  });
}
