import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { describe, expect, it } from 'vitest';
import { readStructures } from '../../scripts/fhir/definitions.ts';
import { typeDef } from './element-table.ts';
import type { Node } from './index-values.ts';
import { invariantsOf } from './invariants.ts';
import { createRandomResources } from './random-resource.testing.ts';
import { keptTypes } from './resource-kinds.ts';

/** Held by the validator itself, or not held: why stands beside each. */
const others: Readonly<Record<string, string>> = {
  'ele-1': 'validate.ts',
  'ext-1': 'validate.ts',
  'ref-1': 'validate.ts',
  'dom-2': 'validate-contained.ts',
  'dom-3': 'validate-contained.ts',
  'dom-4': 'validate-contained.ts',
  'dom-5': 'validate-contained.ts',
  'org-2': 'with the Organization',
  'org-3': 'with the Organization',
  'txt-1': 'html that is shown is cleaned where it is shown',
  'txt-2': 'html that is shown is cleaned where it is shown',
  'ctm-1': 'asks for what a reference leads to',
  'mrp-2': 'a stratifier that no record here has been seen with',
  'ppc-2': 'compares with a system that does not exist (`something`), so it always holds',
  'ppc-3': 'compares with a system that does not exist (`something`), so it always holds',
  'ppc-4': 'compares with a system that does not exist (`something`), so it always holds',
  'ppc-5': 'compares with a system that does not exist (`something`), so it always holds',
  'ras-1': 'stands on a choice that is nearly always a decimal',
  'trd-1': 'a trigger stands in definitions only',
  'trd-2': 'a trigger stands in definitions only',
  'trd-3': 'a trigger stands in definitions only',
  'mqty-1': 'a profile of Quantity',
  'sqty-1': 'a profile of Quantity',
};

interface Rule {
  readonly path: string;
  readonly key: string;
  readonly expression: string;
}

/** Every error-level invariant of the types that are kept and of the data types that they use. */
function definedRules(): Rule[] {
  const wanted = new Set<string>();
  const add = (type: string): void => {
    if (wanted.has(type)) return;
    wanted.add(type);
    for (const { type: inner } of typeDef(type)?.members.values() ?? []) if (typeDef(inner)) add(inner);
  };
  for (const type of [...keptTypes, 'Bundle']) add(type);
  return readStructures().flatMap((structure) =>
    structure.snapshot.element
      .filter(({ path }) => wanted.has(path) || wanted.has(path.slice(0, path.lastIndexOf('.'))))
      .flatMap(({ path, constraint }) =>
        (constraint ?? [])
          .filter(({ severity, expression }) => severity === 'error' && expression !== undefined)
          .map(({ key, expression }) => ({ path, key, expression: expression ?? '' })),
      ),
  );
}

const terms = 'http://terminology.hl7.org/CodeSystem';
const inError = { coding: [{ code: 'entered-in-error', system: `${terms}/allergyintolerance-verification` }] };
const conditionInError = { coding: [{ code: 'entered-in-error', system: `${terms}/condition-ver-status` }] };
const one = { coding: [{ system: 'http://loinc.org', code: '1', display: 'one' }] };
const item = (linkId: string, more: object = {}): Node => ({ linkId, type: 'group', ...more });

/** NLM fhirpath compares no Quantities of a Range by their values, and takes no FHIR boolean for a Boolean. */
const loose = new Set(['rng-2', 'que-7']);

