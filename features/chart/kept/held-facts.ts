import { parseWithDigits } from '@chartwarden/fhir';
import { linkingOf } from '../duplicates/linked.ts';
import { findLinks, type Links, type Saying } from '../duplicates/links.ts';
import { namesToCompare } from '../duplicates/traits.ts';
import type { ReadFact } from '../reading/read-fact.ts';
import { whenOfResource } from '../reading/when.ts';
import type { GivenFact } from './derive-frames.ts';

/** Bytes of facts that are kept until all are known. What comes after that stands for itself. */
const MOST_BYTES = 96 * 1024 * 1024;
const IN_A_PIECE = 500;

export function readGiven({ bytes, date: _date, ...mark }: GivenFact): ReadFact {
  const resource = parseWithDigits(Buffer.from(bytes).toString('utf8'));
  return { ...mark, when: whenOfResource(resource), resource };
}

interface Held {
  readonly given: GivenFact;
  readonly names: readonly string[];
}

/**
 * Facts of which another portal may have the same: kept as bytes until all are there, then read again, the few together
 * that share something with a fact of another portal, and each linked as for a look at all of them at once.
 */
export function createHeldFacts(most = MOST_BYTES) {
  const held: Held[] = [];
  /** The portal of the first fact of a name; null: several. */
  const portals = new Map<string, string | null>();
  let bytes = 0;

  return {
    /** False when there is no room for it: then it stands for itself. */
    hold(given: GivenFact, fact: ReadFact): boolean {
      if (bytes + given.bytes.length > most) return false;
      const { portal } = fact;
      const names = portal === undefined ? [] : namesToCompare(fact);
      for (const name of names) {
        const known = portals.get(name);
        if (known === undefined) portals.set(name, portal ?? null);
        else if (known !== portal) portals.set(name, null);
      }
      bytes += given.bytes.length;
      held.push({ given, names });
      return true;
    },

    /** What tells of one thing, and what waits for somebody to say so. */
    links(sayings: readonly Saying[]): Links {
      const said = new Set(sayings.flatMap((one) => one.facts));
      const shared = held.filter(
        ({ given, names }) => said.has(given.id) || names.some((name) => portals.get(name) === null),
      );
      return findLinks(
        shared.map(({ given }) => readGiven(given)),
        sayings,
      );
    },

    /** Everything that was held, in pieces: as each portal told it, and each thing once. */
    *pieces(links: Links): Generator<{ all: readonly ReadFact[]; once: readonly ReadFact[] }> {
      const linked = linkingOf(links);
      for (let from = 0; from < held.length; from += IN_A_PIECE) {
        const all = held.slice(from, from + IN_A_PIECE).map(({ given }) => readGiven(given));
        yield { all, once: linked(all) };
      }
    },
  };
}
