import { clinicalDate } from '@chartwarden/fhir';
import type { Resource } from './portal.ts';

/** What a record has many of; everything else is kept, however old. */
const MANY = new Set(['Observation', 'Encounter', 'DiagnosticReport', 'DocumentReference', 'Immunization']);

/**
 * The resources of a small record: of what there is much only what happened since `from` (milliseconds) and the newest of
 * each kind, and whatever the kept ones refer to, so that no reference leads nowhere that led somewhere.
 */
export function recentOf(resources: readonly Resource[], from: number): readonly Resource[] {
  const byName = new Map(resources.map((one) => [`${one.resourceType}/${one.id}`, one]));
  const newest = new Map<string, Resource>();
  for (const one of resources) {
    const before = newest.get(kindOf(one));
    if (before === undefined || timeOf(one) > timeOf(before)) newest.set(kindOf(one), one);
  }
  const kept = new Set([
    ...resources.filter((one) => !MANY.has(one.resourceType) || timeOf(one) >= from),
    ...newest.values(),
  ]);
  // A set gives what is added while it is walked, too: what a report refers to, and what that refers to.
  for (const one of kept)
    for (const name of referencesIn(one)) {
      const target = byName.get(name);
      if (target !== undefined) kept.add(target);
    }
  return resources.filter((one) => kept.has(one));
}

const timeOf = (one: Resource): number => clinicalDate(one)?.high ?? Number.POSITIVE_INFINITY;

/** What it is about; visits are of one kind, whatever for. */
const kindOf = ({ resourceType, code, type, vaccineCode }: Resource): string =>
  JSON.stringify([resourceType, code ?? vaccineCode ?? (resourceType === 'Encounter' ? null : type)]);

function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value)) {
    if (name === 'reference' && typeof one === 'string') yield one;
    else yield* referencesIn(one);
  }
}
