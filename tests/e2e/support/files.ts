/** Made-up files for the browser to drop: two people who do not exist. */

const DAY = 86_400_000;

/** UUIDs name their entry everywhere, so nobody has to be asked where a file comes from. */
const uuid = (kind: string, index: number): string => `5f0c2b9e-${kind}-4000-8000-${String(index).padStart(12, '0')}`;
const ANNA = uuid('0000', 1);

const result = (index: number) => ({
  resourceType: 'Observation',
  id: uuid('0003', index),
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }], text: 'Body weight' },
  subject: { reference: `urn:uuid:${ANNA}` },
  effectiveDateTime: new Date(Date.UTC(2026, 0, 1) - index * 9 * DAY).toISOString().replace('.000Z', '+00:00'),
  valueQuantity: { value: 70 + (index % 7), unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
});

const CONDITION = {
  resourceType: 'Condition',
  id: uuid('0002', 1),
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: {
    coding: [{ system: 'http://snomed.info/sct', code: '195967001', display: 'Asthma' }],
    text: 'Asthma since childhood',
  },
  subject: { reference: `urn:uuid:${ANNA}` },
  onsetDateTime: '1994-03',
};

const PATIENT = {
  resourceType: 'Patient',
  id: ANNA,
  name: [{ family: 'Muster', given: ['Anna'] }],
  gender: 'female',
  birthDate: '1984-02-29',
};

/** How many results the made-up bundle has: more than one page of the list. */
export const RESULTS = 160;

/** A transaction bundle of Anna Muster: a Patient, a Condition and {@link RESULTS} Observations. One number ends in a zero. */
export function bundle(): string {
  const resources = [PATIENT, CONDITION, ...Array.from({ length: RESULTS }, (_, index) => result(index))];
  const text = JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((resource) => ({
      fullUrl: `urn:uuid:${resource.id}`,
      resource,
      request: { method: 'POST', url: resource.resourceType },
    })),
  });
  return text.replace('"value":70,', '"value":70.50,');
}

/** A file that cannot be read, and should be refused in words. */
export const BROKEN = '{"resourceType":"Bundle","type":"transaction","entry":[{"resource":';

/** One result whose id is only a name in some system: whoever adds it is asked which. */
export const nameless = (): string =>
  JSON.stringify({
    resourceType: 'Observation',
    id: 'pulse-1',
    status: 'final',
    code: { text: 'Pulse' },
    effectiveDateTime: '2025-11-03',
    valueQuantity: { value: 61, unit: '/min' },
  });

/** A bundle about a person that no record of the tests is about. */
export const somebodyElse = (): string =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      {
        fullUrl: 'urn:uuid:7a0c2b9e-0000-4000-8000-000000000001',
        resource: {
          resourceType: 'Patient',
          name: [{ family: 'Other', given: ['Otto'] }],
          gender: 'male',
          birthDate: '1951-07-01',
        },
      },
      {
        fullUrl: 'urn:uuid:7a0c2b9e-0000-4000-8000-000000000002',
        resource: {
          resourceType: 'Condition',
          code: { text: 'Broken arm' },
          subject: { reference: 'urn:uuid:7a0c2b9e-0000-4000-8000-000000000001' },
          onsetDateTime: '2020-01-02',
        },
      },
    ],
  });
