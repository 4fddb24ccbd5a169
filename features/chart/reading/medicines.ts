import type { Node } from '@chartwarden/fhir';
import { dosageWords } from './dosage.ts';
import { type Coding, type Concept, conceptOf, conceptsOf, lineOf, listOf, nodeOf, referenceOf } from './elements.ts';
import { type MedicineState, type MedicineTime, requestTime, statementTime } from './medicine-state.ts';
import { type Names, namesOf, wordsOfReference } from './names.ts';
import { nameOf, ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { codingsOf, type GroupedBy, groupSame, keysOf, referenceKey } from './sameness.ts';
import { type StatedAbsence, statedAbsenceOf } from './stated-absence.ts';
import { anyNotBefore, newestFirst } from './when.ts';

export interface MedicineEntry extends SourcedMark, Concept, MedicineTime {
  /** As written. */
  readonly status: string | null;
  readonly intent: string | null;
  readonly dosage: readonly string[];
  readonly reasons: readonly string[];
  /** Why it was stopped or held. */
  readonly statusReasons: readonly string[];
  /** Who prescribed it, or from whom it is known, by name, where the record has one. */
  readonly by: string | null;
}

/** In what the facts about one medicine differ; it is said here and decided nowhere. */
export type Disagreement = 'state' | 'strength' | 'dosage';

export interface Medicine {
  readonly key: string;
  readonly groupedBy: GroupedBy;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  readonly state: MedicineState;
  readonly disagreements: readonly Disagreement[];
  /** Newest first. */
  readonly entries: readonly MedicineEntry[];
}

export interface Medicines {
  readonly medicines: readonly Medicine[];
  readonly absences: readonly (SourcedMark & { readonly words: string | null; readonly says: StatedAbsence })[];
}

/** What a person may be taking comes first. */
const STATES: readonly MedicineState[] = ['current', 'unclear', 'on-hold', 'planned', 'past', 'not-taken'];

/** What contradicts a current one. */
const OVER: readonly MedicineState[] = ['on-hold', 'past', 'not-taken'];

interface Named {
  readonly id: string;
  readonly entry: MedicineEntry;
  readonly keys: readonly string[];
}

/** Medicines by code, the current ones first; the same medicine from several sources is one, with all that they say. */
export function readMedicines(facts: readonly ReadFact[], now: number): Medicines {
  const medications = new Map(
    facts.flatMap((fact) => (fact.type === 'Medication' ? [[nameOf(fact), fact.resource]] : [])),
  );
  const names = namesOf(facts);
  const named: Named[] = [];
  const absences: Medicines['absences'][number][] = [];
  for (const fact of ofType(facts, 'MedicationRequest', 'MedicationStatement')) {
    const { concept, keys } = medicineOf(fact.resource, medications);
    const says = statedAbsenceOf(concept);
    if (says === null) named.push({ id: fact.id, entry: entryOf(fact, concept, names, now), keys });
    else absences.push({ ...sourcedMarkOf(fact), words: concept.words, says });
  }
  const first = (medicine: Medicine) => medicine.entries[0] ?? { when: null };
  const medicines = groupSame(named, (one) => one.keys).map(({ key, groupedBy, items }) =>
    together(
      key,
      groupedBy,
      items.map((one) => one.entry),
    ),
  );
  return {
    medicines: medicines.sort(
      (one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state) || newestFirst(first(one), first(other)),
    ),
    absences,
  };
}

function together(key: string, groupedBy: GroupedBy, items: readonly MedicineEntry[]): Medicine {
  const entries = items.toSorted(newestFirst);
  return {
    key,
    groupedBy,
    words: entries.find((one) => one.words !== null)?.words ?? null,
    codings: codingsOf(entries),
    state: STATES.find((state) => entries.some((one) => one.state === state)) ?? 'unclear',
    disagreements: disagreementsOf(entries),
    entries,
  };
}

function disagreementsOf(entries: readonly MedicineEntry[]): readonly Disagreement[] {
  const current = entries.filter((one) => one.state === 'current');
  const others = entries.filter((one) => OVER.includes(one.state));
  // What had come to its end before the current one began is its history.
  const isState = anyNotBefore(
    others.map((one) => one.end ?? one.when),
    current.map((one) => one.when),
  );
  const dosages = current.map((one) => one.dosage.join('\n').toLowerCase()).filter((one) => one !== '');
  const strengths = current.map((one) => numbersIn(one.words)).filter((one) => one !== '');
  return [
    ...(isState ? (['state'] as const) : []),
    ...(new Set(strengths).size > 1 ? (['strength'] as const) : []),
    ...(new Set(dosages).size > 1 ? (['dosage'] as const) : []),
  ];
}

/** The numbers of a name in their order: one ingredient in two strengths has one code, and only its words tell. */
const numbersIn = (words: string | null): string =>
  (words?.match(/\d+(?:[.,]\d+)?/g) ?? []).map((one) => String(Number(one.replace(',', '.')))).join(' ');

/** Which medicine: the concept, a contained Medication, or one that is a fact. What leads nowhere is known by its reference. */
function medicineOf(resource: Node, medications: ReadonlyMap<string, Node>) {
  const own = conceptOf(resource.medicationCodeableConcept);
  if (own.words !== null || own.codings.length > 0) return { concept: own, keys: keysOf('medicine', own) };
  const written = referenceOf(resource.medicationReference);
  const target = written?.startsWith('#')
    ? listOf(resource.contained).find((one) => one.id === written.slice(1))
    : medications.get(written ?? '');
  const concept = conceptOf(target?.code);
  const words = concept.words ?? lineOf(nodeOf(resource.medicationReference).display);
  const meant = { words, codings: concept.codings };
  if (concept.codings.length > 0 || written === null || written.startsWith('#'))
    return { concept: meant, keys: keysOf('medicine', meant) };
  return { concept: meant, keys: [referenceKey(written)] };
}

function entryOf(fact: ReadFact, concept: Concept, names: Names, now: number): MedicineEntry {
  const { resource } = fact;
  const isRequest = fact.type === 'MedicationRequest';
  return {
    ...sourcedMarkOf(fact),
    ...concept,
    ...(isRequest ? requestTime(resource, now) : statementTime(resource, now)),
    status: lineOf(resource.status),
    intent: lineOf(resource.intent),
    dosage: dosageWords(isRequest ? resource.dosageInstruction : resource.dosage),
    reasons: conceptsOf(resource.reasonCode).flatMap((one) => one.words ?? []),
    statusReasons: conceptsOf(resource.statusReason).flatMap((one) => one.words ?? []),
    by: wordsOfReference(isRequest ? resource.requester : resource.informationSource, names),
  };
}
