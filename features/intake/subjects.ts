import type { ImportedFact } from '@chartwarden/fhir';
import type { Other, Scope } from './report.ts';

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

/** True when two patients of one drop are surely one human; a name alone is not enough to put two into one record. */
const isSurelySame = (a: Human, b: Human): boolean =>
  a.identifiers.some((one) => b.identifiers.includes(one)) || (a.birthDate !== undefined && isSameBorn(a, b));
const isSameBorn = (a: Human, b: Human): boolean => a.birthDate === b.birthDate && isSameHuman(a, b);

const isPatientKey = (key: string): boolean => key.startsWith('Patient/') || key.startsWith('urn:');

/** Notes whom the facts of an import are about, and tells who of them is not known to be the person. */
export function createSubjects(known: {
  readonly name: string;
  readonly humans: readonly Human[];
  readonly keys: ReadonlySet<string>;
}) {
  const patients: Patient[] = [];
  const entries = new Map<string, number>();
  /** Which sources speak of whom. */
  const spokenOf = new Map<string, Set<string>>();
  const isPerson = (patient: Patient): boolean =>
    patient.keys.some((key) => known.keys.has(key)) ||
    known.humans.some((human) => isSameHuman(human, patient.human)) ||
    (known.humans.length === 0 && patient.human.name !== undefined && isSameName(patient.human.name, known.name));
  const speaks = (source: string, key: string): void => {
    spokenOf.set(key, (spokenOf.get(key) ?? new Set()).add(source));
  };
  const sourcesOf = (keys: readonly string[]): string[] => [
    ...new Set(keys.flatMap((key) => [...(spokenOf.get(key) ?? [])])),
  ];

  /** Patients who are not the person; the same human under several ids is one. */
  function strangers(): Patient[] {
    const list: Patient[] = [];
    for (const patient of patients) {
      if (isPerson(patient)) continue;
      const at = list.findIndex(
        (one) => one.keys.some((key) => patient.keys.includes(key)) || isSurelySame(one.human, patient.human),
      );
      const same = list[at];
      if (same === undefined) list.push(patient);
      else list[at] = { ...same, keys: [...new Set([...same.keys, ...patient.keys])] };
    }
    return list;
  }

  /** Everybody who is not known to be the person, with how many entries are about them. */
  function others(): Other[] {
    const list = strangers().map(({ keys, human }): Other => {
      const about = keys.reduce((sum, key) => sum + (entries.get(key) ?? 0), 0);
      const own = patients.filter((one) => one.keys.some((key) => keys.includes(key))).length;
      const name = human.name === undefined ? {} : { name: human.name };
      return { keys, entries: about + own, sources: sourcesOf(keys), ...name };
    });
    const mine = new Set([...known.keys, ...patients.filter(isPerson).flatMap((one) => one.keys)]);
    // Subjects of whom no Patient came along: strangers only when the record already knows its own patient, or there are several.
    const named = new Set(patients.flatMap((one) => one.keys));
    const unnamed = [...entries.keys()].filter((key) => isPatientKey(key) && !named.has(key) && !mine.has(key));
    if (unnamed.length > 0 && (unnamed.length > 1 || mine.size > 0)) {
      for (const key of unnamed) list.push({ keys: [key], entries: entries.get(key) ?? 0, sources: sourcesOf([key]) });
    }
    return list;
  }

  return {
    note(fact: ImportedFact, source: string): void {
      const keys = keysOf(fact);
      for (const key of keys) speaks(source, key);
      if (fact.type === 'Patient') patients.push({ keys, human: fact.human ?? { identifiers: [] } });
      for (const key of fact.type === 'Patient' ? [] : keys) entries.set(key, (entries.get(key) ?? 0) + 1);
    },

    others,

    /** Sources that speak of nobody but these, and sources that speak of nobody. */
    apart(list: readonly Other[], sources: readonly string[]) {
      const foreignKeys = new Set(list.flatMap((one) => one.keys));
      const keys = [...spokenOf.keys()].filter(isPatientKey);
      const spoken = new Set(sourcesOf(keys));
      const own = new Set(sourcesOf(keys.filter((key) => !foreignKeys.has(key))));
      return {
        foreign: sources.filter((one) => spoken.has(one) && !own.has(one)),
        neutral: sources.filter((one) => !spoken.has(one)),
      };
    },
  };
}

const keysOf = (fact: ImportedFact): readonly string[] => {
  if (fact.type === 'Patient') return patientKeys(fact);
  return fact.subject?.reference === undefined ? [] : [subjectKey(fact.subject.reference)];
};

/** True when a fact is one of the people a reading leaves out, or about them. */
export function isLeftOut(fact: ImportedFact, scope: Scope | undefined): boolean {
  if (scope === undefined) return false;
  const keys = keysOf(fact);
  if ('not' in scope) return keys.some((key) => scope.not.includes(key));
  const people = fact.type === 'Patient' ? keys : keys.filter(isPatientKey);
  return (fact.type === 'Patient' || people.length > 0) && !people.some((key) => scope.only.includes(key));
}
