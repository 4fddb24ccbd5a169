import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeDef } from './element-table.ts';
import { createRandomResources } from './random-resource.testing.ts';
import { keptTypes } from './resource-kinds.ts';
import { validate } from './validate.ts';

const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' } };
const faults = (more: object): string[] =>
  validate(JSON.parse(JSON.stringify({ ...observation, ...more }))).map(
    ({ fault, expression }) => `${fault} ${expression}`,
  );

describe('validation', () => {
  it('finds nothing in random resources made from the R4 tables', () => {
    const random = createRandomResources(3);
    for (const type of keptTypes) {
      for (let turn = 0; turn < 3; turn += 1) {
        const issues = validate(random.make(type, 0.5)).filter((issue) => issue.severity === 'error');
        expect([type, issues]).toEqual([type, []]);
      }
    }
  });

  it.each<[object, string]>([
    [{ status: undefined }, 'missing-element Observation.status'],
    [{ status: 'done' }, 'code-not-allowed Observation.status'],
    [{ comment: 'x' }, 'unknown-element Observation.comment'],
    [{ category: { text: 'x' } }, 'not-a-list Observation.category'],
    [{ category: [] }, 'empty-list Observation.category'],
    [{ subject: [{ reference: 'Patient/1' }] }, 'is-a-list Observation.subject'],
    [{ subject: 'Patient/1' }, 'not-an-object Observation.subject'],
    [{ subject: null }, 'null-value Observation.subject'],
    [{ subject: {} }, 'empty-object Observation.subject'],
    [{ effectiveDateTime: '2020-13' }, 'bad-primitive Observation.effectiveDateTime'],
    [{ effectiveDateTime: '2020-01-01T10:00:00' }, 'bad-primitive Observation.effectiveDateTime'],
    [{ issued: '2020-01-01' }, 'bad-primitive Observation.issued'],
    [{ valueQuantity: { value: '5' } }, 'bad-primitive Observation.valueQuantity.value'],
    [{ valueQuantity: { value: 5, comparator: '=' } }, 'code-not-allowed Observation.valueQuantity.comparator'],
    [{ valueString: 'x', valueInteger: 1 }, 'two-of-a-choice Observation.valueInteger'],
    [{ component: [{ code: { text: 'a' } }, {}] }, 'empty-object Observation.component[1]'],
    [{ component: [{ code: { text: 'a' } }, {}] }, 'missing-element Observation.component[1].code'],
    [{ note: [{ text: 'a\u0000' }] }, 'bad-primitive Observation.note[0].text'],
    [{ note: [{ text: '\ud800' }] }, 'bad-primitive Observation.note[0].text'],
    [{ id: 'not valid' }, 'bad-primitive Observation.id'],
    [{ subject: { reference: '#gone' } }, 'missing-contained Observation.subject'],
    [{ subject: { reference: 'Medication/1' } }, 'reference-target Observation.subject'],
    [{ contained: [{ resourceType: 'Foo' }] }, 'unknown-resource Observation.contained[0]'],
    [
      { extension: [{ url: 'u', valueString: 'x', extension: [{ url: 'v', valueString: 'y' }] }] },
      'value-and-extension Observation.extension[0]',
    ],
    [{ _subject: {} }, 'unknown-element Observation._subject'],
    [{ _status: [{ id: 'x' }] }, 'bad-companion Observation._status'],
  ])('%j', (more, expected) => {
    expect(faults(more)).toContain(expected);
  });

  it('takes what R4 allows in odd places', () => {
    expect(faults({ status: undefined, _status: { extension: [{ url: 'u', valueCode: 'unknown' }] } })).toEqual([]);
    expect(
      faults({
        effectiveInstant: '2020-01-01T10:00:00Z',
        contained: [{ resourceType: 'Patient', id: 'p' }],
        subject: { reference: '#p' },
      }),
    ).toEqual([]);
    const patient = {
      resourceType: 'Patient',
      name: [{ given: ['A', null], _given: [null, { extension: [{ url: 'u', valueString: 'x' }] }] }],
    };
    expect(validate(patient)).toEqual([]);
  });

  it('flags any element of another name, anywhere', () => {
    const random = createRandomResources(9);
    fc.assert(
      fc.property(fc.constantFrom(...keptTypes), (type) => {
        const resource = random.make(type);
        resource.somethingElse = 1;
        expect(validate(resource).some((issue) => issue.expression === `${type}.somethingElse`)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('says no value, no unlikely name, and not everything', () => {
    const issues = validate({ ...observation, 'Maria Müller 1980': 1, valueString: 'secret\u0001' } as Record<
      string,
      unknown
    >);
    expect(JSON.stringify(issues)).not.toMatch(/Maria|secret/);
    expect(issues.map((issue) => issue.expression)).toContain('Observation.?');
    const many = { resourceType: 'Patient', name: Array.from({ length: 1000 }, () => 'x') };
    expect(validate(many)).toHaveLength(100);
  });

  it('does not mistake members of every object for elements', () => {
    expect(validate({ ...observation, constructor: {} } as Record<string, unknown>)).toHaveLength(1);
    expect(typeDef('constructor')).toBeUndefined();
    expect(validate({ resourceType: 'toString' })[0]?.fault).toBe('unknown-resource');
    expect(validate({ resourceType: 'HumanName' })[0]?.fault).toBe('unknown-resource');
  });
});
