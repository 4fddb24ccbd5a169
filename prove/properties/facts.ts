import type { KnownFact, PlainSlice } from '../../tests/support/naive-slice.ts';
import { isMaybeIn, isSurelyIn } from '../../tests/support/naive-slice.ts';
import type { Below } from '../../tests/support/random-access.ts';

/** A fact of the record that everything is asked about: `word` stands in it, and in nothing else. */
export interface WordedFact extends KnownFact {
  readonly word: string;
  readonly upstream: string;
  readonly text: string;
  /** Two systems tell of the same thing: one of them may stand for both. */
  readonly isTwin: boolean;
}

export const ORIGINS = ['https://north.example/fhir', 'https://south.example/fhir'] as const;
export const LABELS = ['HIV', 'ETH', 'PSY', 'SEX', 'SDV', 'GDIS'] as const;
export const SYSTEM = 'https://codes.example';
const OBSERVATION = 'http://terminology.hl7.org/CodeSystem/observation-category';
const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
/** In every fact: a search for it is one for all of them. */
export const COMMON = 'kornblumenblau';
/** Visits that facts name, and that are not there: a later import may bring one. */
export const MISSING_VISITS = ['missing-1', 'missing-2', 'missing-3'] as const;

const CONSONANTS = 'bdfgklmnprstvwxz';
const VOWELS = 'aeiou';

/** Twelve letters that nobody writes, and that lie far from each other. */
export const wordFrom = (below: Below): string =>
  `qy${Array.from({ length: 10 }, (_none, at) => {
    const letters = at % 2 === 0 ? CONSONANTS : VOWELS;
    return letters[below(letters.length)];
  }).join('')}`;

interface Plan {
  readonly type: string;
  readonly date?: string;
  readonly labels?: readonly string[];
  readonly origin?: 0 | 1;
  readonly category?: 'laboratory' | 'vital-signs';
  readonly visit?: string;
  readonly code?: string;
  readonly twin?: true;
  /** Upstream id of a Binary that a document names. */
  readonly file?: string;
  readonly upstream?: string;
}

const subject = { reference: 'Patient/somebody' };

