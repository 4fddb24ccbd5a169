import { describe, expect, it } from 'vitest';
import { factsOf, idsOf, NOW, only } from './reading.testing.ts';
import { type OpenedVisit, readVisits, type VisitItem, type VisitsList } from './visits.ts';

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
/** The list, each visit with all that it opens to. */
function read(...resources: object[]) {
  const { list, entries } = readVisits(factsOf(...resources), NOW);
  return (list.body as VisitsList).visits.map((line) => {
    const opened = entries.get(line.id)?.body as OpenedVisit | undefined;
    const visit = opened?.visit;
    expect(visit).toMatchObject(line);
    const pieces = [...entries].flatMap(([name, part]) => (name.startsWith(`${line.id}/`) ? [part] : []));
    const items = pieces.flatMap((part) => (part.body as { items: readonly VisitItem[] }).items);
    expect(pieces.flatMap((part) => part.facts)).toEqual(idsOf(items));
    expect(Object.values(line.counts).reduce((sum, count) => sum + count, 0)).toBe(items.length);
    return { ...line, ...visit, whole: opened?.whole ?? null, parts: opened?.parts ?? [], items };
  });
}

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
    expect(items.map((one) => [one.id, one.holds])).toContainEqual(['report', ['panel']]);
    expect(items.map((one) => [one.id, one.holds])).toContainEqual(['panel', ['member', 'panel']]);
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

  it('are told with the visit that they are a part of, and with their own parts', () => {
    const visits = read(
      visit('stay', { period: { start: '2021-05-01', end: '2021-05-09' } }),
      visit('ward', { period: { start: '2021-05-02' }, partOf: reference('Encounter/stay') }),
      visit('lost', { period: { start: '2021-05-03' }, partOf: reference('Encounter/gone') }),
    );
    const seen = visits.map((one) => [one.id, one.whole?.id ?? null, idsOf(one.parts)]);
    expect(seen).toEqual([
      ['lost', null, []],
      ['ward', 'stay', []],
      ['stay', null, ['ward']],
    ]);
  });

  it('name in the log what stands in each piece, and come in pieces however much happened', () => {
    const many = Array.from({ length: 450 }, (_, at) => observation(`o${at}`, { encounter: reference('Encounter/v') }));
    const organization = { resourceType: 'Organization', id: 'o', name: 'St. Anna' };
    const facts = factsOf(visit('v', { serviceProvider: reference('Organization/o') }), organization, ...many);
    const { list, entries } = readVisits(facts, NOW);
    expect(list.facts).toEqual(['v', 'o']);
    expect(JSON.stringify(list.body)).not.toContain('o449');
    expect([...entries.keys()]).toEqual(['v', 'v/0', 'v/1', 'v/2']);
    expect(entries.get('v/2')?.facts).toHaveLength(50);
    expect((list.body as VisitsList).visits[0]).toMatchObject({ counts: { Observation: 450 }, at: 'St. Anna' });
  });

  it('grow with the record, also where thousands name one panel of thousands', () => {
    const members = Array.from({ length: 2000 }, (_, n) => observation(`m${n}`));
    const panel = observation('panel', { hasMember: members.map(({ id }) => reference(`Observation/${id}`)) });
    const visits = Array.from({ length: 500 }, (_, n) =>
      visit(`v${n}`, { reasonReference: [reference('Observation/panel')] }),
    );
    const { list } = readVisits(factsOf(panel, ...members, ...visits), NOW);
    const counts = (list.body as VisitsList).visits.map((line) => line.counts.Observation ?? 0);
    expect(counts[0]).toBe(2001);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThan(25_000);
  });

  it('names in the log what another portal says of an item, too', () => {
    const differs = [{ field: 'value', here: '1', there: '2' }];
    const facts = factsOf(visit('v'), observation('o', { encounter: reference('Encounter/v') })).map((one) =>
      one.id === 'o' ? { ...one, alsoRecordedBy: [{ id: 'other', type: 'Observation', differs }] } : one,
    );
    const part = readVisits(facts, NOW).entries.get('v/0');
    expect(JSON.stringify(part?.body)).toContain('other');
    expect(part?.facts).toEqual(['o', 'other']);
  });
});
