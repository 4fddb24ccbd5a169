/** One laboratory result of many, about 400 bytes of JSON: 300 codes, one an hour from the year 2000 on. */
export const observation = (number: number): string =>
  JSON.stringify({
    resourceType: 'Observation',
    id: `o${number}`,
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: {
      coding: [{ system: 'http://loinc.org', code: `${2000 + (number % 300)}-7` }],
      text: `Result ${number % 300}`,
    },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: new Date(Date.UTC(2000, 0, 1) + number * 3_600_000).toISOString(),
    valueQuantity: { value: number % 200, unit: 'mg/dL' },
  });
