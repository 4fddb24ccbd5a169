import { describe, expect, it } from 'vitest';
import { typeDef } from './element-table.ts';
import { createRandomResources } from './random-resource.testing.ts';
import { keptTypes } from './resource-kinds.ts';
import { createSubset, type SubsetForm } from './subset.ts';
import { validate } from './validate.ts';

const tag = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };
const cut = (text: string, form: SubsetForm): string =>
  Buffer.from(createSubset(form)(Buffer.from(text))).toString('utf8');
const subset = (resource: object, form: SubsetForm): Record<string, unknown> =>
  JSON.parse(cut(JSON.stringify(resource, null, 1), form)) as Record<string, unknown>;

const observation = {
  resourceType: 'Observation',
  id: 'o1',
  meta: { versionId: '3', tag: [{ system: 'urn:x', code: 'mine' }] },
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
  contained: [{ resourceType: 'Patient', id: 'p' }],
  extension: [{ url: 'http://x', valueString: 'x' }],
  modifierExtension: [{ url: 'http://refuted', valueBoolean: true }],
  status: 'final',
  _status: { id: 's' },
  code: { coding: [{ system: 'http://loinc.org', code: '1' }], text: 'one' },
  valueQuantity: { value: 1.5, unit: 'mg' },
  note: [{ text: 'seen' }],
  referenceRange: [{ low: { value: 1 } }],
  component: [
    { code: { text: 'a' }, valueString: 'x', dataAbsentReason: { text: 'no' }, interpretation: [{ text: 'high' }] },
    { code: { text: 'b' } },
  ],
};

describe('a subset of a resource (R4 search, "Summary" and "Elements")', () => {
  it('has the elements that were asked for, what is mandatory and what changes the meaning, and says that it is one', () => {
    expect(subset(observation, { elements: ['value', 'note'] })).toEqual({
      resourceType: 'Observation',
      id: 'o1',
      meta: { versionId: '3', tag: [{ system: 'urn:x', code: 'mine' }, tag] },
      modifierExtension: observation.modifierExtension,
      status: 'final',
      _status: { id: 's' },
      code: observation.code,
      valueQuantity: observation.valueQuantity,
      note: observation.note,
    });
  });

  it('takes a choice by its name and by its name with a type', () => {
    for (const name of ['value', 'valueQuantity'])
      expect(subset(observation, { elements: [name] })).toHaveProperty('valueQuantity');
    expect(subset(observation, { elements: ['valueString'] })).not.toHaveProperty('valueQuantity');
  });

  it('of a summary has the elements that R4 marks so, at every level', () => {
    const summary = subset(observation, { summary: 'true' });
    expect(Object.keys(summary).sort()).toEqual(
      [
        '_status',
        'code',
        'component',
        'id',
        'meta',
        'modifierExtension',
        'resourceType',
        'status',
        'valueQuantity',
      ].sort(),
    );
    expect(summary.component).toEqual([{ code: { text: 'a' }, valueString: 'x' }, { code: { text: 'b' } }]);
  });

  it('of text has the narrative and what is mandatory; of data everything but the narrative', () => {
    expect(Object.keys(subset(observation, { summary: 'text' })).sort()).toEqual(
      ['_status', 'code', 'id', 'meta', 'modifierExtension', 'resourceType', 'status', 'text'].sort(),
    );
    const { text, meta, ...data } = subset(observation, { summary: 'data' });
    const { text: narrative, meta: before, ...others } = observation;
    expect([text, narrative.status, before.versionId]).toEqual([undefined, 'generated', '3']);
    expect(data).toEqual(others);
    expect(meta).toMatchObject({ tag: [before.tag[0], tag] });
  });

  it('keeps the bytes of what stays, and its order', () => {
    const text =
      '{ "note":[{"text":"x"}],"resourceType" : "Observation","valueQuantity":{"value": 1.50 },"status":"final"}';
    expect(cut(text, { elements: ['value'] })).toBe(
      '{"resourceType" : "Observation","meta":{"tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue",' +
        '"code":"SUBSETTED"}]},"valueQuantity":{"value": 1.50 },"status":"final"}',
    );
  });

  it('keeps what is contained when something that stays leads to it', () => {
    const request = {
      resourceType: 'MedicationRequest',
      contained: [{ resourceType: 'Medication', id: 'm', status: 'active' }],
      status: 'active',
      intent: 'order',
      medicationReference: { reference: '#m' },
      subject: { reference: 'Patient/1' },
      note: [{ text: 'x' }],
    };
    for (const form of [{ summary: 'true' }, { elements: ['status'] }] satisfies SubsetForm[]) {
      const found = subset(request, form);
      expect(found).toMatchObject({ contained: request.contained, medicationReference: { reference: '#m' } });
      expect([found.note, validate(found)]).toEqual([undefined, []]);
    }
  });

  it('leaves nothing empty', () => {
    const period = { start: '2020' };
    const participant = [{ period }, { individual: { display: 'x' }, period }];
    const encounter = { resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, participant };
    expect(subset(encounter, { summary: 'true' }).participant).toEqual([{ period }, { individual: { display: 'x' } }]);
  });

  it('ends where a type stands in itself', () => {
    const items = { linkId: '1', type: 'group', text: 'a', item: [{ linkId: '1.1', type: 'string', text: 'b' }] };
    const found = subset({ resourceType: 'Questionnaire', status: 'draft', item: [items] }, { summary: 'true' });
    expect(found).toEqual({ resourceType: 'Questionnaire', meta: { tag: [tag] }, status: 'draft' });
  });

  it('of any resource is a valid one without members that were not there', () => {
    const random = createRandomResources(5);
    for (const type of keptTypes) {
      const own = typeDef(type)?.elements.map(({ name }) => name) ?? [];
      const resource = random.make(type, 0.7);
      const forms: SubsetForm[] = [
        { summary: 'true' },
        { summary: 'text' },
        { summary: 'data' },
        { elements: own.slice(0, 12) },
        { elements: [] },
      ];
      for (const form of forms) {
        const found = subset(resource, form);
        const wrong = validate(found).filter(({ severity, fault }) => severity === 'error' && fault !== 'invariant');
        expect([type, form, wrong]).toEqual([type, form, []]);
        for (const [name, value] of Object.entries(found)) {
          if (name !== 'meta' && !('summary' in form)) expect(value).toEqual(resource[name]);
          else expect(name === 'meta' || name in resource).toBe(true);
        }
      }
    }
  });

  it('of a type that is not known keeps what every resource has', () => {
    expect(subset({ resourceType: 'Foo', id: '1', bar: 1 }, { summary: 'true' })).toEqual({
      resourceType: 'Foo',
      id: '1',
      meta: { tag: [tag] },
    });
  });
});
