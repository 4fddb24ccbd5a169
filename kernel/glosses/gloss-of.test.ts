import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glossOf, glossOfResource } from './gloss-of.ts';
import { table } from './table.ts';

const SYSTEMS = {
  loinc: 'http://loinc.org',
  snomed: 'http://snomed.info/sct',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  cvx: 'http://hl7.org/fhir/sid/cvx',
} as const;

/** Every coding of the table with the name it has there. */
const known = table.flatMap((entry) =>
  Object.entries(entry.codes).flatMap(([system, codes]) =>
    codes.map((code) => ({ system: SYSTEMS[system as keyof typeof SYSTEMS], code, name: entry.en.name })),
  ),
);
const unknown = fc.record({ system: fc.constantFrom('http://example.org/own', '', 'LN'), code: fc.string() });

describe('glossOf', () => {
  it('finds every code of the table', () => {
    for (const { name, ...coding } of known) expect(glossOf([coding])?.name).toBe(name);
  });

  it('takes the first coding that has a gloss, whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.array(unknown),
        fc.constantFrom(...known),
        fc.array(fc.oneof(unknown, fc.constantFrom(...known))),
        (before, first, after) => {
          expect(glossOf([...before, first, ...after])?.name).toBe(first.name);
        },
      ),
    );
  });

  it('knows the system by its OID, with https, in capitals or with a slash at the end', () => {
    for (const system of [
      'urn:oid:2.16.840.1.113883.6.1',
      'https://loinc.org',
      'http://LOINC.org/',
      ' http://loinc.org',
    ])
      expect(glossOf([{ system, code: '718-7' }])?.name).toBe('Hemoglobin');
    expect(glossOf([{ system: 'urn:oid:2.16.840.1.113883.6.90', code: 'i10' }])?.name).toBe('High blood pressure');
  });

  it('reads CVX codes below ten with and without their zero', () => {
    expect(glossOf([{ system: SYSTEMS.cvx, code: '3' }])).toEqual(glossOf([{ system: SYSTEMS.cvx, code: '03' }]));
    expect(glossOf([{ system: SYSTEMS.cvx, code: '3' }])?.name).toBe('MMR vaccine');
  });

  it('does not take a code of one system for that of another', () => {
    expect(glossOf([{ system: SYSTEMS.snomed, code: '718-7' }])).toBeNull();
    expect(glossOf([{ system: SYSTEMS.loinc, code: '03' }])).toBeNull();
    // ICD-10 of WHO and of other countries is not ICD-10-CM.
    expect(glossOf([{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10' }])).toBeNull();
  });

  it('has nothing to say about what it does not know', () => {
    fc.assert(
      fc.property(fc.array(unknown), (codings) => {
        expect(glossOf(codings)).toBeNull();
      }),
    );
  });
});

describe('glossOfResource', () => {
  const coding = [{ system: SYSTEMS.loinc, code: '4548-4' }];

  it('reads the element that says what the resource is about', () => {
    for (const resourceType of ['Observation', 'Condition', 'DiagnosticReport'])
      expect(glossOfResource({ resourceType, code: { coding } })?.name).toBe('Hemoglobin A1c');
    const shot = { resourceType: 'Immunization', vaccineCode: { coding: [{ system: SYSTEMS.cvx, code: '140' }] } };
    expect(glossOfResource(shot)?.name).toBe('Flu shot');
  });

  it('says nothing about other types, whose code means something else', () => {
    for (const resourceType of ['Procedure', 'MedicationRequest', 'AllergyIntolerance', undefined])
      expect(glossOfResource({ resourceType, code: { coding }, vaccineCode: { coding } })).toBeNull();
  });

  it('stands any shape', () => {
    const shape = fc.oneof(
      fc.jsonValue(),
      fc.record({ coding: fc.jsonValue() }),
      fc.record({ coding: fc.array(fc.jsonValue()) }),
    );
    fc.assert(
      fc.property(fc.constantFrom('Observation', 'Immunization', '__proto__'), shape, (resourceType, code) => {
        expect(glossOfResource({ resourceType, code, vaccineCode: code })).toBeNull();
      }),
    );
    expect(glossOfResource(null)).toBeNull();
    expect(glossOfResource([])).toBeNull();
  });

  it('skips codings without system or code', () => {
    const broken = [null, 7, { code: '718-7' }, { system: SYSTEMS.loinc }, { system: 1, code: 2 }];
    expect(glossOfResource({ resourceType: 'Observation', code: { coding: [...broken, ...coding] } })?.name).toBe(
      'Hemoglobin A1c',
    );
  });
});
