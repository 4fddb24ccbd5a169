import { type Coding, type Concept, conceptOf, conceptsOf, lineOf, listOf, statusOf } from './elements.ts';
import { ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { codingsOf, type GroupedBy, groupSame, keysOf } from './sameness.ts';
import { type StatedAbsence, statedAbsenceOf } from './stated-absence.ts';
import { newestFirst } from './when.ts';

/** `refuted`: tested and not there. `unknown`: the record does not say whether it still holds. */
export type AllergyState = 'active' | 'past' | 'refuted' | 'unknown';

export interface AllergyEntry extends SourcedMark, Concept {
  readonly state: AllergyState;
  readonly clinical: string | null;
  readonly verification: string | null;
  /** allergy, intolerance; null when not said. */
  readonly nature: string | null;
  /** food, medication, environment, biologic. */
  readonly categories: readonly string[];
  /** low, high, unable-to-assess. */
  readonly criticality: string | null;
  readonly reactions: readonly {
    readonly substance: string | null;
    readonly manifestations: readonly string[];
    readonly severity: string | null;
  }[];
}

export interface Allergy {
  readonly key: string;
  readonly groupedBy: GroupedBy;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  readonly state: AllergyState;
  /** Its entries don't all say the same state. */
  readonly disagrees: boolean;
  readonly entries: readonly AllergyEntry[];
}

export interface Allergies {
  readonly allergies: readonly Allergy[];
  readonly absences: readonly (SourcedMark & { readonly words: string | null; readonly says: StatedAbsence })[];
  /** One fact says "none known" and another names one. */
  readonly disagrees: boolean;
}

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';
/** What may still hurt comes first: an allergy that somebody calls active stays active, whatever others say. */
const STATES: readonly AllergyState[] = ['active', 'unknown', 'past', 'refuted'];

/** Allergies and intolerances by code, the active ones first. */
export function readAllergies(facts: readonly ReadFact[]): Allergies {
  const entries = ofType(facts, 'AllergyIntolerance').map(entryOf);
  const named = entries.filter((entry) => statedAbsenceOf(entry) === null);
  const absences = entries.flatMap((entry) => {
    const says = statedAbsenceOf(entry);
    if (says === null || entry.state === 'refuted' || entry.state === 'past') return [];
    const { id, type, version, when, labels, corrected, from, words } = entry;
    return [{ id, type, version, when, labels, corrected, from, words, says }];
  });
  const allergies = groupSame(named, (entry) => keysOf('allergy', entry))
    .map(({ key, groupedBy, items }): Allergy => {
      const sorted = items.toSorted(newestFirst);
      return {
        key,
        groupedBy,
        words: sorted.find((one) => one.words !== null)?.words ?? null,
        codings: codingsOf(sorted),
        state: STATES.find((state) => sorted.some((one) => one.state === state)) ?? 'unknown',
        disagrees: new Set(sorted.map((one) => one.state)).size > 1,
        entries: sorted,
      };
    })
    .sort(
      (one, other) =>
        STATES.indexOf(one.state) - STATES.indexOf(other.state) ||
        newestFirst(one.entries[0] ?? { when: null }, other.entries[0] ?? { when: null }),
    );
  const isNamed = allergies.some((one) => one.state === 'active');
  return { allergies, absences, disagrees: isNamed && absences.some((one) => one.says === 'none-known') };
}

function entryOf(fact: ReadFact): AllergyEntry {
  const { resource } = fact;
  const clinical = statusOf(resource.clinicalStatus, ['active', 'inactive', 'resolved'], CLINICAL);
  const verification = statusOf(resource.verificationStatus, ['unconfirmed', 'confirmed', 'refuted'], VERIFICATION);
  const state =
    verification === 'refuted' ? 'refuted' : clinical === null ? 'unknown' : clinical === 'active' ? 'active' : 'past';
  const categories = Array.isArray(resource.category) ? resource.category : [resource.category];
  return {
    ...sourcedMarkOf(fact),
    ...conceptOf(resource.code),
    state,
    clinical,
    verification,
    nature: statusOf(resource.type, ['allergy', 'intolerance']),
    categories: categories.flatMap((one) => statusOf(one, ['food', 'medication', 'environment', 'biologic']) ?? []),
    criticality: statusOf(resource.criticality, ['low', 'high', 'unable-to-assess']),
    reactions: listOf(resource.reaction).map((reaction) => ({
      substance: conceptOf(reaction.substance).words,
      manifestations: conceptsOf(reaction.manifestation).flatMap((one) => one.words ?? []),
      severity: lineOf(reaction.severity),
    })),
  };
}
