import { readAllergies } from './allergies.ts';
import { readImmunizations } from './immunizations.ts';
import { readMedicines } from './medicines.ts';
import { readProblems } from './problems.ts';
import type { ReadFact } from './read-fact.ts';
import { readResults, readVitals } from './results.ts';
import { readVisits } from './visits.ts';

interface Section {
  /** What it is worked out from. Where that is too much for one answer, the last of these are cut first. */
  readonly types: readonly string[];
  /** @param now milliseconds */
  readonly read: (facts: readonly ReadFact[], now: number) => object;
}

/** What refers to a visit; money and paperwork (claims, provenance) is no part of what happened. */
const IN_VISITS = [
  'Condition', 'Procedure', 'DiagnosticReport', 'DocumentReference', 'Composition', 'MedicationRequest',
  'MedicationStatement', 'MedicationAdministration', 'MedicationDispense', 'Immunization', 'AllergyIntolerance',
  'ServiceRequest', 'ImagingStudy', 'Media', 'CarePlan', 'CareTeam', 'ClinicalImpression', 'Communication',
  'DeviceRequest', 'DeviceUseStatement', 'Flag', 'NutritionOrder', 'QuestionnaireResponse', 'RiskAssessment',
  'VisionPrescription', 'Observation',
]; // biome-ignore format: one list

/** The sections of the chart: what each is worked out from, and by what. */
export const sections = {
  problems: { types: ['Condition'], read: readProblems },
  medicines: { types: ['MedicationRequest', 'MedicationStatement', 'Medication'], read: readMedicines },
  allergies: { types: ['AllergyIntolerance'], read: readAllergies },
  immunizations: { types: ['Immunization'], read: readImmunizations },
  results: { types: ['DiagnosticReport', 'Observation'], read: readResults },
  vitals: { types: ['Observation'], read: readVitals },
  visits: { types: ['Encounter', 'Organization', ...IN_VISITS], read: readVisits },
} as const satisfies Readonly<Record<string, Section>>;

export type SectionName = keyof typeof sections;
export const SECTION_NAMES = Object.keys(sections) as readonly SectionName[] as readonly [
  SectionName,
  ...SectionName[],
];
