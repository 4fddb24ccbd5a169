import { correct } from '@chartwarden/fhir';
import { describe, expect, it } from 'vitest';
import { correctables } from './correctable.ts';

const observation = {
  resourceType: 'Observation',
  id: 'x',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '85354-9', display: 'Blood pressure' }] },
  effectiveDateTime: '2021-05-03',
  component: [
    { code: { text: 'Systolic' }, valueQuantity: { value: 120, unit: 'mm[Hg]' } },
    { code: { text: 'Diastolic' }, valueQuantity: { value: 80, unit: 'mm[Hg]' } },
  ],
};

const condition = {
  resourceType: 'Condition',
  subject: { reference: 'Patient/p' },
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { text: 'Asthma' },
  onsetDateTime: '2001',
};

/** What a person might type for each kind of element. */
const TYPED = { value: '121.50', unit: 'kPa', date: '2021-05-04', code: 'Something else', status: '' };

describe('what can be corrected', () => {
  it('names every part of a panel by its own name', () => {
    const values = correctables(observation).filter((one) => one.kind === 'value');
    expect(values.map((one) => `${one.of} ${one.says}`)).toEqual(['Systolic 120', 'Diastolic 80']);
  });

  it.each([observation, condition])('fits what the server accepts, element by element ($resourceType)', (resource) => {
    const found = correctables(resource);
    expect(found.length).toBeGreaterThan(2);
    for (const { kind, path, options } of found) {
      const value = kind === 'status' ? options?.at(-1) : TYPED[kind];
      const { bytes } = correct(Buffer.from(JSON.stringify(resource)), { kind, path, value });
      expect(Buffer.from(bytes).toString()).toContain(String(value));
    }
  });

  it('keeps the last digit of a number that was typed', () => {
    const { bytes } = correct(Buffer.from(JSON.stringify(observation)), {
      kind: 'value',
      path: 'component[0].valueQuantity.value',
      value: '121.50',
    });
    expect(Buffer.from(bytes).toString()).toContain('"value":121.50');
  });

  it('offers nothing for a shape that is not FHIR', () => {
    expect(correctables({ code: 7, component: 'x', period: [] })).toEqual([]);
  });
});
