import { expect } from 'vitest';
import type { DemoPlace } from '../../support/demo-place.ts';

/** As much of a resource as is counted here. Numbers are the digits that stand in the file. */
interface Raw {
  readonly resourceType: string;
  readonly status?: string;
  readonly code?: RawConcept;
  readonly category?: readonly RawConcept[];
  readonly clinicalStatus?: RawConcept;
  readonly medicationCodeableConcept?: RawConcept;
  readonly encounter?: { readonly reference: string };
  readonly period?: { readonly start: string };
  readonly effectiveDateTime?: string;
  readonly valueQuantity?: { readonly value: string; readonly unit: string };
}
const SECTIONS = [
  'problems', 'medicines', 'results', 'vitals', 'immunizations', 'allergies', 'visits', 'procedures', 'documents',
  'coverage', 'plans', 'careTeam', 'familyHistory',
]; // biome-ignore format: one list

interface RawConcept {
  readonly coding: readonly { readonly code: string }[];
}
interface RawEntry {
  readonly fullUrl: string;
  readonly resource: Raw;
}

/** The answers of the route, as far as they are compared. */
interface Sections {
  readonly problems: { problems: { state: string; codings: { code: string }[]; entries: { state: string }[] }[] };
  readonly medicines: { medicines: { state: string; codings: { code: string }[] }[] };
  readonly results: { analytes: Analyte[]; panels: { missing: number }[]; morePanels: number };
  readonly vitals: { analytes: Analyte[] };
  readonly immunizations: { vaccines: { doses: unknown[] }[] };
  readonly allergies: { allergies: unknown[] };
  readonly procedures: { procedures: unknown[] };
  readonly documents: { documents: unknown[] };
  readonly coverage: { bills: unknown[] };
  readonly plans: { plans: unknown[]; goals: unknown[] };
  readonly familyHistory: { social: { entries: unknown[] }[] };
  readonly careTeam: { people: unknown[]; places: unknown[] };
  readonly visits: { visits: Visit[] };
}
interface Visit {
  readonly id: string;
  readonly start: { readonly text: string };
  readonly counts: Readonly<Record<string, number>>;
}
interface Analyte {
  readonly codings: { code: string }[];
  readonly latest: {
    readonly when: { readonly text: string };
    readonly findings: readonly { readonly found: { readonly digits?: string; readonly unit?: string } }[];
  };
}

/** The file by hand: nothing of the product reads it. */
function countsOf(text: string) {
  const { entry } = JSON.parse(text.replace(/"value": (-?[\d.eE+-]+)/g, '"value": "$1"')) as { entry: RawEntry[] };
  const all = entry.map((one) => one.resource);
  const of = (type: string) => all.filter((one) => one.resourceType === type);
  const code = (concept: RawConcept | undefined) => concept?.coding[0]?.code ?? '';
  const latest = new Map<string, string>();
  for (const one of of('Observation').toSorted((a, b) => stamp(a) - stamp(b)))
    if (['laboratory', 'vital-signs'].includes(code(one.category?.[0])) && one.valueQuantity)
      latest.set(code(one.code), `${one.effectiveDateTime} ${one.valueQuantity.value} ${one.valueQuantity.unit}`);
  const inVisit = (url: string) =>
    all.filter((one) => one.encounter?.reference === url && !/Claim|Explanation/.test(one.resourceType)).length;
  return {
    activeProblems: [...new Set(of('Condition').flatMap((one) => (code(one.clinicalStatus) === 'active' ? code(one.code) : [])))].sort(),
    conditions: of('Condition').length,
    activeMedicines: [...new Set(of('MedicationRequest').flatMap((one) => (one.status === 'active' ? code(one.medicationCodeableConcept) : [])))].sort(),
    medicines: new Set(of('MedicationRequest').map((one) => code(one.medicationCodeableConcept))).size,
    latest: Object.fromEntries([...latest].sort()),
    reports: of('DiagnosticReport').length,
    immunizations: of('Immunization').length,
    allergies: of('AllergyIntolerance').length,
    procedures: of('Procedure').length + of('ImagingStudy').length + of('DiagnosticReport').filter((one) => code(one.category?.[0]) !== 'LAB').length,
    documents: of('DocumentReference').length,
    bills: of('Claim').length + of('ExplanationOfBenefit').length,
    plans: of('CarePlan').length,
    goals: of('Goal').length,
    smoking: of('Observation').filter((one) => code(one.code) === '72166-2').length,
    people: of('Practitioner').length,
    places: of('Organization').length,
    perYear: perYear(of('Encounter').map((one) => one.period?.start ?? '')),
    visits: entry
      .filter(({ resource }) => resource.resourceType === 'Encounter')
      .map(({ fullUrl, resource }) => `${resource.period?.start}: ${inVisit(fullUrl)}`)
      .sort(),
  }; // biome-ignore format: one list
}
const stamp = (one: Raw): number => Date.parse(one.effectiveDateTime ?? '');

