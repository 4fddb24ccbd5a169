/** The status codes that FHIR R4 requires (its value sets of binding strength "required"), for choosing instead of typing. */
const CODES: Readonly<Record<string, string>> = {
  'AllergyIntolerance.clinicalStatus': 'active inactive resolved',
  'AllergyIntolerance.verificationStatus': 'unconfirmed confirmed refuted entered-in-error',
  'CarePlan.status': 'draft active on-hold revoked completed entered-in-error unknown',
  'Condition.clinicalStatus': 'active recurrence relapse inactive remission resolved',
  'Condition.verificationStatus': 'unconfirmed provisional differential confirmed refuted entered-in-error',
  'DiagnosticReport.status':
    'registered partial preliminary final amended corrected appended cancelled entered-in-error unknown',
  'DocumentReference.status': 'current superseded entered-in-error',
  'Encounter.status': 'planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown',
  'Immunization.status': 'completed entered-in-error not-done',
  'MedicationRequest.status': 'active on-hold cancelled completed entered-in-error stopped draft unknown',
  'MedicationStatement.status': 'active completed entered-in-error intended stopped on-hold unknown not-taken',
  'Observation.status': 'registered preliminary final amended corrected cancelled entered-in-error unknown',
  'Procedure.status': 'preparation in-progress not-done on-hold stopped completed entered-in-error unknown',
};

/** Undefined for a type that is not in the table: the person types, and the server checks. */
export const statusCodes = (type: string, path: string): readonly string[] | undefined =>
  CODES[`${type}.${path}`]?.split(' ');
