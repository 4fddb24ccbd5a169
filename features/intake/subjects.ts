import type { ImportedFact } from '@chartwarden/fhir';
import type { Other } from './report.ts';

/** What identifies a human in a Patient resource, as far as it was given. */
export type Human = NonNullable<ImportedFact['human']>;

interface Patient {
  readonly keys: readonly string[];
  readonly human: Human;
}

const words = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}\d]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1);

/** True when every word of the shorter name is in the longer one: "Ana Maria Silva" and "Ana Silva", not "Rui Silva". */
export function isSameName(a: string, b: string): boolean {
  const [x, y] = [words(a), words(b)];
  const [shorter, longer] = x.length <= y.length ? [x, y] : [y, x];
  return shorter.length > 0 && shorter.every((word) => longer.includes(word));
}

/** True when two descriptions are of one human: a shared identifier, or name and birth date. A missing birth date doesn't contradict. */
export function isSameHuman(a: Human, b: Human): boolean {
  if (a.identifiers.some((one) => b.identifiers.includes(one))) return true;
  if (a.birthDate !== undefined && b.birthDate !== undefined && a.birthDate !== b.birthDate) return false;
  return a.name !== undefined && b.name !== undefined && isSameName(a.name, b.name);
}

const patientKeys = (fact: ImportedFact): string[] => [
  ...(fact.id === undefined ? [] : [`Patient/${fact.id}`]),
  ...(fact.fullUrl === undefined ? [] : [fact.fullUrl]),
];

/** The end of an absolute reference names the patient as well as the whole. */
const subjectKey = (reference: string): string =>
  /(?:^|\/)(Patient\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/.*)?$/.exec(reference)?.[1] ?? reference;

/** Notes whom the facts of an import are about, and tells who of them is not known to be the person. */
export function createSubjects(known: {
  readonly name: string;
  readonly humans: readonly Human[];
  readonly keys: ReadonlySet<string>;
}) {
  const patients: Patient[] = [];
  const entries = new Map<string, number>();

  const isPerson = (patient: Patient): boolean =>
    patient.keys.some((key) => known.keys.has(key)) ||
    known.humans.some((human) => isSameHuman(human, patient.human)) ||
    (known.humans.length === 0 && patient.human.name !== undefined && isSameName(patient.human.name, known.name));

  return {
    note(fact: ImportedFact): void {
      if (fact.type === 'Patient') patients.push({ keys: patientKeys(fact), human: fact.human ?? { identifiers: [] } });
      const reference = fact.subject?.reference;
      if (reference !== undefined) entries.set(subjectKey(reference), (entries.get(subjectKey(reference)) ?? 0) + 1);
    },

    /** Everybody who is not known to be the person, with how many entries are about them. */
    others(): Other[] {
      const list: Other[] = [];
      const mine = new Set([...known.keys, ...patients.filter(isPerson).flatMap((one) => one.keys)]);
      for (const patient of patients) {
        if (isPerson(patient) || list.some((one) => one.keys.some((key) => patient.keys.includes(key)))) continue;
        const about = patient.keys.reduce((sum, key) => sum + (entries.get(key) ?? 0), 0);
        list.push({
          keys: patient.keys,
          entries: about + 1,
          ...(patient.human.name === undefined ? {} : { name: patient.human.name }),
        });
      }
      // Subjects of whom no Patient came along: strangers only when the record already knows its own patient, or there are several.
      const named = new Set(patients.flatMap((one) => one.keys));
      const unnamed = [...entries.keys()].filter(
        (key) => (key.startsWith('Patient/') || key.startsWith('urn:')) && !named.has(key) && !mine.has(key),
      );
      if (unnamed.length > 0 && (unnamed.length > 1 || mine.size > 0)) {
        for (const key of unnamed) list.push({ keys: [key], entries: entries.get(key) ?? 0 });
      }
      return list;
    },
  };
}

/** True when a fact is one of these people, or about them. */
export function isAbout(fact: ImportedFact, others: readonly Other[]): boolean {
  const keys =
    fact.type === 'Patient'
      ? patientKeys(fact)
      : fact.subject?.reference === undefined
        ? []
        : [subjectKey(fact.subject.reference)];
  return keys.some((key) => others.some((one) => one.keys.includes(key)));
}
