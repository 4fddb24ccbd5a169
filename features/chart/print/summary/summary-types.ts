/** What a summary is made from: what it has to hold first, since what is too much is cut at the end. */
export const SUMMARY_TYPES: readonly string[] = [
  'AllergyIntolerance', 'MedicationStatement', 'MedicationRequest', 'Medication', 'Condition', 'Immunization', 'Procedure',
  'DeviceUseStatement', 'Device', 'CarePlan', 'ClinicalImpression', 'DiagnosticReport', 'Observation',
]; // biome-ignore format: one list
