import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractIndex, isComposite, searchParameterKind } from './extract.ts';
import { keptTypes } from './resource-kinds.ts';
import { createRandomResources, createSearchOracle, findResources, linesOf } from './testing.ts';
import type { IndexValue } from './types.ts';

const of = (resource: Record<string, unknown>, param: string): Omit<IndexValue, 'param'>[] =>
  extractIndex(resource)
    .filter((value) => value.param === param)
    .map(({ param: _, ...rest }) => rest);

describe('index extractors', () => {
  it('find what NLM fhirpath finds, in random resources of every type that is kept', () => {
    const oracle = createSearchOracle();
    const random = createRandomResources(11);
    for (const type of keptTypes) {
      const resource = random.make(type, 0.5);
      expect([type, linesOf(extractIndex(resource))]).toEqual([type, oracle(resource)]);
    }
  });

  const data = resolve(import.meta.dirname, '../../../shared/data/fhir-us-core');
  it.skipIf(!existsSync(data))(
    'find what NLM fhirpath finds in real resources (a sample; all of them: prove extractors)',
    () => {
      const oracle = createSearchOracle();
      for (const name of readdirSync(data)
        .filter((file) => file.endsWith('.json'))
        .slice(0, 30)) {
        for (const { resource } of findResources(readFileSync(join(data, name)))) {
          expect([name, linesOf(extractIndex(resource))]).toEqual([name, oracle(resource)]);
        }
      }
    },
  );

  it('make tokens of every coding, of the text, of identifiers, contacts, codes and booleans', () => {
    const resource = {
      resourceType: 'Patient',
      active: false,
      gender: 'other',
      identifier: [{ system: 's', value: 'v', type: { text: 'MRN' } }, { value: 'bare' }],
      telecom: [
        { system: 'phone', value: '555' },
        { system: 'email', value: 'a@example.org' },
      ],
      communication: [
        { language: { coding: [{ system: 'l', code: 'de', display: 'German' }, { code: 'gsw' }], text: 'Deutsch' } },
      ],
      deceasedDateTime: '2020',
    };
    expect(of(resource, 'Patient.language')).toEqual([
      { kind: 'token', system: 'l', code: 'de', text: 'German' },
      { kind: 'token', code: 'gsw' },
      { kind: 'token', text: 'Deutsch' },
    ]);
    expect(of(resource, 'Patient.identifier')).toEqual([
      { kind: 'token', system: 's', code: 'v', text: 'MRN' },
      { kind: 'token', code: 'bare' },
    ]);
    expect(of(resource, 'Patient.phone')).toEqual([{ kind: 'token', code: '555' }]);
    expect(of(resource, 'Patient.email')).toEqual([{ kind: 'token', code: 'a@example.org' }]);
    expect(of(resource, 'Patient.active')).toEqual([{ kind: 'token', code: 'false' }]);
    expect(of(resource, 'Patient.gender')).toEqual([{ kind: 'token', code: 'other' }]);
    expect(of(resource, 'Patient.deceased')).toEqual([{ kind: 'token', code: 'true' }]);
    expect(of({ resourceType: 'Patient' }, 'Patient.deceased')).toEqual([{ kind: 'token', code: 'false' }]);
  });

  it('leave an untyped reference to whoever can resolve it, and drop one of another type', () => {
    const subject = (reference: object): object => ({ resourceType: 'Observation', subject: reference });
    const patient = (reference: object): unknown[] =>
      of(subject(reference) as Record<string, unknown>, 'Observation.patient');
    expect(patient({ reference: 'urn:uuid:1' })).toEqual([
      { kind: 'reference', target: { reference: 'urn:uuid:1' }, onlyIf: 'Patient' },
    ]);
    expect(patient({ reference: 'urn:uuid:1', type: 'Patient' })).toEqual([
      { kind: 'reference', target: { reference: 'urn:uuid:1', type: 'Patient' } },
    ]);
    expect(patient({ reference: 'https://x.org/fhir/Patient/1/_history/3' })).toHaveLength(1);
    expect(patient({ reference: 'Group/1' })).toEqual([]);
    expect(patient({ reference: '#p' })).toEqual([]);
    expect(patient({ identifier: { system: 's', value: 'v' } })).toEqual([
      { kind: 'reference', target: { identifier: { system: 's', value: 'v' } }, onlyIf: 'Patient' },
    ]);
  });

  it('make ranges of dates, periods with open ends and schedules', () => {
    const at = (more: object): unknown[] => of({ resourceType: 'Observation', ...more }, 'Observation.date');
    expect(at({ effectiveDateTime: '2020' })).toEqual([
      { kind: 'date', low: Date.UTC(2020, 0), high: Date.UTC(2021, 0) - 1 },
    ]);
    expect(at({ effectivePeriod: { start: '2020-01-01' } })).toEqual([
      { kind: 'date', low: Date.UTC(2020, 0), high: null },
    ]);
    expect(at({ effectivePeriod: { start: 'soon' } })).toEqual([]);
    expect(at({ effectiveTiming: { event: ['2020-01-03', '2020-01-01'] } })).toEqual([
      { kind: 'date', low: Date.UTC(2020, 0, 1), high: Date.UTC(2020, 0, 4) - 1 },
    ]);
    expect(at({ effectiveDateTime: 'in spring' })).toEqual([]);
  });

  it('make quantities with their unit, both ends of a range, money with its currency', () => {
    expect(
      of(
        {
          resourceType: 'Observation',
          valueQuantity: { value: 5.4, unit: 'mg', system: 'u', code: 'mg', comparator: '<' },
        },
        'Observation.value-quantity',
      ),
    ).toEqual([{ kind: 'quantity', value: '5.4', unit: 'mg', system: 'u', code: 'mg', comparator: '<' }]);
    expect(
      of(
        { resourceType: 'Condition', onsetRange: { low: { value: 3 }, high: { value: 5 } } },
        'Condition.onset-age',
      ).map((one) => (one as { value?: string }).value),
    ).toEqual(['3', '5']);
    expect(of({ resourceType: 'Invoice', totalGross: { value: 10, currency: 'EUR' } }, 'Invoice.totalgross')).toEqual([
      { kind: 'quantity', value: '10', system: 'urn:iso:std:iso:4217', code: 'EUR' },
    ]);
  });

  it('trust no shape', () => {
    const odd = [
      null,
      1,
      'x',
      true,
      [],
      [null],
      [[]],
      {},
      { coding: 'x' },
      { coding: [null, 1] },
      { reference: 5 },
      { start: 5 },
      [{ value: {} }],
    ];
    for (const type of keptTypes) {
      for (const value of odd) {
        const resource: Record<string, unknown> = { resourceType: type };
        for (const name of [
          'code',
          'subject',
          'identifier',
          'name',
          'component',
          'effectivePeriod',
          'effectiveTiming',
          'participant',
          'meta',
          'telecom',
          'address',
          'valueQuantity',
          'onsetRange',
          'item',
          'entry',
        ])
          resource[name] = value;
        expect(() => extractIndex(resource)).not.toThrow();
      }
    }
    expect(extractIndex({ resourceType: 'constructor' })).toEqual([]);
  });

  it('are named by kind, and composites are known as such', () => {
    expect(searchParameterKind('Observation', 'code')).toBe('token');
    expect(searchParameterKind('Observation', 'date')).toBe('date');
    expect(searchParameterKind('Observation', 'nothing')).toBeUndefined();
    expect(searchParameterKind('toString', 'code')).toBeUndefined();
    expect(isComposite('Observation', 'code-value-quantity')).toBe(true);
    expect(isComposite('Observation', 'code')).toBe(false);
  });
});
