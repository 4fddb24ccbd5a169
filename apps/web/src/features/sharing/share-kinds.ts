/** Kinds of records as somebody picks them, and the FHIR types that each takes with it so that its page is whole. */
export const SHARE_KINDS = {
  results: ['Observation', 'DiagnosticReport', 'Specimen'],
  medicines: [
    'Medication', 'MedicationRequest', 'MedicationStatement', 'MedicationAdministration', 'MedicationDispense',
  ],
  conditions: ['Condition'],
  allergies: ['AllergyIntolerance'],
  immunizations: ['Immunization', 'ImmunizationRecommendation'],
  visits: ['Encounter', 'EpisodeOfCare'],
  appointments: ['Appointment'],
  documents: ['DocumentReference', 'Composition', 'Binary', 'Media'],
  procedures: ['Procedure', 'ImagingStudy'],
  devices: ['Device', 'DeviceUseStatement', 'DeviceRequest'],
  plans: ['CarePlan', 'Goal', 'ServiceRequest'],
  careTeam: ['CareTeam', 'Practitioner', 'PractitionerRole'],
  family: ['FamilyMemberHistory'],
  insurance: ['Coverage', 'Claim', 'ClaimResponse', 'ExplanationOfBenefit'],
} as const satisfies Readonly<Record<string, readonly string[]>>; // biome-ignore format: one kind a line

export type ShareKind = keyof typeof SHARE_KINDS;
export const SHARE_KIND_NAMES = Object.keys(SHARE_KINDS) as readonly ShareKind[];

/** http://terminology.hl7.org/CodeSystem/observation-category, and the laboratory section of reports (v2-0074). */
const OBSERVATIONS = 'http://terminology.hl7.org/CodeSystem/observation-category';
export const LABORATORY = [
  { system: OBSERVATIONS, code: 'laboratory' },
  { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' },
] as const;
export const VITAL_SIGNS = [{ system: OBSERVATIONS, code: 'vital-signs' }] as const;

/** The kinds whose types are all named, and the types that belong to none of these. */
export function kindsIn(types: readonly string[]): {
  readonly kinds: readonly ShareKind[];
  readonly rest: readonly string[];
} {
  const kinds = SHARE_KIND_NAMES.filter((kind) => SHARE_KINDS[kind].every((type) => types.includes(type)));
  const taken = new Set<string>(kinds.flatMap((kind) => SHARE_KINDS[kind]));
  return { kinds, rest: types.filter((type) => !taken.has(type)) };
}
