/** The sections of the chart, as their route names them. */
export const SECTION_NAMES = [
  'problems', 'medicines', 'allergies', 'immunizations', 'results', 'vitals', 'visits', 'procedures', 'documents',
  'careTeam', 'familyHistory', 'devices', 'coverage', 'appointments', 'plans',
] as const; // biome-ignore format: one list

/** What can be printed without naming an entry. */
export const PRINTS = [
  'timeline', 'summary', 'problems', 'medicines', 'allergies', 'immunizations', 'results', 'vitals', 'visits',
  'documents', 'procedures', 'care-team', 'family', 'devices', 'plans', 'coverage', 'appointments',
] as const; // biome-ignore format: one list
