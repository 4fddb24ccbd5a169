/** Made-up files for the browser to drop: two people who do not exist. */

const DAY = 86_400_000;

const result = (index: number) => ({
  resourceType: 'Observation',
  id: `weight-${index}`,
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }], text: 'Body weight' },
  subject: { reference: 'urn:uuid:5f0c2b9e-0000-4000-8000-000000000001' },
  effectiveDateTime: new Date(Date.UTC(2026, 0, 1) - index * 9 * DAY).toISOString().replace('.000Z', '+00:00'),
  valueQuantity: { value: 70 + (index % 7), unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
});

const CONDITION = {
  resourceType: 'Condition',
  id: 'asthma',
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: {
    coding: [{ system: 'http://snomed.info/sct', code: '195967001', display: 'Asthma' }],
    text: 'Asthma since childhood',
  },
  subject: { reference: 'urn:uuid:5f0c2b9e-0000-4000-8000-000000000001' },
  onsetDateTime: '1994-03',
};

const PATIENT = {
  resourceType: 'Patient',
  id: 'anna',
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
    entry: resources.map((resource, index) => ({
      fullUrl: `urn:uuid:5f0c2b9e-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      resource,
      request: { method: 'POST', url: resource.resourceType },
    })),
  });
  return text.replace('"value":70,', '"value":70.50,');
}

/** A file that cannot be read, and should be refused in words. */
export const BROKEN = '{"resourceType":"Bundle","type":"transaction","entry":[{"resource":';
