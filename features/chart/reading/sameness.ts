import type { Coding, Concept } from './elements.ts';

/** By what facts were put together: a code they share, one thing they refer to, the same words where no code is, or nothing. */
export type GroupedBy = 'code' | 'reference' | 'text' | 'nothing';

export interface Group<Item> {
  /** The same at each reading as long as the facts are the same. */
  readonly key: string;
  readonly groupedBy: GroupedBy;
  readonly items: readonly Item[];
}

/** Code systems that name a thing most exactly, first; codes of classes (ATC) name it worst. */
const PREFERRED = {
  medicine: ['http://www.nlm.nih.gov/research/umls/rxnorm', 'http://snomed.info/sct', 'http://hl7.org/fhir/sid/ndc'],
  problem: ['http://snomed.info/sct', 'http://hl7.org/fhir/sid/icd-10-cm', 'http://hl7.org/fhir/sid/icd-10'],
  allergy: ['http://snomed.info/sct', 'http://www.nlm.nih.gov/research/umls/rxnorm'],
  vaccine: ['http://hl7.org/fhir/sid/cvx', 'http://snomed.info/sct', 'http://hl7.org/fhir/sid/ndc'],
  observation: ['http://loinc.org'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
const CLASSES = new Set(['http://www.whocc.no/atc', 'urn:oid:2.16.840.1.113883.6.73']);

/** Codes that say that there is no code: they make no two things the same. */
const NO_CODE = new Set([
  'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  'http://terminology.hl7.org/CodeSystem/v3-NullFlavor',
]);

const TEXT = 'text:';
const REFERENCE = 'reference:';

export type Kind = keyof typeof PREFERRED;

function rankOf(kind: Kind, system: string): number {
  if (CLASSES.has(system)) return 100;
  const at = (PREFERRED[kind] as readonly string[]).indexOf(system);
  return at === -1 ? 99 : at;
}

/**
 * What a concept shares with others that mean the same. Its codes of the best system that it has: a laboratory's own
 * code beside a LOINC code does not join what LOINC keeps apart. Words count only where there is no code at all, and a
 * code without a system only together with its words.
 */
export function keysOf(kind: Kind, concept: Concept): readonly string[] {
  const codings = concept.codings.filter(({ system }) => system === null || !NO_CODE.has(system));
  // "Unknown" as the words of such a code is no name.
  const isNamed = !concept.codings.some((one) => !codings.includes(one) && isWordOf(concept.words, one));
  const words = isNamed ? concept.words : null;
  const known = codings.filter((one): one is Coding & { readonly system: string } => one.system !== null);
  // Not spread out as arguments: there may be more of them than a call can have.
  const best = known.reduce((least, one) => Math.min(least, rankOf(kind, one.system)), Number.POSITIVE_INFINITY);
  const keys = known.filter((one) => rankOf(kind, one.system) === best).map((one) => `${one.system}|${one.code}`);
  if (keys.length > 0) return keys;
  const folded = words?.normalize('NFC').toLowerCase() ?? '';
  if (codings.length > 0) return codings.map((one) => `|${one.code}|${folded}`);
  return words === null ? [] : [`${TEXT}${folded}`];
}

const isWordOf = (words: string | null, { display, code }: Coding): boolean => words === (display ?? code);

/** For what is known by the reference alone that leads to it. */
export const referenceKey = (reference: string): string => `${REFERENCE}${reference}`;

interface Gathering<Item> {
  items: Item[];
  keys: string[];
}

/** Puts together what shares a key, in the order of first appearance; what has no key stays alone. */
export function groupSame<Item extends { readonly id: string }>(
  items: readonly Item[],
  keysOfItem: (item: Item) => readonly string[],
): readonly Group<Item>[] {
  const byKey = new Map<string, Gathering<Item>>();
  const all = new Set<Gathering<Item>>();
  for (const item of items) {
    const keys = keysOfItem(item);
    const met = [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))];
    // The larger one takes in the smaller ones.
    met.sort((one, other) => other.items.length - one.items.length);
    const [into = { items: [], keys: [] }, ...others] = met;
    for (const other of others) {
      for (const one of other.items) into.items.push(one);
      for (const key of other.keys) byKey.set(key, into);
      into.keys.push(...other.keys);
      all.delete(other);
    }
    into.items.push(item);
    for (const key of keys) {
      if (!byKey.has(key)) into.keys.push(key);
      byKey.set(key, into);
    }
    all.add(into);
  }
  return [...all].map(({ items: together, keys }) => {
    const [key] = keys.sort();
    return { key: key ?? `fact:${together[0]?.id}`, groupedBy: wayOf(key), items: together };
  });
}

function wayOf(key: string | undefined): GroupedBy {
  if (key === undefined) return 'nothing';
  return key.startsWith(TEXT) ? 'text' : key.startsWith(REFERENCE) ? 'reference' : 'code';
}

/** Every coding of a group once. */
export function codingsOf(concepts: readonly Concept[]): readonly Coding[] {
  const all = new Map<string, Coding>();
  for (const { codings } of concepts)
    for (const one of codings) {
      const name = `${one.system ?? ''}|${one.code}`;
      if (!all.has(name)) all.set(name, one);
    }
  return [...all.values()];
}