/** What random objects seldom are. */
const rare: readonly (readonly [string, Node])[] = [
  ['AllergyIntolerance', { verificationStatus: inError, clinicalStatus: one }],
  ['AllergyIntolerance', { verificationStatus: inError }],
  ['AllergyIntolerance', { verificationStatus: one, clinicalStatus: one }],
  ['Condition', { verificationStatus: conditionInError, clinicalStatus: one }],
  ['Condition', { verificationStatus: conditionInError }],
  [
    'Condition',
    { abatementString: 'x', clinicalStatus: { coding: [{ code: 'resolved', system: `${terms}/condition-clinical` }] } },
  ],
  ['Observation', { code: one, valueString: 'x', component: [{ code: one }] }],
  ['Observation', { code: one, component: [{ code: one }] }],
  ['Observation', { code: one, valueString: 'x', component: [{ code: { coding: [{ code: '1' }] } }] }],
  ['Questionnaire', { item: [item('1', { item: [item('2')] }), item('2')] }],
  ['Questionnaire.item', item('1', { enableWhen: [{ question: 'a' }, { question: 'b' }, { question: 'c' }] })],
  ['Period', { start: '2020-05', end: '2020-04-30' }],
  ['Period', { start: '2020-05', end: '2020-05-02' }],
  ['Range', { low: { value: 2 }, high: { value: 1 } }],
  ['Count', { value: 1.5, code: '1', system: 'http://unitsofmeasure.org' }],
  ['Count', { value: 2, code: '1', system: 'http://unitsofmeasure.org' }],
  ['Age', { value: 2, code: 'a', system: 'http://unitsofmeasure.org' }],
  ['Distance', { value: 2, code: 'm', system: 'http://unitsofmeasure.org' }],
  ['Duration', { value: 2, code: 'h', system: 'http://unitsofmeasure.org' }],
  ['MolecularSequence', { coordinateSystem: 1 }],
  ['Bundle', { type: 'document', identifier: { system: 's', value: 'v' }, timestamp: '2020-01-01T00:00:00Z' }],
  ['Bundle', { type: 'document', entry: [{ resource: { resourceType: 'Composition' } }] }],
  ['Bundle', { type: 'message', entry: [{ resource: { resourceType: 'MessageHeader' } }] }],
  ['Bundle', { type: 'message', entry: [{ resource: { resourceType: 'Patient' } }] }],
  ['Bundle', { type: 'batch', total: 1, entry: [{ request: {} }, {}] }],
  ['Bundle', { type: 'batch-response', entry: [{ response: { status: '200' } }] }],
  [
    'Bundle',
    {
      type: 'collection',
      entry: [
        { fullUrl: 'urn:x' },
        { fullUrl: 'urn:x', resource: { resourceType: 'Basic', meta: { versionId: '1' } } },
      ],
    },
  ],
  ['Bundle', { type: 'collection', entry: [{ fullUrl: 'urn:x' }, { fullUrl: 'urn:x' }] }],
  ['Bundle.entry', { fullUrl: 'http://x/Patient/1/_history/2' }],
  ['MeasureReport', { type: 'data-collection', group: [{}] }],
];

describe('the invariants of R4', () => {
  const rules = definedRules();

  it('are held, or left out for a reason that is written down', () => {
    const held = (rule: Rule): boolean => invariantsOf(rule.path)?.some(([key]) => key === rule.key) ?? false;
    expect(
      rules.filter((rule) => !held(rule) && !(rule.key in others)).map(({ path, key }) => `${path} ${key}`),
    ).toEqual([]);
    for (const path of new Set(rules.map((rule) => rule.path))) {
      const keys = rules.filter((rule) => `${rule.path}.`.startsWith(`${path}.`)).map(({ key }) => key);
      for (const [key] of invariantsOf(path) ?? []) expect(keys).toContain(key);
    }
  });

  it('say what their expressions say in NLM fhirpath, on random objects of every kind', () => {
    const compiled = new Map(
      rules
        .filter(({ path, key }) => invariantsOf(path)?.some(([known]) => known === key))
        .map(({ path, key, expression }) => [
          `${path} ${key}`,
          fhirpath.compile({ base: path, expression }, r4, { traceFn: () => undefined }) as (
            node: unknown,
            variables: object,
          ) => unknown[],
        ]),
    );
    const random = createRandomResources(11);
    const seen = new Map([...compiled.keys()].map((name) => [name, { held: 0, broken: 0 }]));
    const differences: string[] = [];
    const compare = (path: string, node: Node): void => {
      for (const [key, holds] of invariantsOf(path) ?? []) {
        const name = `${path} ${key}`;
        const variables = { resource: node, ucum: 'http://unitsofmeasure.org' };
        const [official] = compiled.get(name)?.(node, variables) ?? [];
        const mine = holds(node);
        const counts = seen.get(name);
        if (counts) counts[mine ? 'held' : 'broken'] += 1;
        // Nothing is what FHIRPath says of dates that are too vague to compare.
        const isAsked = !loose.has(key) && official !== undefined;
        if (isAsked && mine !== official) differences.push(`${name} ${mine} ${JSON.stringify(node).slice(0, 300)}`);
      }
    };
    for (const [path, node] of rare) compare(path, node);
    for (const path of new Set(rules.filter(({ path }) => invariantsOf(path)).map(({ path }) => path))) {
      for (let turn = 0; turn < 80; turn += 1) {
        const { resourceType, ...node } = random.make(path, (1 + (turn % 9)) / 10);
        compare(path, resourceType === path && !path.includes('.') ? { resourceType, ...node } : node);
      }
    }
    expect(differences.slice(0, 5)).toEqual([]);
    const onesided = [...seen].filter(([, { held, broken }]) => held === 0 || broken === 0).map(([name]) => name);
    expect(onesided).toEqual([]);
  });
});
