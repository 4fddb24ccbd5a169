import { isNode, titleOf, valueLineOf } from '@chartwarden/fhir';
import { type Concept, conceptOf, conceptsOf, lineOf, listOf, nodeOf, referenceOf, statusOf } from './elements.ts';
import { type FactMark, markOf, nameOf, type ReadFact } from './read-fact.ts';
import { periodOf, type When } from './when.ts';

/** Something that may have happened in a visit, as it is kept while visits are read: without its resource. */
export interface ItemNote extends FactMark {
  readonly name: string;
  readonly title: string;
  readonly value: string | null;
  /** Names of the visits that it refers to, and of what it holds together. */
  readonly visits: readonly string[];
  readonly holds: readonly string[];
}

/** A visit as its own resource tells it. */
export interface VisitNote extends FactMark, Concept {
  readonly name: string;
  readonly state: 'planned' | 'under-way' | 'over' | 'cancelled' | 'unknown';
  /** Ambulatory, emergency, inpatient ... */
  readonly class: Concept;
  readonly start: When | null;
  readonly end: When | null;
  readonly reasons: readonly string[];
  /** Who provides it as the visit names them, and the name of the organization that it refers to. */
  readonly at: string | null;
  readonly provider: string | null;
  readonly places: readonly string[];
  readonly people: readonly string[];
  readonly partOf: string | null;
  /** Names of the problems that it was for. */
  readonly problems: readonly string[];
}

const UNDER_WAY = ['arrived', 'triaged', 'in-progress', 'onleave'] as const;
const STATES = { planned: 'planned', finished: 'over', cancelled: 'cancelled' } as const;

export function noteVisit(fact: ReadFact): VisitNote {
  const { resource } = fact;
  const [type] = conceptsOf(resource.type);
  const { start, end } = periodOf(resource.period);
  const displays = (value: unknown, inner: string): readonly string[] =>
    listOf(value).flatMap((one) => lineOf(nodeOf(one[inner]).display) ?? []);
  return {
    ...markOf(fact),
    name: nameOf(fact),
    ...(type ?? conceptOf(resource.serviceType)),
    state: stateOf(resource.status),
    class: conceptOf(resource.class),
    start,
    end,
    reasons: conceptsOf(resource.reasonCode).flatMap((one) => one.words ?? []),
    at: lineOf(nodeOf(resource.serviceProvider).display),
    provider: referenceOf(resource.serviceProvider),
    places: displays(resource.location, 'location'),
    people: displays(resource.participant, 'individual'),
    partOf: referenceOf(resource.partOf),
    problems: [...listOf(resource.diagnosis).map((one) => one.condition), ...listOf(resource.reasonReference)].flatMap(
      (one) => referenceOf(one) ?? [],
    ),
  };
}

function stateOf(status: unknown): VisitNote['state'] {
  const known = statusOf(status, ['planned', 'finished', 'cancelled']);
  return known !== null ? STATES[known] : statusOf(status, UNDER_WAY) !== null ? 'under-way' : 'unknown';
}

export function noteItem(fact: ReadFact): ItemNote {
  const { resource } = fact;
  return {
    ...markOf(fact),
    name: nameOf(fact),
    title: titleOf(resource),
    value: valueLineOf(resource),
    visits: [...namesIn(resource)],
    holds: [...listOf(resource.result), ...listOf(resource.hasMember)].flatMap((one) => referenceOf(one) ?? []),
  };
}

/** What an organization calls itself. */
export const organizationName = ({ resource }: ReadFact): string | null =>
  isNode(resource) ? lineOf(resource.name) : null;

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
