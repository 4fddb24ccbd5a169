import { isNode, titleOf, valueLineOf } from '@chartwarden/fhir';
import { type Concept, conceptOf, conceptsOf, lineOf, listOf, nodeOf, referenceOf, statusOf } from './elements.ts';
import { type FactMark, isInError, markOf, nameOf, ofType, type ReadFact } from './read-fact.ts';
import { newestFirst, periodOf, type When } from './when.ts';

/** Something that happened in a visit, for one line. */
export interface VisitItem extends FactMark {
  readonly title: string;
  readonly value: string | null;
}

export interface Visit extends FactMark, Concept {
  readonly state: 'planned' | 'under-way' | 'over' | 'cancelled' | 'unknown';
  /** Ambulatory, emergency, inpatient ... */
  readonly class: Concept;
  readonly start: When | null;
  readonly end: When | null;
  readonly reasons: readonly string[];
  readonly at: string | null;
  readonly places: readonly string[];
  readonly people: readonly string[];
  /** Id of the visit that this one is a part of. */
  readonly partOf: string | null;
  /** What refers to it, what it refers to, and what these reports and panels hold; newest first. */
  readonly items: readonly VisitItem[];
}

export interface Visits {
  readonly visits: readonly Visit[];
}

const UNDER_WAY = ['arrived', 'triaged', 'in-progress', 'onleave'] as const;
const STATES = { planned: 'planned', finished: 'over', cancelled: 'cancelled' } as const;

/** Visits, newest first, with everything that happened in them as far as references tell. */
export function readVisits(facts: readonly ReadFact[]): Visits {
  const encounters = ofType(facts, 'Encounter');
  const others = facts.filter((fact) => fact.type !== 'Encounter' && !isInError(fact));
  const byName = new Map([...others, ...encounters].map((fact) => [nameOf(fact), fact]));
  const inside = new Map<string, Set<ReadFact>>(encounters.map((fact) => [nameOf(fact), new Set()]));
  for (const fact of others) for (const name of namesIn(fact.resource)) inside.get(name)?.add(fact);
  for (const visit of encounters) {
    const items = inside.get(nameOf(visit)) as Set<ReadFact>;
    for (const one of [
      ...listOf(visit.resource.diagnosis).map((each) => each.condition),
      ...listOf(visit.resource.reasonReference),
    ])
      add(items, byName.get(referenceOf(one) ?? ''));
    // A set gives what is added while it is walked, too: panels within panels.
    for (const item of items)
      for (const one of [...listOf(item.resource.result), ...listOf(item.resource.hasMember)])
        add(items, byName.get(referenceOf(one) ?? ''));
  }
  const visits = encounters.map((fact) => visitOf(fact, [...(inside.get(nameOf(fact)) ?? [])], byName));
  return { visits: visits.sort(newestFirst) };
}

function add(items: Set<ReadFact>, fact: ReadFact | undefined): void {
  if (fact !== undefined) items.add(fact);
}

/** Deeper than any resource is meant to be. */
const DEEPEST = 32;

/** Every `Encounter/...` that a resource refers to, wherever it stands. */
function namesIn(resource: unknown, depth = 0, names = new Set<string>()): ReadonlySet<string> {
  if (depth > DEEPEST || typeof resource !== 'object' || resource === null) return names;
  for (const [name, value] of Object.entries(resource)) {
    if (typeof value === 'object') namesIn(value, depth + 1, names);
    else if (name === 'reference' && typeof value === 'string' && value.startsWith('Encounter/')) names.add(value);
  }
  return names;
}

function visitOf(fact: ReadFact, items: readonly ReadFact[], byName: ReadonlyMap<string, ReadFact>): Visit {
  const { resource } = fact;
  const [type] = conceptsOf(resource.type);
  const { start, end } = periodOf(resource.period);
  const displays = (value: unknown, inner: string): readonly string[] =>
    listOf(value).flatMap((one) => lineOf(nodeOf(one[inner]).display) ?? []);
  return {
    ...markOf(fact),
    ...(type ?? conceptOf(resource.serviceType)),
    state: stateOf(resource.status),
    class: conceptOf(resource.class),
    start,
    end,
    reasons: conceptsOf(resource.reasonCode).flatMap((one) => one.words ?? []),
    at: lineOf(nodeOf(resource.serviceProvider).display) ?? organizationOf(resource.serviceProvider, byName),
    places: displays(resource.location, 'location'),
    people: displays(resource.participant, 'individual'),
    partOf: byName.get(referenceOf(resource.partOf) ?? '')?.id ?? null,
    items: items
      .map((one) => ({ ...markOf(one), title: titleOf(one.resource), value: valueLineOf(one.resource) }))
      .sort(newestFirst),
  };
}

function stateOf(status: unknown): Visit['state'] {
  const known = statusOf(status, ['planned', 'finished', 'cancelled']);
  return known !== null ? STATES[known] : statusOf(status, UNDER_WAY) !== null ? 'under-way' : 'unknown';
}

/** The name of an organization that is a fact of the record. */
function organizationOf(value: unknown, byName: ReadonlyMap<string, ReadFact>): string | null {
  const target = byName.get(referenceOf(value) ?? '');
  return isNode(target?.resource) && target.type === 'Organization' ? lineOf(target.resource.name) : null;
}
