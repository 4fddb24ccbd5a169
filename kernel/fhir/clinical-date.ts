import { dateRange } from './date.ts';
import { each, isNode, type Node } from './index-values.ts';

/**
 * When what a fact tells happened, was true or was planned: paths in the order of preference. A type that is not here
 * (Patient, Organization, Coverage's card ...) has no place in time; birth dates are never one.
 */
const paths: Readonly<Record<string, string>> = {
  Account: 'servicePeriod',
  AdverseEvent: 'date detected recordedDate',
  AllergyIntolerance: 'onsetDateTime onsetPeriod recordedDate lastOccurrence',
  Appointment: 'start requestedPeriod created',
  AppointmentResponse: 'start',
  AuditEvent: 'period recorded',
  Basic: 'created',
  BiologicallyDerivedProduct: 'collection.collectedDateTime collection.collectedPeriod',
  CarePlan: 'period created',
  CareTeam: 'period',
  ChargeItem: 'occurrenceDateTime occurrencePeriod occurrenceTiming enteredDate',
  Claim: 'billablePeriod created',
  ClaimResponse: 'created',
  ClinicalImpression: 'effectiveDateTime effectivePeriod date',
  Communication: 'sent received',
  CommunicationRequest: 'occurrenceDateTime occurrencePeriod authoredOn',
  Composition: 'date',
  Condition: 'onsetDateTime onsetPeriod recordedDate abatementDateTime abatementPeriod',
  Consent: 'dateTime provision.period',
  Contract: 'applies issued',
  Coverage: 'period',
  CoverageEligibilityRequest: 'servicedDate servicedPeriod created',
  CoverageEligibilityResponse: 'servicedDate servicedPeriod created',
  DetectedIssue: 'identifiedDateTime identifiedPeriod',
  DeviceRequest: 'occurrenceDateTime occurrencePeriod occurrenceTiming authoredOn',
  DeviceUseStatement: 'timingDateTime timingPeriod timingTiming recordedOn',
  DiagnosticReport: 'effectiveDateTime effectivePeriod issued',
  DocumentManifest: 'created',
  DocumentReference: 'context.period date',
  Encounter: 'period',
  EnrollmentRequest: 'created',
  EnrollmentResponse: 'created',
  EpisodeOfCare: 'period',
  ExplanationOfBenefit: 'billablePeriod created',
  FamilyMemberHistory: 'date',
  Flag: 'period',
  Goal: 'startDate statusDate',
  GuidanceResponse: 'occurrenceDateTime',
  ImagingStudy: 'started',
  Immunization: 'occurrenceDateTime recorded',
  ImmunizationEvaluation: 'date',
  ImmunizationRecommendation: 'date',
  Invoice: 'date',
  List: 'date',
  MeasureReport: 'period date',
  Media: 'createdDateTime createdPeriod issued',
  MedicationAdministration: 'effectiveDateTime effectivePeriod',
  MedicationDispense: 'whenHandedOver whenPrepared',
  MedicationRequest: 'authoredOn',
  MedicationStatement: 'effectiveDateTime effectivePeriod dateAsserted',
  NutritionOrder: 'dateTime',
  Observation: 'effectiveDateTime effectiveInstant effectivePeriod effectiveTiming issued',
  PaymentNotice: 'paymentDate created',
  PaymentReconciliation: 'paymentDate created',
  Procedure: 'performedDateTime performedPeriod',
  Provenance: 'occurredDateTime occurredPeriod recorded',
  QuestionnaireResponse: 'authored',
  RequestGroup: 'authoredOn',
  ResearchStudy: 'period',
  ResearchSubject: 'period',
  RiskAssessment: 'occurrenceDateTime occurrencePeriod',
  Schedule: 'planningHorizon',
  ServiceRequest: 'occurrenceDateTime occurrencePeriod occurrenceTiming authoredOn',
  Slot: 'start',
  Specimen: 'collection.collectedDateTime collection.collectedPeriod receivedTime',
  SupplyDelivery: 'occurrenceDateTime occurrencePeriod occurrenceTiming',
  SupplyRequest: 'occurrenceDateTime occurrencePeriod occurrenceTiming authoredOn',
  Task: 'executionPeriod authoredOn lastModified',
  VerificationResult: 'statusDate lastPerformed',
  VisionPrescription: 'dateWritten created',
};

const routes = new Map(
  Object.entries(paths).map(([type, text]) => [type, text.split(' ').map((path) => path.split('.'))]),
);

/** Where a type's date is looked for, in order; undefined for a type without one. */
export const clinicalDatePaths = (type: string): readonly string[] | undefined =>
  Object.hasOwn(paths, type) ? paths[type]?.split(' ') : undefined;

/** The earliest and latest millisecond, and the date as it was written (a period's start, or its end alone). */
export interface ClinicalDate {
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

/** The clinically meaningful time of a resource; undefined when it has none that can be read. */
export function clinicalDate(resource: Node): ClinicalDate | undefined {
  const type = resource.resourceType;
  for (const route of (typeof type === 'string' ? routes.get(type) : undefined) ?? []) {
    let node: unknown = resource;
    for (const step of route) {
      const parent: unknown = Array.isArray(node) ? node[0] : node;
      node = isNode(parent) ? parent[step] : undefined;
    }
    const date = readDate(node);
    if (date) return date;
  }
  return undefined;
}

/** Reads a date, dateTime, instant, Period or Timing. */
function readDate(value: unknown): ClinicalDate | undefined {
  if (typeof value === 'string') {
    const range = dateRange(value);
    return range && { low: range.low, high: range.high, text: value };
  }
  if (!isNode(value)) return undefined;
  if (value.event !== undefined || value.repeat !== undefined) return readTiming(value);
  const start = readDate(value.start);
  const end = readDate(value.end);
  if (!start) return end;
  return end && end.high >= start.low ? { low: start.low, high: end.high, text: start.text } : start;
}

function readTiming(timing: Node): ClinicalDate | undefined {
  const events = Array.isArray(timing.event) ? timing.event : [timing.event];
  let found: ClinicalDate | undefined;
  for (const event of [...events, ...each(timing.repeat).map((repeat) => repeat.boundsPeriod)]) {
    const date = readDate(event);
    if (!date) continue;
    found = found
      ? {
          low: Math.min(found.low, date.low),
          high: Math.max(found.high, date.high),
          text: date.low < found.low ? date.text : found.text,
        }
      : date;
  }
  return found;
}