/** How many begin in each year. */
const perYear = (starts: readonly string[]) =>
  [...Map.groupBy(starts, (one) => one.slice(0, 4))].map(([year, all]) => `${year}: ${all.length}`).sort();
const happened = (one: Visit): number => Object.values(one.counts).reduce((sum, count) => sum + count, 0);

/** The same of what the route says. */
function saidOf(said: Sections) {
  const { problems, medicines, results, vitals, immunizations, allergies, visits } = said;
  const { procedures, documents, coverage, plans, careTeam, familyHistory } = said;
  const codes = (list: { state: string; codings: { code: string }[] }[], state: string) =>
    list.flatMap((one) => (one.state === state ? (one.codings[0]?.code ?? '') : [])).sort();
  const latest = [...results.analytes, ...vitals.analytes].flatMap((one): [string, string][] => {
    const { when, findings } = one.latest;
    const found = findings[0]?.found;
    return found?.digits === undefined || findings.length !== 1
      ? []
      : [[one.codings[0]?.code ?? '', `${when.text} ${found.digits} ${found.unit}`]];
  });
  return {
    activeProblems: codes(problems.problems, 'active'),
    conditions: problems.problems.flatMap((one) => one.entries).length,
    activeMedicines: codes(medicines.medicines, 'current'),
    medicines: medicines.medicines.length,
    latest: Object.fromEntries(latest.sort(([one], [other]) => (one < other ? -1 : 1))),
    reports: results.panels.filter((one) => one.missing === 0).length + results.morePanels,
    immunizations: immunizations.vaccines.flatMap((one) => one.doses).length,
    allergies: allergies.allergies.length,
    procedures: procedures.procedures.length,
    documents: documents.documents.length,
    bills: coverage.bills.length,
    plans: plans.plans.length,
    goals: plans.goals.length,
    smoking: familyHistory.social.flatMap((one) => one.entries).length,
    people: careTeam.people.length,
    places: careTeam.places.length,
    perYear: perYear(visits.visits.map((one) => one.start.text)),
    visits: visits.visits.map((one) => `${one.start.text}: ${happened(one)}`).sort(),
  };
}

/** The sections of a person who has this one bundle say what a count by hand says. */
export async function sectionsAreCounted(api: DemoPlace['api'], person: string, text: string): Promise<void> {
  const counted = countsOf(text);
  expect(counted.visits.length).toBeGreaterThan(0);
  expect(Object.keys(counted.latest).length).toBeGreaterThan(0);
  const sections: Record<string, { readonly isWhole: boolean }> = {};
  for (const section of SECTIONS) {
    sections[section] = await api('GET', `/api/people/${person}/chart/${section}`);
    expect(sections[section]?.isWhole).toBe(true);
  }
  const { visits } = sections.visits as unknown as Sections['visits'];
  for (const visit of visits.toSorted((a, b) => happened(b) - happened(a)).slice(0, 2)) {
    const path = `/api/people/${person}/chart/visits/${visit.id}`;
    const { pieces } = await api<{ pieces: { items: unknown[] }[] }>('GET', path);
    expect(pieces.flatMap((one) => one.items)).toHaveLength(happened(visit));
  }
  expect(saidOf(sections as unknown as Sections)).toEqual(counted);
}
