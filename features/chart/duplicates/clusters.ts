import type { ReadFact } from '../reading/read-fact.ts';
import { amountSaid } from './content.ts';

/** Why two facts stand for one thing: somebody said so, both have the same business identifier, or they say the same. */
export type Because = 'said' | 'identifier' | 'content';

export interface Joined {
  readonly one: string;
  readonly other: string;
  readonly because: Because;
}

/** Facts that tell of one thing. */
export interface Cluster {
  readonly leader: ReadFact;
  readonly others: readonly ReadFact[];
  readonly joined: readonly Joined[];
}

interface Growing {
  facts: ReadFact[];
  joined: Joined[];
  readonly portals: Set<string>;
}

export const pairName = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

/** Puts facts together. By itself never two of one portal, which knows them apart, and never what somebody said is not the same. */
export function createClusters(isApart: (one: string, other: string) => boolean) {
  const of = new Map<string, Growing>();
  const clusterOf = (fact: ReadFact): Growing => {
    const known = of.get(fact.id);
    if (known !== undefined) return known;
    const alone: Growing = { facts: [fact], joined: [], portals: new Set([fact.portal ?? '']) };
    of.set(fact.id, alone);
    return alone;
  };

  return {
    join(one: ReadFact, other: ReadFact, because: Because): void {
      const [left, right] = [clusterOf(one), clusterOf(other)];
      if (left === right) return;
      const [into, from] = left.facts.length < right.facts.length ? [right, left] : [left, right];
      if (from.facts.some((fact) => into.facts.some((known) => isApart(fact.id, known.id)))) return;
      if (because !== 'said' && [...from.portals].some((portal) => into.portals.has(portal))) return;
      into.facts.push(...from.facts);
      into.joined.push(...from.joined, { one: one.id, other: other.id, because });
      for (const portal of from.portals) into.portals.add(portal);
      for (const fact of from.facts) of.set(fact.id, into);
    },

    factsWith: (fact: ReadFact): readonly ReadFact[] => of.get(fact.id)?.facts ?? [fact],
    portalsWith: (fact: ReadFact): ReadonlySet<string> => of.get(fact.id)?.portals ?? new Set([fact.portal ?? '']),
    leaderOf(fact: ReadFact): ReadFact {
      const cluster = of.get(fact.id);
      return cluster === undefined ? fact : leading(cluster.facts);
    },

    /** Those of more than one fact. */
    all(): readonly Cluster[] {
      return [...new Set(of.values())].flatMap(({ facts, joined }) => {
        if (facts.length < 2) return [];
        const leader = leading(facts);
        return [{ leader, others: facts.filter((one) => one !== leader), joined }];
      });
    },
  };
}

/**
 * The one that stands for all: what somebody corrected, else what says most, else what came in last (ids are in the
 * order of time).
 */
export function leading(facts: readonly ReadFact[]): ReadFact {
  const [first, ...others] = facts
    .map((fact) => ({ fact, said: amountSaid(fact.resource) }))
    .sort(
      (one, other) =>
        Number(other.fact.corrected) - Number(one.fact.corrected) ||
        other.said - one.said ||
        (one.fact.id < other.fact.id ? 1 : -1),
    );
  if (first === undefined) throw new Error(`nothing leads ${others.length} facts`);
  return first.fact;
}
