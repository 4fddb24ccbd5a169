import type { ReadFact } from '../reading/read-fact.ts';
import { newestFirst } from '../reading/when.ts';
import { type Cluster, createClusters, pairName } from './clusters.ts';
import { contentOf, namesOthers } from './content.ts';
import { sameMoment, type Why, whyAlike } from './nearness.ts';
import { bucketsOf, codeKeysOf, daysOf, identifiersOf, ruleOf } from './traits.ts';

/** What somebody said about two facts, as far as it stands, oldest first. */
export interface Saying {
  readonly id: string;
  readonly verdict: 'same' | 'different' | 'later';
  readonly facts: readonly [string, string];
}

/** Two facts of which nobody has decided whether they tell of one thing. */
export interface Candidate {
  readonly one: ReadFact;
  readonly other: ReadFact;
  readonly why: Why;
  /** Somebody wants to be asked again. */
  readonly later: boolean;
}

export interface Links {
  readonly clusters: readonly Cluster[];
  /** Newest first. */
  readonly candidates: readonly Candidate[];
  /** False when there are more candidates than anybody could look at. */
  readonly isWhole: boolean;
}

/** How many pairs wait for somebody, how many were put off, and how many things are linked. */
export interface LinkCount {
  readonly waiting: number;
  readonly later: number;
  readonly linked: number;
}

export function countOf({ candidates, clusters }: Links): LinkCount {
  const later = candidates.filter((one) => one.later).length;
  return { waiting: candidates.length - later, later, linked: clusters.length };
}

/** Candidates at most; and comparisons in one bucket, beyond which only what is of one moment is compared. */
const MOST = 500;
const MOST_IN_BUCKET = 400;

/**
 * Which facts of several portals tell of one thing, and which may. Takes facts that the caller may see, so that nothing
 * follows from others. Only facts that share a bucket are compared: the work grows with the facts, not with their square.
 */
export function findLinks(facts: readonly ReadFact[], sayings: readonly Saying[]): Links {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const said = new Map<string, Saying>();
  for (const one of sayings) if (one.facts.every((id) => byId.has(id))) said.set(pairName(...one.facts), one);
  const compared = facts.filter((fact) => fact.portal !== undefined && ruleOf(fact.type) !== undefined);
  const isOfSeveral = new Set(compared.map((fact) => fact.portal)).size > 1;
  if (said.size === 0 && !isOfSeveral) return { clusters: [], candidates: [], isWhole: true };

  const clusters = createClusters((one, other) => said.get(pairName(one, other))?.verdict === 'different');
  for (const { verdict, facts: pair } of said.values()) {
    const [one, other] = pair.map((id) => byId.get(id));
    if (verdict === 'same' && one !== undefined && other !== undefined) clusters.join(one, other, 'said');
  }
  const buckets = isOfSeveral ? ofSeveralPortals(compared, bucketsOf) : [];
  const numbered = isOfSeveral ? ofSeveralPortals(compared, identifiersOf).filter(isOneOfEach) : [];
  for (const bucket of numbered)
    for (const [one, other] of neighbours(bucket)) if (agree(one, other)) clusters.join(one, other, 'identifier');
  // A fact stands in many buckets, and what it says takes as long to read as it is large.
  const contents = new Map<ReadFact, string>();
  const contentOfFact = (fact: ReadFact): string => {
    const known = contents.get(fact) ?? contentOf(fact.resource);
    contents.set(fact, known);
    return known;
  };
  for (const bucket of buckets)
    for (const slot of sameContent(bucket, contentOfFact))
      for (const [one, other] of neighbours(slot))
        if (!namesOthers(one.resource, other.resource)) clusters.join(one, other, 'content');

  const found = new Map<string, Candidate>();
  let isWhole = true;
  const consider = (one: ReadFact, other: ReadFact, why: Why): void => {
    const [left, right] = [clusters.factsWith(one), clusters.factsWith(other)];
    // Of one portal, or of two whose own records of it are known: these are two things.
    if (left === right || [...clusters.portalsWith(one)].some((portal) => clusters.portalsWith(other).has(portal)))
      return;
    const verdicts = left.flatMap((here) => right.flatMap((there) => said.get(pairName(here.id, there.id)) ?? []));
    if (verdicts.some((verdict) => verdict.verdict === 'different')) return;
    const [first, second] = [clusters.leaderOf(one), clusters.leaderOf(other)];
    const name = pairName(first.id, second.id);
    if (found.has(name)) return;
    if (found.size >= MOST) isWhole = false;
    else found.set(name, { one: first, other: second, why, later: verdicts.length > 0 });
  };
  for (const bucket of numbered) for (const [one, other] of neighbours(bucket)) consider(one, other, 'identifier');
  const judged = new Set<string>();
  for (const bucket of buckets)
    for (const [one, other] of pairsOf(bucket)) {
      const name = pairName(one.id, other.id);
      if (judged.has(name)) continue;
      judged.add(name);
      const why = whyAlike(one, other);
      if (why !== null) consider(one, other, why);
    }
  const candidates = [...found.values()].sort((one, other) => newestFirst(one.one, other.one));
  return { clusters: clusters.all(), candidates, isWhole };
}

