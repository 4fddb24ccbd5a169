import { dateRange } from './date.ts';
import { each, isNode, type Node } from './index-values.ts';
import { bundleInvariants } from './invariants-bundle.ts';
import { questionnaireInvariants } from './invariants-questionnaire.ts';
import { exists, type Invariant, isOneOf, when, xor } from './invariants-words.ts';

export type { Invariant } from './invariants-words.ts';

const UCUM = 'http://unitsofmeasure.org';

/**
 * The invariants of R4 that an object alone decides, by its type or backbone path, under their keys in the definitions.
 * Each says what its FHIRPath expression says (invariants.test.ts holds them against it); where dates are too vague to
 * compare, it lets them pass. Others are the validator's own: dom-2 to dom-5, ext-1, ele-1, ref-1.
 */
export const invariantsOf = (type: string): readonly Invariant[] | undefined => table.get(type);

const isUcum = ({ system }: Node): boolean => system === undefined || system === UCUM;
const hasUnit = (node: Node): boolean => exists(node, 'code') || !exists(node, 'value');
const hasSystem: Invariant = ['qty-3', (node) => !exists(node, 'code') || exists(node, 'system')];

const isAfter = (one: unknown, other: unknown): boolean => {
  const first = typeof one === 'string' ? dateRange(one) : undefined;
  const second = typeof other === 'string' ? dateRange(other) : undefined;
  return first !== undefined && second !== undefined && first.low > second.high;
};

const hasCode = (concept: unknown, system: string, codes: readonly string[]): boolean =>
  isNode(concept) &&
  each(concept.coding).some((coding) => coding.system === system && codes.includes(String(coding.code)));

const TERMS = 'http://terminology.hl7.org/CodeSystem';
const isAllergyInError = ({ verificationStatus }: Node): boolean =>
  hasCode(verificationStatus, `${TERMS}/allergyintolerance-verification`, ['entered-in-error']);
const isConditionInError = ({ verificationStatus }: Node): boolean =>
  hasCode(verificationStatus, `${TERMS}/condition-ver-status`, ['entered-in-error']);

/** A component that says again what the Observation says. */
function repeatsCode({ code, component }: Node): boolean {
  const own = isNode(code) ? each(code.coding).map((coding) => JSON.stringify(sorted(coding))) : [];
  return each(component).some(
    ({ code: inner }) =>
      isNode(inner) && each(inner.coding).some((coding) => own.includes(JSON.stringify(sorted(coding)))),
  );
}

const sorted = (coding: Node): unknown => Object.entries(coding).sort(([one], [other]) => (one < other ? -1 : 1));

const isAbove = ({ low, high }: Node): boolean =>
  isNode(low) &&
  isNode(high) &&
  typeof low.value === 'number' &&
  typeof high.value === 'number' &&
  low.unit === high.unit &&
  low.code === high.code &&
  low.value > high.value;

const timing: readonly Invariant[] = [
  ['tim-1', when('duration', 'durationUnit')],
  ['tim-2', when('period', 'periodUnit')],
  ['tim-4', ({ duration }) => typeof duration !== 'number' || duration >= 0],
  ['tim-5', ({ period }) => typeof period !== 'number' || period >= 0],
  ['tim-6', when('periodMax', 'period')],
  ['tim-7', when('durationMax', 'duration')],
  ['tim-8', when('countMax', 'count')],
  [
    'tim-9',
    (node) =>
      !exists(node, 'offset') ||
      (Array.isArray(node.when) && !node.when.some((one) => ['C', 'CM', 'CD', 'CV'].includes(String(one)))),
  ],
  ['tim-10', (node) => !exists(node, 'timeOfDay') || !exists(node, 'when')],
];

