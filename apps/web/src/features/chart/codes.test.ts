import { describe, expect, it } from 'vitest';
import { codesOf, systemName } from './codes.ts';

describe('the codes of an entry', () => {
  it('come each once, the main one first, with system, code and what the source calls it', () => {
    const loinc = { system: 'http://loinc.org', code: '85354-9', display: 'Blood pressure panel' };
    const resource = {
      resourceType: 'Observation',
      meta: { tag: [{ system: 'http://x.example', code: 'not of the entry' }] },
      identifier: [{ type: { coding: [{ code: 'MR' }] } }],
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
      ],
      code: { coding: [{ ...loinc, display: undefined }, loinc, { code: 'BP' }] },
      component: [
        {
          code: { coding: [{ system: 'urn:oid:1.2.3', code: '8480-6' }] },
          valueQuantity: { value: 1, unit: 'mm[Hg]', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
        },
      ],
    };
    expect(codesOf(resource)).toEqual([
      { element: 'code', system: 'LOINC', code: '85354-9', display: 'Blood pressure panel' },
      { element: 'code', system: undefined, code: 'BP', display: undefined },
      { element: 'category', system: 'HL7 observation-category', code: 'vital-signs', display: undefined },
      { element: 'component', system: 'OID 1.2.3', code: '8480-6', display: undefined },
    ]);
  });

  it('include a coding that stands by itself, and survive any shape, however deep', () => {
    const visit = { class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' } };
    expect(codesOf(visit)).toMatchObject([{ element: 'class', system: 'HL7 ActCode', code: 'AMB' }]);
    let deep: Record<string, unknown> = { coding: [{ code: 'deep' }] };
    for (let level = 0; level < 5000; level += 1) deep = { item: [deep] };
    for (const odd of [{}, { code: 7 }, { code: { coding: 'x' } }, { item: [null, [[]]] }, deep])
      expect(codesOf(odd)).toEqual([]);
  });

  it('name a system that is not known by the end of its address', () => {
    expect(systemName('https://codes.example/lab-codes/')).toBe('lab-codes');
    expect(systemName('local')).toBe('local');
  });
});