/** Facts under each name that several portals have. */
function ofSeveralPortals(
  facts: readonly ReadFact[],
  namesOf: (fact: ReadFact) => readonly string[],
): readonly (readonly ReadFact[])[] {
  const byName = new Map<string, ReadFact[]>();
  for (const fact of facts)
    for (const name of new Set(namesOf(fact))) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [fact]);
      else known.push(fact);
    }
  return [...byName.values()].filter((list) => new Set(list.map((one) => one.portal)).size > 1);
}

/** An identifier that one portal gave to two facts (an order and its results) names neither. */
const isOneOfEach = (bucket: readonly ReadFact[]): boolean =>
  new Set(bucket.map((one) => one.portal)).size === bucket.length;

const neighbours = (list: readonly ReadFact[]): readonly (readonly [ReadFact, ReadFact])[] =>
  list.slice(1).flatMap((other, at) => {
    const one = list[at];
    return one === undefined ? [] : [[one, other] as const];
  });

/** Nothing that both say speaks against it: a code in common and a day in common, where both have one. */
function agree(one: ReadFact, other: ReadFact): boolean {
  const share = (left: readonly string[], right: readonly string[]): boolean =>
    left.length === 0 || right.length === 0 || left.some((name) => right.includes(name));
  return share(codeKeysOf(one), codeKeysOf(other)) && share(daysOf(one), daysOf(other));
}

/**
 * Facts that say the same, at most one of each portal together. Where a portal has several (it may: two tubes, the same
 * result), those of the same upstream id belong together, else the first and the first; they cannot be told apart.
 */
function sameContent(
  bucket: readonly ReadFact[],
  contentOfFact: (fact: ReadFact) => string,
): readonly (readonly ReadFact[])[] {
  return ofSeveralPortals(bucket, (fact) => [contentOfFact(fact)]).flatMap((group) => {
    const slots: Map<string, ReadFact>[] = [];
    const byUpstream = new Map<string, Map<string, ReadFact>>();
    const next = new Map<string, number>();
    const rest: ReadFact[] = [];
    const shared = new Set(
      ofSeveralPortals(group, (fact) => (fact.upstreamId === undefined ? [] : [fact.upstreamId])).flatMap((list) =>
        list.map((one) => one.upstreamId),
      ),
    );
    for (const fact of group) {
      const portal = fact.portal ?? '';
      const slot = byUpstream.get(fact.upstreamId ?? '') ?? new Map<string, ReadFact>();
      if (fact.upstreamId === undefined || !shared.has(fact.upstreamId) || slot.has(portal)) rest.push(fact);
      else {
        if (slot.size === 0) slots.push(slot);
        byUpstream.set(fact.upstreamId, slot.set(portal, fact));
      }
    }
    for (const fact of rest) {
      const portal = fact.portal ?? '';
      let at = next.get(portal) ?? 0;
      while (slots[at]?.has(portal)) at += 1;
      const slot = slots[at] ?? new Map<string, ReadFact>();
      if (slot.size === 0) slots.push(slot);
      slot.set(portal, fact);
      next.set(portal, at + 1);
    }
    return slots.map((slot) => [...slot.values()]);
  });
}

/** Pairs of a bucket that are of two portals; of a large bucket those of one moment only. */
function* pairsOf(bucket: readonly ReadFact[]): Generator<readonly [ReadFact, ReadFact]> {
  if (bucket.length ** 2 <= MOST_IN_BUCKET) {
    for (const [at, one] of bucket.entries())
      for (const other of bucket.slice(at + 1)) if (one.portal !== other.portal) yield [one, other];
    return;
  }
  const sorted = bucket.toSorted((one, other) => (one.when?.low ?? 0) - (other.when?.low ?? 0));
  for (const [one, other] of neighbours(sorted))
    if (one.portal !== other.portal && sameMoment(one, other)) yield [one, other];
}