/** What a resource of a type says, around a code and a text. */
const SHAPES: Readonly<Record<string, (code: object, plan: Plan, word: string) => object>> = {
  Observation: (code, { date, category, visit }) => ({
    status: 'final',
    code,
    subject,
    ...(category ? { category: [{ coding: [{ system: OBSERVATION, code: category }] }] } : {}),
    ...(date ? { effectiveDateTime: date } : {}),
    ...(visit ? { encounter: { reference: `Encounter/${visit}` } } : {}),
    valueQuantity: { value: 5.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  }),
  Condition: (code, { date, visit }) => ({
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    code,
    ...(date ? { recordedDate: date } : {}),
    ...(visit ? { encounter: { reference: `Encounter/${visit}` } } : {}),
  }),
  AllergyIntolerance: (code, { date }) => ({ code, ...(date ? { recordedDate: date } : {}) }),
  Immunization: (code, { date }) => ({
    status: 'completed',
    vaccineCode: code,
    ...(date ? { occurrenceDateTime: date } : { occurrenceString: 'long ago' }),
  }),
  MedicationRequest: (code, { date }) => ({
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: code,
    ...(date ? { authoredOn: date } : {}),
  }),
  Encounter: (code, { date }) => ({
    status: 'finished',
    class: { system: ACT_CODE, code: 'AMB' },
    type: [code],
    subject,
    ...(date ? { period: { start: date, end: date } } : {}),
  }),
  Procedure: (code, { date, visit }) => ({
    status: 'completed',
    code,
    ...(date ? { performedDateTime: date } : {}),
    ...(visit ? { encounter: { reference: `Encounter/${visit}` } } : {}),
  }),
  DiagnosticReport: (code, { date }) => ({ status: 'final', code, ...(date ? { effectiveDateTime: date } : {}) }),
  DocumentReference: (code, { date, file }, word) => ({
    status: 'current',
    type: code,
    ...(date ? { date: `${date}T00:00:00Z` } : {}),
    content: [
      {
        attachment: {
          contentType: 'text/plain',
          ...(file ? { url: `Binary/${file}` } : { data: Buffer.from(`A note about ${word}`).toString('base64') }),
        },
      },
    ],
  }),
  Binary: (_code, _plan, word) => ({
    contentType: 'text/plain',
    data: Buffer.from(`A letter about ${word}`).toString('base64'),
  }),
  CarePlan: (code, { date }) => ({
    status: 'active',
    intent: 'plan',
    category: [code],
    title: (code as { readonly text: string }).text,
    ...(date ? { period: { start: date, end: date } } : {}),
  }),
  Appointment: (code, { date }) => ({
    status: 'booked',
    serviceType: [code],
    description: (code as { readonly text: string }).text,
    ...(date ? { start: `${date}T09:00:00Z`, end: `${date}T10:00:00Z` } : {}),
    participant: [{ status: 'accepted' }],
  }),
  FamilyMemberHistory: (code, { date }) => ({
    status: 'completed',
    relationship: { text: 'aunt' },
    condition: [{ code }],
    ...(date ? { date } : {}),
  }),
};

/** Types whose code the index does not hold as one that slices can name. */
const WITHOUT_CODE = new Set(['Binary', 'Appointment']);

let made = 0;
export function makeFact(plan: Plan, below: Below, file: number): WordedFact {
  made += 1;
  const word = wordFrom(below);
  const code = plan.code ?? `code-${made}`;
  const upstream = plan.upstream ?? `up-${made}`;
  const concept = { coding: [{ system: SYSTEM, code, display: word }], text: `${COMMON} ${word}` };
  const labels = plan.labels ?? [];
  const resource = {
    resourceType: plan.type,
    id: upstream,
    ...(labels.length > 0 ? { meta: { security: labels.map((label) => ({ system: ACT_CODE, code: label })) } } : {}),
    ...SHAPES[plan.type]?.(concept, plan, word),
  };
  return {
    name: `${plan.type} ${made}`,
    word,
    upstream,
    text: JSON.stringify(resource),
    type: plan.type,
    codes: WITHOUT_CODE.has(plan.type) ? [] : [code],
    categories: plan.category === undefined ? [] : [plan.category],
    ...(plan.date === undefined || plan.type === 'Binary' ? {} : { date: plan.date }),
    labels,
    origin: ORIGINS[plan.origin ?? 0],
    sources: [file],
    isTwin: plan.twin === true,
  };
}

const year = (at: number): string => `20${10 + (at % 14)}-0${1 + (at % 9)}-1${at % 9}`;

/** The record: each type with and without labels, dated and undated, from two systems in two files. */
export function firstFacts(below: Below): readonly WordedFact[] {
  const plans: Plan[] = Object.keys(SHAPES).flatMap((type, number): Plan[] =>
    type === 'Binary' || type === 'Appointment'
      ? []
      : [
          { type, date: year(number), origin: 0 },
          { type, date: year(number + 5), origin: 1, labels: [LABELS[number % 6] as string] },
          ...(number % 2 === 0 ? [{ type, origin: 1 } as const] : []),
        ],
  );
  const visits = ['visit-a', 'visit-b'] as const;
  plans.push(
    { type: 'Encounter', upstream: visits[0], date: '2019-03-04' },
    { type: 'Encounter', upstream: visits[1], date: '2021-03-04', labels: ['PSY'] },
    ...[...visits, ...MISSING_VISITS].map(
      (visit): Plan => ({ type: 'Observation', date: '2019-03-04', category: 'laboratory', visit }),
    ),
    { type: 'Condition', date: '2021-03-04', visit: visits[1] },
    { type: 'Observation', date: '2018-02', category: 'vital-signs' },
    { type: 'Observation', date: '2016', category: 'vital-signs', labels: ['HIV', 'SEX'] },
    { type: 'DocumentReference', date: '2020-05-06', file: 'file-a' },
    { type: 'Binary', upstream: 'file-a' },
    { type: 'DocumentReference', date: '2020-05-07', file: 'file-b', labels: ['SDV'] },
    { type: 'Binary', upstream: 'file-b' },
    { type: 'Appointment', date: '2031-01-11' },
    { type: 'Appointment', date: '2031-02-11', labels: ['GDIS'], origin: 1 },
    { type: 'Condition', date: '2017-07-07', code: 'twin', origin: 0, twin: true },
    { type: 'Condition', date: '2017-07-07', code: 'twin', origin: 1, twin: true },
  );
  return plans.map((plan) => makeFact(plan, below, plan.origin ?? 0));
}

const hasAll = (slice: PlainSlice): boolean => LABELS.every((label) => (slice.labels ?? []).includes(label));

/** As the naive slices have it; and a file has no label of its own, so that every label, or its name, opens it. */
export const isOpenedBy = (fact: KnownFact, slice: PlainSlice): boolean =>
  isSurelyIn(fact, slice, true) && (fact.type !== 'Binary' || hasAll(slice) || slice.factNames !== undefined);

/** A file may belong to a document that carries one of the labels. */
export const isKeptBy = (fact: KnownFact, slice: PlainSlice): boolean => {
  const { labels, labelled, ...rest } = slice;
  if (fact.type === 'Binary' && (labelled || (labels?.length && !hasAll(slice)))) return isMaybeIn(fact, rest);
  return isMaybeIn(fact, slice);
};
