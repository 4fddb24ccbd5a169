import { createRandomResources } from '@chartwarden/fhir/testing';
import { numbersFrom } from '../../tests/support/random.ts';

const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';
const TYPES = 'http://terminology.hl7.org/CodeSystem/v2-0203';

const coded = (system: string, code: string, words: string) => ({
  coding: [{ system, code, display: words }],
  text: words,
});
const quantity = (value: number, unit: string, more: object = {}) => ({
  value,
  unit,
  system: UCUM,
  code: unit,
  ...more,
});

/** Facts of ours with what makes a search hard: open periods, partial dates, comparators, components, names by identifier. */
export function madeUp(seed: number): readonly string[] {
  const below = numbersFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const day = (): string => {
    const full = `20${10 + below(10)}-0${1 + below(9)}-1${below(9)}`;
    return pick([full, full.slice(0, 7), full.slice(0, 4), `${full}T08:0${below(9)}:00Z`, `${full}T23:30:00+02:00`]);
  };
  const start = (): string => `201${below(9)}-0${1 + below(9)}-11`;
  const when = (name: string): object =>
    pick([
      { [`${name}DateTime`]: day() },
      { [`${name}Period`]: { start: start() } },
      { [`${name}Period`]: { start: start(), end: `2019-12-${10 + below(20)}` } },
      { [`${name}Period`]: { end: start() } },
    ]);
  const subject = { reference: 'Patient/p' };
  const facts: object[] = [
    { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1970-05-02', name: [{ family: 'Müller-Lüdenscheidt', given: ['Quirina', 'Änne'] }],
      identifier: [{ type: { coding: [{ system: TYPES, code: 'MR' }], text: 'Medical record' }, system: 'urn:x:mrn', value: '12345' }] },
    { resourceType: 'Patient', id: 'p2', name: [{ text: 'Quirina Müller' }], address: [{ city: 'Köln', line: ['Am Dom 1'] }] },
    { resourceType: 'Organization', id: 'org', name: 'St. Vincent Hospital', partOf: { reference: 'Organization/top' } },
    { resourceType: 'Organization', id: 'top', name: 'Vincentians', alias: ['The Fathers'] },
    ...['1', '2', '3'].map((id) => ({ resourceType: 'Practitioner', id: `dr${id}`, name: [{ family: `Weiß ${id}`, given: ['Ute'] }],
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: `100${id}`, type: { coding: [{ system: TYPES, code: 'NPI' }] } }] })),
    ...Array.from({ length: 8 }, (_, at) => ({ resourceType: 'Encounter', id: `e${at}`, status: pick(['finished', 'in-progress']),
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: pick(['AMB', 'IMP']) }, subject,
      serviceProvider: { reference: pick(['Organization/org', 'Organization/top']) }, period: pick([{ start: start() }, { start: start(), end: '2019-09-19' }]),
      participant: [{ individual: pick([{ reference: 'Practitioner/dr1' }, { identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: '1002' } }, { display: 'somebody' }]) }] })),
    ...Array.from({ length: 14 }, (_, at) => ({ resourceType: 'Condition', id: `c${at}`, code: coded('http://snomed.info/sct', `${20 + below(4)}`, pick(['Asthma', 'Gout', 'Élan'])), subject,
      ...when('onset'), ...pick([{}, { recordedDate: day() }]), encounter: { reference: `Encounter/e${below(10)}` },
      clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: pick(['active', 'resolved']) }] } })),
    ...Array.from({ length: 40 }, (_, at) => ({ resourceType: 'Observation', id: `o${at}`, status: pick(['final', 'amended']),
      meta: pick([{}, { tag: [{ system: 'urn:x:tags', code: pick(['a', 'b']) }], profile: ['http://x.example/fhir/StructureDefinition/vital'], source: 'http://x.example/a' }]),
      code: coded(LOINC, `${below(5)}-1`, `Measure ${below(5)}`), subject: pick([subject, subject, { reference: 'Group/g' }]),
      encounter: pick([undefined, { reference: `Encounter/e${below(9)}` }]), performer: pick([undefined, [{ reference: `Practitioner/dr${below(5)}` }], [{ identifier: { value: '1003', system: 'http://hl7.org/fhir/sid/us-npi' } }]]),
      ...pick([when('effective'), when('effective'), { issued: '2019-01-01T00:00:00Z' }, { effectiveTiming: { event: [day(), day()] } }]),
      ...pick<object>([{ valueQuantity: quantity(below(200) / 10, pick(['mg', 'g'])) }, { valueQuantity: quantity(5, 'mg', { comparator: pick(['<', '>', '<=', '>=']) }) },
        { valueCodeableConcept: coded(LOINC, `LA${below(3)}`, 'Answer') }, { valueString: pick(['positive', 'Negative', 'Überschuss']) }, {},
        { component: [0, 1].map(() => ({ code: coded(LOINC, `${below(5)}-1`, 'Part'), valueQuantity: quantity(below(20), 'mm[Hg]') })) }]) })),
    ...Array.from({ length: 6 }, (_, at) => ({ resourceType: 'DocumentReference', id: `d${at}`, status: 'current', subject, date: '2018-08-08T10:00:00Z', type: coded(LOINC, '11488-4', 'Note'),
      content: [{ attachment: { url: `http://x.example/files/${at}`, contentType: 'text/plain' } }], ...pick([{}, { context: { period: { start: start() } } }]),
      ...(at > 0 ? { relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/d${at - 1}` } }, { code: 'appends', target: { reference: 'DocumentReference/d0' } }] } : {}) })),
    ...Array.from({ length: 5 }, (_, at) => ({ resourceType: 'RiskAssessment', id: `r${at}`, status: 'final', subject, ...when('occurrence'), prediction: [{ probabilityDecimal: below(100) / 100 }] })),
    ...Array.from({ length: 5 }, (_, at) => ({ resourceType: 'Goal', id: `g${at}`, lifecycleStatus: 'active', description: { text: 'Run' }, subject, startDate: start(), target: [{ dueDate: start() }, { dueDate: '2021-01-01' }] })),
  ]; // biome-ignore format: one resource a line
  return facts.map((one) => JSON.stringify(one));
}

/** Some of every type, with whatever may stand in it. */
export function atRandom(types: readonly string[], seed: number, each: number): readonly string[] {
  const random = createRandomResources(seed);
  return types.flatMap((type) => Array.from({ length: each }, () => JSON.stringify(random.make(type, 0.5))));
}