const table: ReadonlyMap<string, readonly Invariant[]> = new Map<string, readonly Invariant[]>([
  ['Age', [hasSystem, ['age-1', (n) => hasUnit(n) && isUcum(n) && (typeof n.value !== 'number' || n.value > 0)]]],
  [
    'AllergyIntolerance',
    [
      ['ait-1', (n) => isAllergyInError(n) || exists(n, 'clinicalStatus')],
      ['ait-2', (n) => !isAllergyInError(n) || !exists(n, 'clinicalStatus')],
    ],
  ],
  [
    'Appointment',
    [
      ['app-2', (n) => exists(n, 'start') === exists(n, 'end')],
      [
        'app-3',
        (n) => (exists(n, 'start') && exists(n, 'end')) || isOneOf(n.status, 'proposed', 'cancelled', 'waitlist'),
      ],
      ['app-4', (n) => !exists(n, 'cancelationReason') || isOneOf(n.status, 'noshow', 'cancelled')],
    ],
  ],
  ['Appointment.participant', [['app-1', (n) => exists(n, 'type') || exists(n, 'actor')]]],
  ['AppointmentResponse', [['apr-1', (n) => exists(n, 'participantType') || exists(n, 'actor')]]],
  ['Attachment', [['att-1', when('data', 'contentType')]]],
  ['AuditEvent.entity', [['sev-1', (n) => !exists(n, 'name') || !exists(n, 'query')]]],
  ['CarePlan.activity', [['cpl-3', (n) => !exists(n, 'detail') || !exists(n, 'reference')]]],
  [
    'Composition.section',
    [
      ['cmp-1', (n) => exists(n, 'text') || exists(n, 'entry') || exists(n, 'section')],
      ['cmp-2', (n) => !exists(n, 'emptyReason') || !exists(n, 'entry')],
    ],
  ],
  [
    'Condition',
    [
      [
        'con-4',
        (n) =>
          !exists(n, 'abatement[x]') ||
          hasCode(n.clinicalStatus, `${TERMS}/condition-clinical`, ['resolved', 'remission', 'inactive']),
      ],
      ['con-5', (n) => !isConditionInError(n) || !exists(n, 'clinicalStatus')],
    ],
  ],
  ['Condition.evidence', [['con-2', (n) => exists(n, 'code') || exists(n, 'detail')]]],
  ['Condition.stage', [['con-1', (n) => exists(n, 'summary') || exists(n, 'assessment')]]],
  ['Consent', [['ppc-1', (n) => exists(n, 'policy') || exists(n, 'policyRule')]]],
  ['ContactPoint', [['cpt-2', when('value', 'system')]]],
  [
    'Count',
    [
      hasSystem,
      [
        'cnt-3',
        (n) =>
          hasUnit(n) &&
          isUcum(n) &&
          (n.code === undefined || n.code === '1') &&
          (typeof n.value !== 'number' || Number.isInteger(n.value)),
      ],
    ],
  ],
  ['CoverageEligibilityResponse.insurance.item', [['ces-1', xor('category', 'productOrService')]]],
  ['DataRequirement.codeFilter', [['drq-1', xor('path', 'searchParam')]]],
  ['DataRequirement.dateFilter', [['drq-2', xor('path', 'searchParam')]]],
  ['Distance', [hasSystem, ['dis-1', (n) => hasUnit(n) && isUcum(n)]]],
  ['Duration', [hasSystem, ['drt-1', (n) => !exists(n, 'code') || (n.system === UCUM && exists(n, 'value'))]]],
  ['Expression', [['exp-1', (n) => exists(n, 'expression') || exists(n, 'reference')]]],
  [
    'FamilyMemberHistory',
    [
      ['fhs-1', (n) => !exists(n, 'age[x]') || !exists(n, 'born[x]')],
      ['fhs-2', (n) => exists(n, 'age[x]') || !exists(n, 'estimatedAge')],
    ],
  ],
  ['Goal.target', [['gol-1', (n) => !exists(n, 'detail[x]') || exists(n, 'measure')]]],
  ['Group', [['grp-1', (n) => !exists(n, 'member') || n.actual === true]]],
  ['Immunization.education', [['imm-1', (n) => exists(n, 'documentType') || exists(n, 'reference')]]],
  [
    'ImmunizationRecommendation.recommendation',
    [['imr-1', (n) => exists(n, 'vaccineCode') || exists(n, 'targetDisease')]],
  ],
  ['InsurancePlan', [['ipn-1', (n) => exists(n, 'identifier') || exists(n, 'name')]]],
  ['Linkage', [['lnk-1', ({ item }) => Array.isArray(item) && item.length > 1]]],
  [
    'List',
    [
      ['lst-1', (n) => !exists(n, 'emptyReason') || !exists(n, 'entry')],
      ['lst-2', (n) => n.mode === 'changes' || !each(n.entry).some((entry) => exists(entry, 'deleted'))],
      ['lst-3', (n) => n.mode === 'working' || !each(n.entry).some((entry) => exists(entry, 'date'))],
    ],
  ],
  ['MeasureReport', [['mrp-1', (n) => n.type !== 'data-collection' || !exists(n, 'group')]]],
  ['MedicationAdministration.dosage', [['mad-1', (n) => exists(n, 'dose') || exists(n, 'rate[x]')]]],
  ['MedicationDispense', [['mdd-1', (n) => !isAfter(n.whenPrepared, n.whenHandedOver)]]],
  ['MolecularSequence', [['msq-3', (n) => n.coordinateSystem === 0 || n.coordinateSystem === 1]]],
  [
    'MolecularSequence.referenceSeq',
    [
      ['msq-5', (n) => exists(n, 'chromosome') === exists(n, 'genomeBuild')],
      [
        'msq-6',
        (n) =>
          ['genomeBuild', 'referenceSeqId', 'referenceSeqPointer', 'referenceSeqString'].filter((name) =>
            exists(n, name),
          ).length === 1,
      ],
    ],
  ],
  [
    'Observation',
    [
      ['obs-6', (n) => !exists(n, 'dataAbsentReason') || !exists(n, 'value[x]')],
      ['obs-7', (n) => n.component === undefined || !exists(n, 'value[x]') || !repeatsCode(n)],
    ],
  ],
  ['Observation.referenceRange', [['obs-3', (n) => exists(n, 'low') || exists(n, 'high') || exists(n, 'text')]]],
  [
    'Organization',
    [
      ['org-1', (n) => exists(n, 'identifier') || exists(n, 'name')],
      ['org-2', (n) => !each(n.address).some(({ use }) => use === 'home')],
      ['org-3', (n) => !each(n.telecom).some(({ use }) => use === 'home')],
    ],
  ],
  [
    'Patient.contact',
    [['pat-1', (n) => ['name', 'telecom', 'address', 'organization'].some((name) => exists(n, name))]],
  ],
  ['Period', [['per-1', (n) => !isAfter(n.start, n.end)]]],
  ['Quantity', [hasSystem]],
  ['Range', [['rng-2', (n) => !isAbove(n)]]],
  [
    'Ratio',
    [
      [
        'rat-1',
        (n) =>
          exists(n, 'numerator') === exists(n, 'denominator') && (exists(n, 'numerator') || exists(n, 'extension')),
      ],
    ],
  ],
  ['RequestGroup.action', [['rqg-1', xor('resource', 'action')]]],
  [
    'RiskAssessment.prediction',
    [['ras-2', (n) => typeof n.probabilityDecimal !== 'number' || n.probabilityDecimal <= 100]],
  ],
  ['ServiceRequest', [['prr-1', when('orderDetail', 'code')]]],
  ['Task', [['inv-1', (n) => !isAfter(n.authoredOn, n.lastModified)]]],
  ['Timing.repeat', timing],
  ...bundleInvariants,
  ...questionnaireInvariants,
]);
