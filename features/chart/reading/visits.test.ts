import { describe, expect, it } from 'vitest';
import { factsOf, idsOf, only } from './reading.testing.ts';
import { readVisits } from './visits.ts';

const visit = (id: string, more: object = {}) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  ...more,
});
const reference = (name: string) => ({ reference: name });
const observation = (id: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: id },
  ...more,
});
const read = (...resources: object[]) => readVisits(factsOf(...resources)).visits;

describe('visits', () => {
  it('hold what refers to them, what they refer to, and what the reports in them hold', () => {
    const { items } = only(
      read(
        visit('v', { diagnosis: [{ condition: reference('Condition/c') }], reasonReference: [reference('Condition/why')] }),
        { resourceType: 'Condition', id: 'c', code: { text: 'Flu' } },
        { resourceType: 'Condition', id: 'why', code: { text: 'Cough' } },
        { resourceType: 'Condition', id: 'elsewhere', code: { text: 'Asthma' } },
        { resourceType: 'DocumentReference', id: 'note', status: 'current', context: { encounter: [reference('Encounter/v')] } },
        { resourceType: 'DiagnosticReport', id: 'report', status: 'final', encounter: reference('Encounter/v'), result: [reference('Observation/panel')] },
        observation('panel', { hasMember: [reference('Observation/member'), reference('Observation/panel')] }),
        observation('member', { valueString: 'positive' }),
        observation('other', { encounter: reference('Encounter/another') }),
        observation('error', { encounter: reference('Encounter/v'), status: 'entered-in-error' }),
      ),
    ); // biome-ignore format: one line each
    expect(idsOf(items).toSorted()).toEqual(['c', 'member', 'note', 'panel', 'report', 'why']);
    expect(items.find((one) => one.id === 'member')).toMatchObject({ title: 'member', value: 'positive' });
  });

  it('are newest first, with their times as written, and say how far they are', () => {
    const period = (start: string, end?: string) => ({ period: { start, end } });
    const visits = read(
      visit('old', { ...period('2019-01-01T08:00:00+02:00', '2019-01-01T09:00:00+02:00'), status: 'cancelled' }),
      visit('new', { ...period('2021'), status: 'onleave', partOf: reference('Encounter/old') }),
      visit('error', { status: 'entered-in-error' }),
      visit('undated', { status: 'x' }),
      visit('future', { ...period('2030-01-01'), status: 'planned' }),
    );
    expect(visits.map((one) => [one.id, one.state, one.start?.text, one.end?.text, one.partOf])).toEqual([
      ['future', 'planned', '2030-01-01', undefined, null],
      ['new', 'under-way', '2021', undefined, 'old'],
      ['old', 'cancelled', '2019-01-01T08:00:00+02:00', '2019-01-01T09:00:00+02:00', null],
      ['undated', 'unknown', undefined, undefined, null],
    ]);
  });

  it('say where and with whom as far as the record names them', () => {
    const organization = { resourceType: 'Organization', id: 'o', name: 'St. Anna' };
    const one = only(
      read(
        organization,
        visit('v', {
          serviceProvider: reference('Organization/o'),
          location: [{ location: { display: 'Ward 3' } }, {}],
          participant: [{ individual: { display: 'Dr. Who' } }],
          reasonCode: [{ text: 'Fever' }],
        }),
      ),
    );
    expect(one).toMatchObject({
      at: 'St. Anna',
      places: ['Ward 3'],
      people: ['Dr. Who'],
      reasons: ['Fever'],
      items: [],
    });
  });
});
