import { namesOf, type ReadFact } from './read-fact.ts';
import type { Reading, SectionReader } from './sections.ts';

type Read = (facts: readonly ReadFact[], now: number) => object;

/** A section that is one list. Every fact that it was worked out from is named. */
export const asList =
  (read: Read) =>
  (facts: readonly ReadFact[], now: number): Reading => ({
    list: { body: read(facts, now), facts: facts.flatMap(namesOf) },
    entries: new Map(),
  });

/**
 * The same of those facts that have a place in it, and of these no more than is needed: `part` gives null for any other
 * fact. Of a hundred thousand observations the few that count are kept in memory, and named.
 */
export function asListOf(part: (fact: ReadFact) => ReadFact | null, read: Read) {
  const whole = asList(read);
  const partsOf = (facts: readonly ReadFact[]): readonly ReadFact[] => facts.flatMap((fact) => part(fact) ?? []);
  return {
    read: (facts: readonly ReadFact[], now: number): Reading => whole(partsOf(facts), now),
    start(): SectionReader {
      const kept: ReadFact[] = [];
      return {
        add: (facts) => {
          for (const fact of partsOf(facts)) kept.push(fact);
        },
        finish: (now) => whole(kept, now),
      };
    },
  };
}
