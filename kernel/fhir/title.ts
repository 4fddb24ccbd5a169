import { each, isNode, type Node } from './index-values.ts';

/**
 * Elements that name a fact best, in order. A type that is not here is named by `fallback`. Paths end in a
 * CodeableConcept, Coding, HumanName, Attachment, Reference or text.
 */
const paths: Readonly<Record<string, string>> = {
  Account: 'name type',
  AdverseEvent: 'event category',
  Appointment: 'description serviceType appointmentType reasonCode',
  AppointmentResponse: 'comment participantStatus',
  AuditEvent: 'subtype type',
  Binary: 'contentType',
  CarePlan: 'title category description',
  CareTeam: 'name category',
  Claim: 'item.productOrService type',
  ClinicalImpression: 'code description summary',
  Communication: 'topic category reasonCode payload.contentString',
  Composition: 'title type',
  Consent: 'category scope',
  Coverage: 'type payor class.name',
  DetectedIssue: 'code detail',
  Device: 'deviceName.name type',
  DeviceRequest: 'codeCodeableConcept codeReference',
  DeviceUseStatement: 'device reasonCode',
  DiagnosticReport: 'code category',
  DocumentManifest: 'description type',
  DocumentReference: 'type description content.attachment.title category',
  Encounter: 'type serviceType reasonCode class',
  Endpoint: 'name connectionType',
  EpisodeOfCare: 'type diagnosis.condition',
  ExplanationOfBenefit: 'item.productOrService type',
  FamilyMemberHistory: 'condition.code relationship name',
  Flag: 'code category',
  Goal: 'description',
  Group: 'name code',
  HealthcareService: 'name type',
  ImagingStudy: 'description procedureCode series.modality',
  Immunization: 'vaccineCode',
  ImmunizationRecommendation: 'recommendation.vaccineCode recommendation.targetDisease',
  List: 'title code',
  Location: 'name type',
  Media: 'content.title type modality',
  MedicationAdministration: 'medicationCodeableConcept medicationReference',
  MedicationDispense: 'medicationCodeableConcept medicationReference',
  MedicationRequest: 'medicationCodeableConcept medicationReference',
  MedicationStatement: 'medicationCodeableConcept medicationReference',
  NutritionOrder: 'oralDiet.type enteralFormula.baseFormulaProductName',
  Organization: 'name type',
  Patient: 'name',
  Person: 'name',
  Practitioner: 'name qualification.code',
  PractitionerRole: 'code specialty practitioner',
  Provenance: 'activity',
  Questionnaire: 'title name',
  QuestionnaireResponse: 'questionnaire',
  RelatedPerson: 'name relationship',
  RequestGroup: 'code action.title',
  ResearchStudy: 'title',
  RiskAssessment: 'code prediction.outcome',
  Schedule: 'serviceType comment',
  Specimen: 'type',
  Substance: 'code description',
  SupplyDelivery: 'suppliedItem.itemCodeableConcept type',
  SupplyRequest: 'itemCodeableConcept',
  Task: 'description code',
};
const fallback = 'code type category name title description';

const LONGEST = 120;

/** A short name of a fact for a plain list: one line of at most 120 characters; the type's own name when it has none. */
export function titleOf(resource: Node): string {
  const type = typeof resource.resourceType === 'string' ? resource.resourceType : 'Resource';
  for (const path of (paths[type] ?? fallback).split(' ')) {
    let nodes: readonly unknown[] = [resource];
    for (const step of path.split('.')) {
      nodes = nodes.flatMap((node) => {
        const value = isNode(node) ? node[step] : undefined;
        return Array.isArray(value) ? value : [value];
      });
    }
    for (const node of nodes) {
      const words = wordsOf(node, resource);
      if (words !== undefined) return shorten(words);
    }
  }
  return type;
}

function shorten(words: string): string {
  // Control characters and line breaks don't belong in a list; a cut never splits a surrogate pair.
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 1).join('')}…`;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

function wordsOf(value: unknown, resource: Node): string | undefined {
  if (!isNode(value)) return text(value);
  const direct = text(value.text) ?? text(value.display);
  if (direct !== undefined) return direct;
  const codings = each(value.coding);
  for (const name of ['display', 'code'] as const) {
    for (const coding of codings) {
      const word = text(coding[name]);
      if (word !== undefined) return word;
    }
  }
  const given = Array.isArray(value.given) ? value.given.filter((one) => typeof one === 'string') : [];
  const name = [...given, text(value.family) ?? ''].join(' ').trim();
  if (name !== '') return name;
  return (
    text(value.title) ??
    text(value.value) ??
    (codings.length === 0 ? text(value.code) : undefined) ??
    contained(value, resource)
  );
}

/** The name of a contained resource that a reference points to. */
function contained(reference: Node, resource: Node): string | undefined {
  const target = text(reference.reference);
  if (!target?.startsWith('#')) return undefined;
  const inner = each(resource.contained).find((one) => one.id === target.slice(1));
  if (!inner || inner === resource || inner.contained !== undefined) return undefined;
  const title = titleOf(inner);
  return title === inner.resourceType ? undefined : title;
}
