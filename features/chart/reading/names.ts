import { humanOf, type Node } from '@chartwarden/fhir';
import { conceptOf, lineOf, listOf, nodeOf, referenceOf } from './elements.ts';
import { nameOf, type ReadFact } from './read-fact.ts';

/** What people, places and devices of the record are called, by how other facts refer to them. */
export type Names = ReadonlyMap<string, string>;

/** Types whose facts have a name that others are shown with. */
export const NAMED = [
  'Practitioner',
  'PractitionerRole',
  'RelatedPerson',
  'Organization',
  'Location',
  'Device',
] as const;

/** Names of those facts that have one. A role is called like whoever has it. */
export function namesOf(facts: readonly ReadFact[]): Names {
  const names = new Map<string, string>();
  for (const fact of facts) {
    const name = (NAMED as readonly string[]).includes(fact.type) ? calledOf(fact) : null;
    if (name !== null) names.set(nameOf(fact), name);
  }
  for (const fact of facts) {
    if (fact.type !== 'PractitionerRole' || names.has(nameOf(fact))) continue;
    const name = names.get(referenceOf(fact.resource.practitioner) ?? '');
    if (name !== undefined) names.set(nameOf(fact), name);
  }
  return names;
}

/** What a person, place or device calls itself. */
export function calledOf({ type, resource }: ReadFact): string | null {
  if (type === 'Practitioner' || type === 'RelatedPerson') return humanName(resource);
  if (type === 'PractitionerRole') return lineOf(nodeOf(resource.practitioner).display);
  if (type !== 'Device') return lineOf(resource.name);
  const [named] = listOf(resource.deviceName).flatMap((one) => lineOf(one.name) ?? []);
  return named ?? lineOf(resource.modelNumber) ?? conceptOf(resource.type).words;
}

/** The name with what stands before and after it: "Dr. Shonta Sanford". */
function humanName(resource: Node): string | null {
  const [first = {}] = listOf(resource.name);
  const written = lineOf(first.text);
  if (written !== null) return written;
  const { name } = humanOf(resource);
  const words = (value: unknown) => (Array.isArray(value) ? value : [value]).flatMap((one) => lineOf(one) ?? []);
  return lineOf([...words(first.prefix), name, ...words(first.suffix)].filter(Boolean).join(' '));
}

/** The words of a reference: those that stand in it, else the name of what it leads to. */
export const wordsOfReference = (reference: unknown, names: Names): string | null =>
  lineOf(nodeOf(reference).display) ?? names.get(referenceOf(reference) ?? '') ?? null;

/** The same of a list, each once; `inner` is the element of each item that holds the reference. */
export const wordsOfReferences = (value: unknown, names: Names, inner?: string): readonly string[] => [
  ...new Set(listOf(value).flatMap((one) => wordsOfReference(inner === undefined ? one : one[inner], names) ?? [])),
];

/** The words of several concepts. */
export const wordsOfConcepts = (value: unknown): readonly string[] =>
  listOf(value).flatMap((one) => conceptOf(one).words ?? []);
