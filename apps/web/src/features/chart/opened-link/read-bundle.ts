import { exactJson } from '../../../api/exact-fact.ts';
import { isObject, type Json, listOf, textOf } from '../fhir-read.ts';
import { type GlanceRow, glance } from '../glance.ts';

/** What a link holds, by kind of entry, ready to be read. */
export interface OpenedRecord {
  readonly name: string | undefined;
  readonly birthDate: string | undefined;
  readonly count: number;
  readonly parts: readonly { readonly type: string; readonly entries: readonly (readonly GlanceRow[])[] }[];
}

/** What matters first to somebody in a hurry. */
const FIRST = ['Flag', 'AllergyIntolerance', 'Condition', 'MedicationStatement', 'MedicationRequest', 'RelatedPerson'];
const placeOf = (type: string): number => (FIRST.includes(type) ? FIRST.indexOf(type) : FIRST.length);

/**
 * Reads a FHIR Bundle, or one resource, as text only. Numbers keep their digits. Throws for anything else. Facts about
 * whose record it is stand in the first Patient.
 */
export function readBundle(text: string): OpenedRecord {
  const root = exactJson(text);
  if (!isObject(root) || textOf(root.resourceType) === undefined) throw new Error('no FHIR');
  const resources: Json[] =
    root.resourceType === 'Bundle'
      ? listOf(root.entry).flatMap((one) => (isObject(one) && isObject(one.resource) ? [one.resource] : []))
      : [root];
  const [patient] = resources.filter(({ resourceType }) => resourceType === 'Patient');
  const others = resources.filter((one) => one !== patient);
  const types = [...new Set(others.map(({ resourceType }) => textOf(resourceType) ?? ''))].sort(
    (a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b),
  );
  return {
    name: patient && glance(patient)[0]?.[1],
    birthDate: patient && textOf(patient.birthDate),
    count: others.length,
    parts: types.map((type) => ({
      type,
      entries: others.filter(({ resourceType }) => resourceType === type).map(glance),
    })),
  };
}
