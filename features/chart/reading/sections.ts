import { readAllergies } from './allergies.ts';
import { readAppointments } from './appointments.ts';
import { asList, asListOf } from './as-list.ts';
import { readCareTeam } from './care-team.ts';
import { readCoverage } from './coverage.ts';
import { readDevices } from './devices.ts';
import { documentPart, readDocuments } from './documents.ts';
import { historyPart, readFamilyHistory } from './family-history.ts';
import { readImmunizations } from './immunizations.ts';
import { readMedicines } from './medicines.ts';
import { readPlans } from './plans.ts';
import { readProblems } from './problems.ts';
import { procedurePart, readProcedures } from './procedures.ts';
import type { ReadFact } from './read-fact.ts';
import { readResults, readVitals, startResults, startVitals } from './results.ts';
import { readVisits, startVisits } from './visits.ts';

/** Milliseconds, inclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is kept and sent as one piece, and the facts whose content stands in it: these are named in the log. */
export interface Part {
  readonly body: object;
  readonly facts: readonly string[];
  /** The clinical time that it covers; whoever asks for less gets the pieces that touch it. */
  readonly span?: Span;
}

/** A section as it is kept. What grows with the record stands in `entries`, so that the list stays small. */
export interface Reading {
  readonly list: Part;
  /**
   * What opens from the list, by the id of a fact that stands for it (`<id>`), and further pieces of it: `<id>/<n>`; where
   * they are many, at several levels of fineness, `<id>.<level>/<n>`.
   */
  readonly entries: ReadonlyMap<string, Part>;
}

/** Reads a section bit by bit: what is added need not be kept, and each call is short. */
export interface SectionReader {
  add(facts: readonly ReadFact[]): void;
  /** @param now milliseconds */
  finish(now: number): Reading;
}

interface Section {
  /** What it is worked out from. Where that is too much for one answer, the last of these are cut first. */
  readonly types: readonly string[];
  /** @param now milliseconds */
  readonly read: (facts: readonly ReadFact[], now: number) => Reading;
  /** Where it can be read bit by bit. */
  readonly start?: () => SectionReader;
}

/** What refers to a visit; money and paperwork (claims, provenance) is no part of what happened. */
const IN_VISITS = [
  'Condition', 'Procedure', 'DiagnosticReport', 'DocumentReference', 'Composition', 'MedicationRequest',
  'MedicationStatement', 'MedicationAdministration', 'MedicationDispense', 'Immunization', 'AllergyIntolerance',
  'ServiceRequest', 'ImagingStudy', 'Media', 'CarePlan', 'CareTeam', 'ClinicalImpression', 'Communication',
  'DeviceRequest', 'DeviceUseStatement', 'Flag', 'NutritionOrder', 'QuestionnaireResponse', 'RiskAssessment',
  'VisionPrescription', 'Observation',
]; // biome-ignore format: one list

/** Those whose names stand in other facts. */
const PEOPLE = ['Practitioner', 'PractitionerRole', 'RelatedPerson', 'Organization', 'Location'] as const;

/** The sections of the chart: what each is worked out from, and by what. */
export const sections = {
  problems: { types: ['Condition'], read: asList(readProblems) },
  medicines: {
    types: ['MedicationRequest', 'MedicationStatement', 'Medication', ...PEOPLE],
    read: asList(readMedicines),
  },
  allergies: { types: ['AllergyIntolerance'], read: asList(readAllergies) },
  immunizations: { types: ['Immunization'], read: asList(readImmunizations) },
  results: { types: ['DiagnosticReport', 'Observation'], read: readResults, start: startResults },
  vitals: { types: ['Observation'], read: readVitals, start: startVitals },
  visits: { types: ['Encounter', 'Organization', ...IN_VISITS], read: readVisits, start: startVisits },
  procedures: {
    types: ['Procedure', 'ImagingStudy', 'DiagnosticReport', 'Media', ...PEOPLE],
    ...asListOf(procedurePart, readProcedures),
  },
  documents: {
    types: ['DocumentReference', 'Composition', 'DiagnosticReport', ...PEOPLE, 'Media', 'Binary'],
    ...asListOf(documentPart, readDocuments),
  },
  careTeam: { types: ['CareTeam', ...PEOPLE, 'Encounter'], read: asList(readCareTeam) },
  familyHistory: {
    types: ['FamilyMemberHistory', 'QuestionnaireResponse', 'Observation'],
    ...asListOf(historyPart, readFamilyHistory),
  },
  devices: { types: ['DeviceUseStatement', 'Device', 'DeviceRequest'], read: asList(readDevices) },
  coverage: { types: ['Coverage', ...PEOPLE, 'ExplanationOfBenefit', 'Claim'], read: asList(readCoverage) },
  appointments: { types: ['Appointment', ...PEOPLE, 'Encounter'], read: asList(readAppointments) },
  plans: { types: ['CarePlan', 'Goal'], read: asList(readPlans) },
} as const satisfies Readonly<Record<string, Section>>;

export type SectionName = keyof typeof sections;
export const SECTION_NAMES = Object.keys(sections) as readonly SectionName[] as readonly [
  SectionName,
  ...SectionName[],
];

/** A reader of a section; one that reads all of its facts at once is given them in the end. */
export function readerOf(name: SectionName): SectionReader {
  const { read, start }: Section = sections[name];
  if (start !== undefined) return start();
  const facts: ReadFact[] = [];
  return {
    add: (more) => void facts.push(...more),
    finish: (now) => read(facts, now),
  };
}

/** Lists that show under one line what each source says of it; in all others each thing stands once (`../duplicates`). */
export const SAYS_ALL: ReadonlySet<SectionName> = new Set<SectionName>(['problems', 'medicines', 'allergies']);
