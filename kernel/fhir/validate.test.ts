import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeDef } from './element-table.ts';
import { createRandomResources } from './random-resource.testing.ts';
import { keptTypes } from './resource-kinds.ts';
import { isRefused, type ValidationIssue, validate } from './validate.ts';

const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' } };
const faults = (more: object): string[] =>
  validate(JSON.parse(JSON.stringify({ ...observation, ...more }))).map(
    ({ fault, expression }) => `${fault} ${expression}`,
  );

/** Random elements do not fit together: the rules between them are tried in invariants.test.ts. */
const isStructural = ({ severity, fault }: ValidationIssue): boolean => severity === 'error' && fault !== 'invariant';
const rules = (resource: object): string[] =>
  validate(JSON.parse(JSON.stringify(resource))).map(({ rule, fault, expression }) => `${rule ?? fault} ${expression}`);

describe('validation', () => {
  it('finds nothing in random resources made from the R4 tables', () => {
    const random = createRandomResources(3);
    for (const type of keptTypes) {
      for (let turn = 0; turn < 3; turn += 1) {
        const issues = validate(random.make(type, 0.5)).filter(isStructural);
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
    [{ _status: null }, 'bad-companion Observation._status'],
    [{ subject: { id: 'x' } }, 'empty-object Observation.subject'],
    [{ subject: { reference: 'Patient/' } }, 'bad-reference Observation.subject'],
    [{ subject: { reference: 'Patient 1' } }, 'bad-reference Observation.subject'],
    [{ subject: { reference: 'Foo/1' } }, 'bad-reference Observation.subject'],
    [{ subject: { reference: 'Patient/a_b' } }, 'bad-reference Observation.subject'],
    [{ subject: { reference: '' } }, 'bad-reference Observation.subject'],
    [{ subject: { reference: 'Patient/1', type: 'Group' } }, 'bad-reference Observation.subject'],
    [{ valueQuantity: { value: 5, code: 'mg' } }, 'invariant Observation.valueQuantity'],
    [{ text: { status: 'generated', div: '<div>x' } }, 'bad-primitive Observation.text.div'],
    [{ text: { status: 'generated', div: '<script/>' } }, 'bad-primitive Observation.text.div'],
    [{ meta: { lastUpdated: '2020-02-30T00:00:00Z' } }, 'bad-primitive Observation.meta.lastUpdated'],
    [{ effectivePeriod: { start: '2021', end: '2020' } }, 'invariant Observation.effectivePeriod'],
    [{ extension: [{ url: 'u' }] }, 'invariant Observation.extension[0]'],
    [{ category: [{}] }, 'empty-object Observation.category[0]'],
    [{ category: [[]] }, 'not-an-object Observation.category[0]'],
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

  it('holds required bindings, those of concepts with their systems (R4 terminologies, 4.1.5)', () => {
    const system = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
    const status = (clinicalStatus: object): string[] =>
      rules({ resourceType: 'Condition', subject: { reference: 'Patient/1' }, clinicalStatus });
    const refused = ['code-not-allowed Condition.clinicalStatus'];
    expect(status({ coding: [{ system, code: 'active' }] })).toEqual([]);
    expect(
      status({
        coding: [
          { system: 'urn:x', code: '1' },
          { system, code: 'active' },
        ],
      }),
    ).toEqual([]);
    expect(status({ coding: [{ system, code: 'actve' }] })).toEqual(refused);
    expect(status({ coding: [{ system: 'urn:x', code: 'active' }] })).toEqual(refused);
    expect(status({ coding: [{ code: 'active' }] })).toEqual(refused);
    expect(status({ text: 'active' })).toEqual(refused);
    expect(status({ extension: [{ url: 'http://x', valueCode: 'unknown' }] })).toEqual([]);
    const photo = (more: object): string[] => rules({ resourceType: 'Patient', photo: [more] });
    expect(photo({ contentType: 'image/png', data: 'aGVsbG8=' })).toEqual([]);
    expect(photo({ contentType: 'text/html; charset=utf-8' })).toEqual([]);
    expect(photo({ contentType: 'picture' })).toEqual(['code-not-allowed Patient.photo[0].contentType']);
    for (const data of ['aGVsbG8', 'aGVs*bG8', '', 'a===', '=aGV'])
      expect(photo({ contentType: 'image/png', data })).toEqual(['bad-primitive Patient.photo[0].data']);
    const money = (currency: string): string[] =>
      rules({ resourceType: 'Invoice', status: 'draft', totalNet: { value: 1, currency } });
    expect([money('EUR'), money('DM')]).toEqual([[], ['code-not-allowed Invoice.totalNet.currency']]);
  });

  it('holds what is contained: found, used, and nothing in it that only a whole resource has (dom-2 to dom-5)', () => {
    const holding = (contained: readonly object[], more: object = {}): string[] =>
      rules({ ...observation, contained, ...more });
    const patient = { resourceType: 'Patient', id: 'p' };
    const subject = { reference: '#p' };
    expect(holding([patient], { subject })).toEqual([]);
    expect(holding([patient])).toEqual(['dom-3 Observation.contained[0]']);
    expect(holding([{ ...patient, managingOrganization: { reference: '#' } }])).toEqual([]);
    expect(
      holding([{ resourceType: 'Questionnaire', id: 'q', status: 'draft' }], {
        extension: [{ url: 'http://x', valueCanonical: '#q' }],
      }),
    ).toEqual([]);
    expect(holding([{ ...patient, contained: [{ resourceType: 'Patient', id: 'x' }] }], { subject })).toContain(
      'dom-2 Observation.contained[0]',
    );
    for (const meta of [{ versionId: '1' }, { lastUpdated: '2020-01-01T00:00:00Z' }])
      expect(holding([{ ...patient, meta }], { subject })).toEqual(['dom-4 Observation.contained[0]']);
    expect(holding([{ ...patient, meta: { security: [{ code: 'R' }] } }], { subject })).toEqual([
      'dom-5 Observation.contained[0]',
    ]);
    expect(holding([{ resourceType: 'Medication', id: 'p' }], { subject })).toEqual([
      'reference-target Observation.subject',
    ]);
    // Each entry of a Bundle contains its own.
    const entry = { resource: { ...observation, subject } };
    expect(rules({ resourceType: 'Bundle', type: 'collection', entry: [entry] })).toEqual([
      'missing-contained Bundle.entry[0].resource.subject',
    ]);
  });

  it('tells a reference to another type when it is received, and refuses it when it is written', () => {
    const [issue] = validate({ ...observation, subject: { reference: 'Medication/1' } });
    expect(issue).toMatchObject({ fault: 'reference-target', severity: 'warning' });
    expect(issue && isRefused(issue)).toBe(true);
    for (const reference of ['Patient/1', 'https://x.org/Patient/1', 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520'])
      expect(faults({ subject: { reference } })).toEqual([]);
    expect(faults({ subject: { reference: 'Patient?identifier=http://x|1' } })).toEqual([]);
    expect(faults({ subject: { reference: 'Patient/1/_history/2', type: 'Patient' } })).toEqual([]);
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
