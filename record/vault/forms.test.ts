import { expect, it } from 'vitest';
import { metadataOnly } from './forms.ts';

const kept = (resource: object): unknown => JSON.parse(metadataOnly(Buffer.from(JSON.stringify(resource))).toString());

it('leaves types, codes, status and the dates of a fact, and nothing that was measured, written or named', () => {
  const code = {
    coding: [{ system: 'http://loinc.org', code: '8665-2', display: 'Last period, said Zorah' }],
    text: 'Zorah',
  };
  const fact = {
    resourceType: 'Observation', id: 'f1', status: 'final', code, effectiveDateTime: '2020-01-01', issued: '2020-01-02',
    subject: { reference: 'Patient/p', display: 'Zorah' }, note: [{ text: 'Zorah' }], text: { div: 'Zorah' },
    valueQuantity: { value: 7 }, extension: [{ url: 'x', valueDate: '2019-12-24' }],
  }; // biome-ignore format: one resource
  const plain = {
    resourceType: 'Observation',
    id: 'f1',
    status: 'final',
    effectiveDateTime: '2020-01-01',
    issued: '2020-01-02',
  };
  expect(kept(fact)).toEqual({ ...plain, code: { coding: [{ system: 'http://loinc.org', code: '8665-2' }] } });
});

it.each(['valueDateTime', 'valuePeriod', 'birthDate', 'deceasedDateTime', 'bornDate', 'bornPeriod'])(
  'takes %s for a value and not for a time of the fact',
  (name) => {
    const value = name.endsWith('Period') ? { start: '2019-12-24' } : '2019-12-24';
    expect(kept({ resourceType: 'Any', id: 'f1', [name]: value })).toEqual({ resourceType: 'Any', id: 'f1' });
  },
);
