import { expect, it } from 'vitest';
import { type DemoPerson, type DemoPlace, household } from '../../support/demo-place.ts';

/** As much of a resource as is counted here. */
interface Raw {
  readonly resourceType: string;
  readonly status?: string;
  readonly start?: string;
  readonly period?: { readonly start: string };
  readonly effectivePeriod?: { readonly end?: string };
  readonly clinicalStatus?: Concept;
  readonly code?: Concept;
  readonly vaccineCode?: Concept;
  readonly medicationCodeableConcept?: Concept;
  readonly category?: readonly Concept[];
}
interface Concept {
  readonly coding?: readonly { readonly code: string }[];
  readonly text?: string;
}

const codeOf = (concept: Concept | undefined): string => concept?.coding?.[0]?.code ?? concept?.text ?? '';
const unique = (list: readonly string[]): readonly string[] => [...new Set(list)].sort();
const perYear = (starts: readonly string[]) =>
  [...Map.groupBy(starts, (one) => one.slice(0, 4))].map(([year, all]) => `${year}: ${all.length}`).sort();

/** The files by hand: nothing of the product reads them. `No known allergy` is SNOMED CT 716186003. */
function countsOf(person: DemoPerson, today: string) {
  const all = person.portals.flatMap(({ files }) =>
    files.flatMap((file) => {
      const { entry } = JSON.parse(Buffer.from(file.bytes()).toString('utf8')) as { entry: { resource: Raw }[] };
      return entry.map((one) => one.resource);
    }),
  );
  const of = (type: string) => all.filter((one) => one.resourceType === type && one.status !== 'entered-in-error');
  const taken = [...of('MedicationRequest'), ...of('MedicationStatement')];
  const isActive = (one: Raw) => one.status === 'active' && !((one.effectivePeriod?.end ?? '9999') < today);
  const allergies = of('AllergyIntolerance').map((one) => codeOf(one.code));
  const reports = of('DiagnosticReport').filter((one) => codeOf(one.category?.[0]) !== 'LAB');
  const social = of('Observation').filter((one) => codeOf(one.category?.[0]) === 'social-history');
  return {
    activeMedicines: unique(taken.filter(isActive).map((one) => codeOf(one.medicationCodeableConcept))),
    medicines: unique(taken.map((one) => codeOf(one.medicationCodeableConcept))).length,
    medicineEntries: taken.length,
    activeProblems: unique(
      of('Condition').flatMap((one) => (codeOf(one.clinicalStatus) === 'active' ? codeOf(one.code) : [])),
    ),
    conditions: of('Condition').length,
    allergies: unique(allergies.filter((one) => one !== '716186003')).length,
    noneKnown: allergies.filter((one) => one === '716186003').length,
    vaccines: unique(of('Immunization').map((one) => codeOf(one.vaccineCode))),
    doses: of('Immunization').length,
    documents: of('DocumentReference').length + of('Media').length,
    procedures: of('Procedure').length + of('ImagingStudy').length + reports.length + of('Media').length,
    visits: perYear(of('Encounter').map((one) => one.period?.start ?? '')),
    upcoming: of('Appointment').filter((one) => (one.start ?? '') >= today).length,
    past: of('Appointment').filter((one) => (one.start ?? '') < today).length,
    relatives: of('FamilyMemberHistory').length,
    social: social.length,
    covers: of('Coverage').length,
    bills: of('ExplanationOfBenefit').length,
    surveys: of('QuestionnaireResponse').length,
    people: of('Practitioner').length,
    places: of('Organization').length,
    teams: of('CareTeam').length,
    devices: of('Device').length,
    plans: of('CarePlan').length,
    goals: of('Goal').length,
  };
}

interface Line {
  readonly state: string;
  readonly codings: readonly { readonly code: string }[];
  readonly entries: readonly unknown[];
}
type Lists = Readonly<Record<string, readonly unknown[]>>;

/** What was told twice stands once, and says how often it was told. */
const told = (lines: readonly unknown[]): number =>
  (lines as readonly { readonly alsoRecordedBy?: readonly unknown[] }[]).reduce(
    (sum, one) => sum + 1 + (one.alsoRecordedBy?.length ?? 0),
    0,
  );

/** The same of what the routes say. */
function saidOf(answers: Readonly<Record<string, Lists>>) {
  const list = <Item>(section: string, name: string) => (answers[section]?.[name] ?? []) as readonly Item[];
  const codesIn = (lines: readonly Line[], state: string) =>
    unique(lines.filter((one) => one.state === state).map((one) => one.codings[0]?.code ?? ''));
  const entriesIn = (lines: readonly Line[]) => told(lines.flatMap((one) => one.entries));
  const medicines = list<Line>('medicines', 'medicines');
  const problems = list<Line>('problems', 'problems');
  const vaccines = list<Line & { doses: unknown[] }>('immunizations', 'vaccines');
  const visits = list<{ start: { text: string } }>('visits', 'visits');
  return {
    activeMedicines: codesIn(medicines, 'current'),
    medicines: medicines.length,
    medicineEntries: entriesIn(medicines),
    activeProblems: codesIn(problems, 'active'),
    conditions: entriesIn(problems),
    allergies: list('allergies', 'allergies').length,
    noneKnown: list('allergies', 'absences').length,
    vaccines: unique(vaccines.map((one) => one.codings[0]?.code ?? '')),
    doses: told(vaccines.flatMap((one) => one.doses)),
    documents: told(list('documents', 'documents')),
    procedures: told(list('procedures', 'procedures')),
    visits: perYear(visits.map((one) => one.start.text)),
    upcoming: list('appointments', 'upcoming').length,
    past: list('appointments', 'past').length,
    relatives: list('familyHistory', 'relatives').length,
    social: entriesIn(list<Line>('familyHistory', 'social')),
    covers: list('coverage', 'covers').length,
    bills: list('coverage', 'bills').length,
    surveys: list('familyHistory', 'surveys').length,
    people: list('careTeam', 'people').length,
    places: list('careTeam', 'places').length,
    teams: list('careTeam', 'teams').length,
    devices: list('devices', 'devices').length,
    plans: list('plans', 'plans').length,
    goals: list('plans', 'goals').length,
  };
}

const SECTIONS = [
  'medicines', 'problems', 'allergies', 'immunizations', 'documents', 'procedures', 'visits', 'appointments',
  'familyHistory', 'coverage', 'careTeam', 'devices', 'plans',
]; // biome-ignore format: one list

/** The lists of each person against a count by hand. */
export function listsAreCounted(place: () => DemoPlace): void {
  it('has in every list what a count by hand has', async () => {
    const { put, api } = place();
    const today = new Date().toISOString().slice(0, 10);
    for (const [at, person] of household.entries()) {
      const answers: Record<string, Lists> = {};
      for (const section of SECTIONS) {
        const path = `/api/people/${put[at]?.id}/chart/${section}`;
        const answer = await api<Lists & { isWhole: boolean }>('GET', path);
        expect(answer.isWhole).toBe(true);
        answers[section] = answer;
      }
      expect(saidOf(answers), person.name).toEqual(countsOf(person, today));
    }
  }, 120_000);
}
