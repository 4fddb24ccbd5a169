/** Why a type of R4 is not kept in a person's record. */
export type LeftOutBecause = 'conformance' | 'terminology' | 'knowledge' | 'catalogue' | 'test' | 'operation';

/** R4 types that make up a person's record, besides those of the patient compartment: whom and what it names. */
const context = [
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'OrganizationAffiliation',
  'Location',
  'HealthcareService',
  'Endpoint',
  'Medication',
  'Substance',
  'Device',
  'DeviceMetric',
  'BiologicallyDerivedProduct',
  'Binary',
  'Contract',
  'EnrollmentResponse',
  'GuidanceResponse',
  'InsurancePlan',
  'Linkage',
  'MessageHeader',
  'PaymentNotice',
  'PaymentReconciliation',
  'ResearchStudy',
  'Slot',
  'VerificationResult',
  // A definition, but without it nobody can read the answers of a QuestionnaireResponse.
  'Questionnaire',
] as const;

/** CompartmentDefinition "patient" of R4 (http://hl7.org/fhir/R4/compartmentdefinition-patient.html). */
const compartment = [
  'Account',
  'AdverseEvent',
  'AllergyIntolerance',
  'Appointment',
  'AppointmentResponse',
  'AuditEvent',
  'Basic',
  'BodyStructure',
  'CarePlan',
  'CareTeam',
  'ChargeItem',
  'Claim',
  'ClaimResponse',
  'ClinicalImpression',
  'Communication',
  'CommunicationRequest',
  'Composition',
  'Condition',
  'Consent',
  'Coverage',
  'CoverageEligibilityRequest',
  'CoverageEligibilityResponse',
  'DetectedIssue',
  'DeviceRequest',
  'DeviceUseStatement',
  'DiagnosticReport',
  'DocumentManifest',
  'DocumentReference',
  'Encounter',
  'EnrollmentRequest',
  'EpisodeOfCare',
  'ExplanationOfBenefit',
  'FamilyMemberHistory',
  'Flag',
  'Goal',
  'Group',
  'ImagingStudy',
  'Immunization',
  'ImmunizationEvaluation',
  'ImmunizationRecommendation',
  'Invoice',
  'List',
  'MeasureReport',
  'Media',
  'MedicationAdministration',
  'MedicationDispense',
  'MedicationRequest',
  'MedicationStatement',
  'MolecularSequence',
  'NutritionOrder',
  'Observation',
  'Person',
  'Procedure',
  'Provenance',
  'QuestionnaireResponse',
  'RelatedPerson',
  'RequestGroup',
  'ResearchSubject',
  'RiskAssessment',
  'Schedule',
  'ServiceRequest',
  'Specimen',
  'SupplyDelivery',
  'SupplyRequest',
  'Task',
  'VisionPrescription',
] as const;

/**
 * R4 types that describe no person, no event and nobody who took part in one: definitions that software or guideline
 * authors publish. They are refused by name; the file that brought them stays as a source.
 */
const leftOut: Readonly<Record<LeftOutBecause, readonly string[]>> = {
  conformance: [
    'CapabilityStatement',
    'CompartmentDefinition',
    'ExampleScenario',
    'GraphDefinition',
    'ImplementationGuide',
    'MessageDefinition',
    'OperationDefinition',
    'SearchParameter',
    'StructureDefinition',
    'StructureMap',
    'Subscription',
  ],
  terminology: ['CodeSystem', 'ConceptMap', 'NamingSystem', 'TerminologyCapabilities', 'ValueSet'],
  knowledge: [
    'ActivityDefinition',
    'EffectEvidenceSynthesis',
    'EventDefinition',
    'Evidence',
    'EvidenceVariable',
    'Library',
    'Measure',
    'PlanDefinition',
    'ResearchDefinition',
    'ResearchElementDefinition',
    'RiskEvidenceSynthesis',
  ],
  catalogue: [
    'CatalogEntry',
    'ChargeItemDefinition',
    'DeviceDefinition',
    'MedicationKnowledge',
    'MedicinalProduct',
    'MedicinalProductAuthorization',
    'MedicinalProductContraindication',
    'MedicinalProductIndication',
    'MedicinalProductIngredient',
    'MedicinalProductInteraction',
    'MedicinalProductManufactured',
    'MedicinalProductPackaged',
    'MedicinalProductPharmaceutical',
    'MedicinalProductUndesirableEffect',
    'ObservationDefinition',
    'SpecimenDefinition',
    'SubstanceNucleicAcid',
    'SubstancePolymer',
    'SubstanceProtein',
    'SubstanceReferenceInformation',
    'SubstanceSourceMaterial',
    'SubstanceSpecification',
    // R4B replaced the MedicinalProduct* drafts of R4 by these.
    'AdministrableProductDefinition',
    'ClinicalUseDefinition',
    'Ingredient',
    'ManufacturedItemDefinition',
    'MedicinalProductDefinition',
    'NutritionProduct',
    'PackagedProductDefinition',
    'RegulatedAuthorization',
    'SubstanceDefinition',
  ],
  test: ['TestReport', 'TestScript'],
  operation: [
    'OperationOutcome',
    'Parameters',
    'SubscriptionStatus',
    'SubscriptionTopic',
    'Citation',
    'EvidenceReport',
  ],
};

/** Every R4 type that is kept as a fact. */
export const keptTypes: readonly string[] = [...compartment, ...context];

/** The types of the R4 patient compartment: their own elements say whose record they are. */
export const compartmentTypes: ReadonlySet<string> = new Set(compartment);

const kept = new Set(keptTypes);
const reasons = new Map(
  Object.entries(leftOut).flatMap(([because, types]) => types.map((type) => [type, because as LeftOutBecause])),
);

export type ResourceKind =
  | { readonly kind: 'kept' }
  /** Not a fact itself: its entries are read. */
  | { readonly kind: 'bundle' }
  | { readonly kind: 'left-out'; readonly because: LeftOutBecause }
  | { readonly kind: 'unknown' };

/** What is done with a resource of this type. `unknown` is not a resource type of R4 or R4B. */
export function resourceKind(type: string): ResourceKind {
  if (kept.has(type)) return { kind: 'kept' };
  if (type === 'Bundle') return { kind: 'bundle' };
  const because = reasons.get(type);
  return because === undefined ? { kind: 'unknown' } : { kind: 'left-out', because };
}
