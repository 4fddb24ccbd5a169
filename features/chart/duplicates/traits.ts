import type { Node } from '@chartwarden/fhir';
import { type Concept, conceptOf, listOf, nodeOf } from '../reading/elements.ts';
import type { ReadFact } from '../reading/read-fact.ts';
import { type Kind, keysOf } from '../reading/sameness.ts';
import { whenOf } from '../reading/when.ts';
import { attachmentsOf } from './content.ts';

/**
 * By what two facts of a type may tell of one thing: the code and the day, the code alone, the moment it began, the
 * attached file. `content`: only what says the same word for word.
 */
type By = 'code-and-day' | 'code' | 'start' | 'file' | 'content';

interface Rule {
  readonly by: By;
  readonly kind?: Kind;
  readonly concept?: (resource: Node) => unknown;
}

const code = ({ code: concept }: Node): unknown => concept;
const medicine = ({ medicationCodeableConcept, medicationReference }: Node): unknown =>
  medicationCodeableConcept ?? { text: nodeOf(medicationReference).display };

/** What a person reads in the chart. People, places, money and paperwork are none of it. */
const RULES: Readonly<Record<string, Rule>> = {
  AllergyIntolerance: { by: 'code', kind: 'allergy', concept: code },
  Appointment: { by: 'start' },
  CarePlan: { by: 'content' },
  CareTeam: { by: 'content' },
  Composition: { by: 'content' },
  Condition: { by: 'code', kind: 'problem', concept: code },
  Coverage: { by: 'content' },
  Device: { by: 'content' },
  DiagnosticReport: { by: 'code-and-day', kind: 'observation', concept: code },
  DocumentReference: { by: 'file' },
  Encounter: { by: 'start' },
  FamilyMemberHistory: { by: 'content' },
  Goal: { by: 'content' },
  ImagingStudy: { by: 'content' },
  Immunization: { by: 'code-and-day', kind: 'vaccine', concept: ({ vaccineCode }) => vaccineCode },
  MedicationAdministration: { by: 'code-and-day', kind: 'medicine', concept: medicine },
  MedicationDispense: { by: 'code-and-day', kind: 'medicine', concept: medicine },
  MedicationRequest: { by: 'code-and-day', kind: 'medicine', concept: medicine },
  MedicationStatement: { by: 'code-and-day', kind: 'medicine', concept: medicine },
  Observation: { by: 'code-and-day', kind: 'observation', concept: code },
  Procedure: { by: 'code-and-day', kind: 'problem', concept: code },
};

/** Types of which several portals may tell the same thing; observations last, because there are most of them. */
export const COMPARED_TYPES: readonly string[] = [
  ...Object.keys(RULES).filter((type) => type !== 'Observation'),
  'Observation',
];

export const ruleOf = (type: string): Rule | undefined => (Object.hasOwn(RULES, type) ? RULES[type] : undefined);

export const conceptOfFact = ({ type, resource }: ReadFact): Concept => conceptOf(ruleOf(type)?.concept?.(resource));

/** Codes and identifiers by which one fact is compared: more of them only make work, each is one more bucket. */
const MOST_NAMES = 32;

/** The codes by which it is compared, as in the lists of the chart. */
export function codeKeysOf(fact: ReadFact): readonly string[] {
  const kind = ruleOf(fact.type)?.kind;
  return kind === undefined ? [] : keysOf(kind, conceptOfFact(fact)).slice(0, MOST_NAMES);
}

/** The day as it was written, and the day in UTC: one moment has other days in other zones. */
export function daysOf({ when }: ReadFact): readonly string[] {
  if (when === null || !/^\d{4}-\d\d-\d\d/.test(when.text)) return [];
  return [...new Set([when.text.slice(0, 10), new Date(when.low).toISOString().slice(0, 10)])];
}

/** True when it is written to the minute. */
export const hasClock = ({ when }: ReadFact): boolean => when?.text.includes('T') === true;

/** What a fact shares with every other that it is compared with. */
export function bucketsOf(fact: ReadFact): readonly string[] {
  const rule = ruleOf(fact.type);
  if (rule === undefined) return [];
  const { type } = fact;
  const days = daysOf(fact);
  const dated = days.length === 0 ? ['undated'] : days;
  if (rule.by === 'code') return codeKeysOf(fact).map((key) => `${type}|${key}`);
  if (rule.by === 'code-and-day') return codeKeysOf(fact).flatMap((key) => dated.map((day) => `${type}|${key}|${day}`));
  if (rule.by === 'file') {
    const files = attachmentsOf(fact.resource).slice(0, MOST_NAMES);
    return (files.length === 0 ? dated : files).map((one) => `${type}|${one}`);
  }
  return dated.map((day) => `${type}|${day}`);
}

/** System and value of its identifiers: an order, an accession, a dose. */
export const identifiersOf = ({ type, resource }: ReadFact): readonly string[] =>
  listOf(resource.identifier)
    .flatMap(({ system, value }) =>
      typeof system === 'string' && typeof value === 'string' && value.trim() !== ''
        ? [`${type}|${system}|${value}`]
        : [],
    )
    .slice(0, MOST_NAMES);

/** All of both: facts that share none of these are never put together by themselves. */
export const namesToCompare = (fact: ReadFact): readonly string[] =>
  ruleOf(fact.type) === undefined ? [] : [...bucketsOf(fact), ...identifiersOf(fact).map((one) => `number ${one}`)];

/** From when to when a problem was there; open at either end where nobody says. Milliseconds. */
export function spanOfProblem({ resource, when }: ReadFact): { readonly from: number; readonly to: number } {
  const end = whenOf(resource.abatementDateTime) ?? whenOf(nodeOf(resource.abatementPeriod).end);
  const isOver = end !== null || resource.abatementString !== undefined;
  const from = when?.low ?? Number.NEGATIVE_INFINITY;
  return { from, to: end?.high ?? (isOver ? (when?.high ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY) };
}
