/** The kinds of things in a record as people tell them apart, in the order in which they are shown. */
export const KINDS = [
  'visits',
  'problems',
  'results',
  'medicines',
  'immunizations',
  'procedures',
  'documents',
  'plans',
  'money',
  'other',
] as const;
export type Kind = (typeof KINDS)[number];

const TYPES: Readonly<Record<Exclude<Kind, 'other'>, readonly string[]>> = {
  visits: ['Encounter', 'EpisodeOfCare', 'Appointment', 'AppointmentResponse'],
  problems: ['Condition', 'AllergyIntolerance', 'AdverseEvent', 'DetectedIssue', 'Flag', 'FamilyMemberHistory'],
  results: ['Observation', 'DiagnosticReport', 'Specimen', 'MolecularSequence'],
  medicines: ['MedicationRequest', 'MedicationStatement', 'MedicationAdministration', 'MedicationDispense', 'Medication'],
  immunizations: ['Immunization', 'ImmunizationRecommendation', 'ImmunizationEvaluation'],
  procedures: ['Procedure', 'ImagingStudy', 'ServiceRequest', 'DeviceRequest', 'DeviceUseStatement', 'Device', 'VisionPrescription'],
  documents: ['DocumentReference', 'Composition', 'Media', 'Binary', 'DocumentManifest', 'ClinicalImpression', 'Communication', 'QuestionnaireResponse'],
  plans: ['CarePlan', 'CareTeam', 'Goal', 'NutritionOrder', 'RequestGroup', 'Task', 'RiskAssessment'],
  money: ['Claim', 'ClaimResponse', 'ExplanationOfBenefit', 'Coverage', 'Invoice', 'Account', 'ChargeItem', 'PaymentNotice'],
}; // biome-ignore format: one kind a line

const KIND_OF = new Map(Object.entries(TYPES).flatMap(([kind, types]) => types.map((type) => [type, kind as Kind])));

/** The kind of a FHIR type. */
export const kindOf = (type: string): Kind => KIND_OF.get(type) ?? 'other';
