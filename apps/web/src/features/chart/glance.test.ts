import { describe, expect, it } from 'vitest';
import { glance } from './glance.ts';

const row = (resource: Record<string, unknown>, name: string): string | undefined =>
  glance(resource).find(([found]) => found === name)?.[1];

describe('an entry at a glance', () => {
  it('says a result with its comparator, unit and range', () => {
    const resource = {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '4548-4', display: 'Hemoglobin A1c' }] },
      valueQuantity: { value: 6.4, comparator: '<', unit: '%' },
      referenceRange: [{ low: { value: 4, unit: '%' }, high: { value: 5.6, unit: '%' } }],
      effectiveDateTime: '2021-05',
    };
    expect(row(resource, 'What')).toBe('Hemoglobin A1c');
    expect(row(resource, 'Result')).toBe('< 6.4 %');
    expect(row(resource, 'Usual range')).toBe('4 % – 5.6 %');
    expect(row(resource, 'Coded as')).toBe('LOINC 4548-4');
    expect(row(resource, 'When')).toBe('May 2021');
  });

  it('lists the parts of a panel', () => {
    const resource = {
      resourceType: 'Observation',
      component: [
        { code: { text: 'Systolic' }, valueQuantity: { value: 120, unit: 'mm[Hg]' } },
        { code: { text: 'Diastolic' }, valueQuantity: { value: 80, unit: 'mm[Hg]' } },
      ],
    };
    expect(row(resource, 'Result')).toBe('Systolic: 120 mm[Hg]\nDiastolic: 80 mm[Hg]');
  });

  it('survives shapes that are not FHIR', () => {
    for (const odd of [
      {},
      { code: 7 },
      { name: [null] },
      { note: 'x' },
      { component: [null, 3] },
      { performer: [[]] },
    ]) {
      expect(() => glance(odd)).not.toThrow();
    }
  });

  it('leaves narrative HTML alone', () => {
    const resource = { resourceType: 'Observation', text: { div: '<div><script>alert(1)</script></div>' } };
    expect(JSON.stringify(glance(resource))).not.toContain('script');
  });
});
