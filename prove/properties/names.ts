/** The sections of the chart, as their route names them. */
export const SECTION_NAMES = [
  'problems', 'medicines', 'allergies', 'immunizations', 'results', 'vitals', 'visits', 'procedures', 'documents',
  'careTeam', 'familyHistory', 'devices', 'coverage', 'appointments', 'plans',
] as const; // biome-ignore format: one list

/** What a print is about; entries of other types stand on it where these name them. */
export const PRINT_TYPES: Readonly<Partial<Record<string, readonly string[]>>> = {
  problems: ['Condition'], medicines: ['MedicationRequest'], allergies: ['AllergyIntolerance'],
  immunizations: ['Immunization'], results: ['Observation', 'DiagnosticReport'], vitals: ['Observation'],
  visits: ['Encounter'], documents: ['DocumentReference'], procedures: ['Procedure'], family: ['FamilyMemberHistory'],
  plans: ['CarePlan'], appointments: ['Appointment'],
}; // biome-ignore format: one list

/** What can be printed without naming an entry. */
export const PRINTS = [
  'timeline', 'summary', 'problems', 'medicines', 'allergies', 'immunizations', 'results', 'vitals', 'visits',
  'documents', 'procedures', 'care-team', 'family', 'devices', 'plans', 'coverage', 'appointments',
] as const; // biome-ignore format: one list
