import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadFact } from '../reading/read-fact.ts';
import { coded, factsOf, LOINC, only } from '../reading/reading.testing.ts';
import { linked } from './linked.ts';
import { findLinks, type Saying } from './links.ts';

const at = (portal: string, ...resources: readonly object[]): readonly ReadFact[] =>
  factsOf(...resources).map((fact) => ({ ...fact, portal }));
const lab = (id: string, value: number, when = '2024-03-01T08:10:00-05:00', more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: coded(LOINC, '4548-4', 'HbA1c'),
  effectiveDateTime: when,
  valueQuantity: { value, unit: '%' },
  ...more,
});
const vaccination = (id: string, day: string, more: object = {}) => ({
  resourceType: 'Immunization',
  id,
  status: 'completed',
  vaccineCode: coded('http://hl7.org/fhir/sid/cvx', '140'),
  occurrenceDateTime: day,
  ...more,
});
const visit = (id: string, start: string) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { code: 'AMB' },
  period: { start },
});
const groups = (facts: readonly ReadFact[], sayings: readonly Saying[] = []) =>
  findLinks(facts, sayings).clusters.map(({ leader, others }) => [leader, ...others].map((one) => one.id).sort());
const waiting = (facts: readonly ReadFact[], sayings: readonly Saying[] = []) =>
  findLinks(facts, sayings).candidates.map(({ one, other, why }) => [...[one.id, other.id].sort(), why]);
const say = (verdict: Saying['verdict'], one: string, other: string): Saying => ({
  id: `${one}${other}`,
  verdict,
  facts: [one, other],
});

describe('facts of several portals', () => {
  it('are one thing when they say the same, whatever their ids, zones and references', () => {
    const facts = [
      ...at('A', lab('a', 6.1, '2024-03-01T08:10:00-05:00', { encounter: { reference: 'Encounter/1' }, identifier: [{ value: '7' }] })),
      ...at('B', lab('b', 6.1, '2024-03-01T13:10:00Z', { meta: { versionId: '3' } })),
    ]; // biome-ignore format: one fact a line
    expect(groups(facts)).toEqual([['a', 'b']]);
    expect(only(findLinks(facts, []).clusters).joined).toEqual([{ one: 'a', other: 'b', because: 'content' }]);
  });

  it('are asked about, and not put together, when each names another doctor', () => {
    const by = (name: string) => ({ performer: [{ actor: { reference: 'Practitioner/1', display: name } }] });
    const facts = [...at('A', vaccination('a', '2024-03-01', by('Eze'))), ...at('B', vaccination('b', '2024-03-01', by('Ito')))];
    expect([groups(facts), waiting(facts)]).toEqual([[], [['a', 'b', 'same-day']]]);
    const unnamed = [...facts.slice(0, 1), ...at('B', vaccination('b', '2024-03-01'))];
    expect(groups(unnamed)).toEqual([['a', 'b']]);
  }); // biome-ignore format: one fact a line

  it('are never put together by themselves when one portal knows them apart', () => {
    expect(findLinks(at('A', lab('a1', 6.1), lab('a2', 6.1)), [])).toMatchObject({ clusters: [], candidates: [] });
    const twice = [...at('A', lab('a1', 6.1), lab('a2', 6.1)), ...at('B', lab('b1', 6.1), lab('b2', 6.1))];
    expect(groups(twice)).toEqual([['a1', 'b1'], ['a2', 'b2']]); // biome-ignore format: one line
    const uneven = [...at('A', lab('a1', 6.1), lab('a2', 6.1)), ...at('B', lab('b1', 6.1))];
    expect([groups(uneven), waiting(uneven)]).toEqual([[['a1', 'b1']], []]);
  });

  it('belong together by the id they had, where several say the same', () => {
    const [a1, a2] = at('A', lab('a1', 6.1), lab('a2', 6.1));
    const [b1, b2] = at('B', lab('b1', 6.1), lab('b2', 6.1));
    const facts = [
      { ...a1, upstreamId: 'x' },
      { ...a2, upstreamId: 'y' },
      { ...b1, upstreamId: 'y' },
      { ...b2, upstreamId: 'x' },
    ] as ReadFact[];
    expect(groups(facts)).toEqual([['a1', 'b2'], ['a2', 'b1']]); // biome-ignore format: one line
  });

  it('are one thing by a business identifier that each portal gave once, unless code or day say otherwise', () => {
    const number = { identifier: [{ system: 'urn:acc', value: '77' }] };
    const [a, b] = [at('A', lab('a', 6.1, undefined, number)), at('B', lab('b', 6.2, undefined, number))];
    expect(groups([...a, ...b])).toEqual([['a', 'b']]);
    const later = at('B', lab('b', 6.1, '2024-04-01T08:10:00-05:00', number));
    expect([groups([...a, ...later]), waiting([...a, ...later])]).toEqual([[], [['a', 'b', 'identifier']]]);
    const order = [
      ...a,
      ...at('A', lab('a2', 7.7, '2024-03-02', number)),
      ...at('B', lab('b', 6.4, '2024-03-09', number)),
    ];
    expect([groups(order), waiting(order)]).toEqual([[], []]);
  });

  it('are asked about: same or near value on a day, the same moment, vaccine, visit, allergy, overlapping problem', () => {
    const pair = (one: object, other: object) => waiting([...at('A', one), ...at('B', other)]);
    expect(pair(lab('a', 6.1), lab('b', 6.1, '2024-03-01'))).toEqual([['a', 'b', 'same-value']]);
    expect(pair(lab('a', 6.14), lab('b', 6.1, '2024-03-01'))).toEqual([['a', 'b', 'near-value']]);
    expect(pair(lab('a', 6.1), lab('b', 7.9, '2024-03-01'))).toEqual([]);
    expect(pair(lab('a', 6.1), lab('b', 7.9))).toEqual([['a', 'b', 'same-moment']]);
    expect(pair(lab('a', 6.1), lab('b', 6.1, '2024-03-02'))).toEqual([]);
    expect(pair(vaccination('a', '2024-03-01', { lotNumber: 'X' }), vaccination('b', '2024-03-01'))).toEqual([['a', 'b', 'same-day']]);
    expect(pair(vaccination('a', '2024-03-01', { lotNumber: 'X' }), vaccination('b', '2024-03-03'))).toEqual([]);
    expect(pair({ ...visit('a', '2024-03-01T08:00:00Z'), type: [{ text: 'Check' }] }, visit('b', '2024-03-01T08:00:00Z'))).toEqual([['a', 'b', 'same-moment']]);
    expect(pair({ ...visit('a', '2024-03-01T08:00:00Z'), type: [{ text: 'Check' }] }, visit('b', '2024-03-01T09:00:00Z'))).toEqual([]);
    const allergy = { resourceType: 'AllergyIntolerance', code: coded('http://snomed.info/sct', '91936005') };
    expect(pair({ ...allergy, id: 'a' }, { ...allergy, id: 'b', criticality: 'high' })).toEqual([['a', 'b', 'code']]);
    const problem = { resourceType: 'Condition', code: coded('http://snomed.info/sct', '38341003') };
    const since = (id: string, from: string, to?: string) => ({ ...problem, id, onsetDateTime: from, ...(to && { abatementDateTime: to }) });
    expect(pair(since('a', '2015'), since('b', '2018'))).toEqual([['a', 'b', 'overlap']]);
    expect(pair(since('a', '2015', '2016'), since('b', '2018'))).toEqual([]);
  }); // biome-ignore format: one case a line

  it('are asked about when they carry the same file', () => {
    const document = (id: string, data: string, date: string) => ({
      resourceType: 'DocumentReference', id, status: 'current', date, content: [{ attachment: { contentType: 'text/plain', data } }],
    }); // biome-ignore format: one shape
    const facts = [
      ...at('A', document('a', 'QQ==', '2020-01-01')),
      ...at('B', document('b', 'QQ==', '2021-01-01'), document('c', 'Qg==', '2020-01-01')),
    ];
    expect(waiting(facts)).toEqual([['a', 'b', 'file']]);
  });

  it('follow what somebody said, the newest of it', () => {
    const same = [...at('A', lab('a', 6.1)), ...at('B', lab('b', 6.1))];
    expect([groups(same, [say('different', 'a', 'b')]), waiting(same, [say('different', 'b', 'a')])]).toEqual([[], []]);
    expect(groups(same, [say('different', 'a', 'b'), say('same', 'b', 'a')])).toEqual([['a', 'b']]);
    const near = [...at('A', lab('a', 6.1)), ...at('B', lab('b', 6.1, '2024-03-01'))];
    expect(groups(near, [say('same', 'a', 'b')])).toEqual([['a', 'b']]);
    expect(findLinks(near, [say('later', 'a', 'b')]).candidates).toMatchObject([{ later: true }]);
    expect(findLinks(near, [say('later', 'a', 'gone')]).candidates).toMatchObject([{ later: false }]);
    expect(groups(at('A', lab('a1', 6.1), lab('a2', 9)), [say('same', 'a1', 'a2')])).toEqual([['a1', 'a2']]);
  });

  it('do not come together through a third what somebody said is not the same', () => {
    const three = [...at('A', lab('a', 6.1)), ...at('B', lab('b', 6.1)), ...at('C', lab('c', 6.1))];
    expect(groups(three)).toEqual([['a', 'b', 'c']]);
    expect(groups(three, [say('different', 'a', 'c')])).toEqual([['a', 'b']]);
  });

  it('are led by what was corrected, else by what says most, else by the newest', () => {
    const more = [...at('A', lab('a', 6.1)), ...at('B', lab('b', 6.1, undefined, { encounter: { reference: 'Encounter/1' } }))];
    expect(only(linked(more, []))).toMatchObject({ id: 'b', alsoRecordedBy: [{ id: 'a', type: 'Observation', differs: [] }] });
    expect(only(linked([...at('A', lab('a', 6.1)), ...at('B', lab('b', 6.1))], [])).id).toBe('b');
    expect(only(linked(more.map((one) => ({ ...one, corrected: one.id === 'a' })), [])).id).toBe('a');
  }); // biome-ignore format: one case a line

  it('stand once, with what differs, every label, and references that lead to the one that stands', () => {
    const [a, b] = [at('A', lab('a', 6.1)), at('B', { ...lab('b', 6.2, undefined, { encounter: { reference: 'Encounter/9' } }) })];
    const report = at('A', { resourceType: 'DiagnosticReport', id: 'r', result: [{ reference: 'Observation/a', display: 'HbA1c' }] });
    const facts = [...a.map((one) => ({ ...one, labels: ['HIV'] })), ...b, ...report];
    const shown = linked(facts, [say('same', 'a', 'b')]);
    expect(shown.map((one) => one.id)).toEqual(['b', 'r']);
    expect(shown[0]).toMatchObject({ labels: ['HIV'], alsoRecordedBy: [{ differs: [{ field: 'value', here: '6.2 %', there: '6.1 %' }] }] });
    expect(shown[1]?.resource.result).toEqual([{ reference: 'Observation/b', display: 'HbA1c' }]);
    expect(facts.at(-1)?.resource.result).toEqual([{ reference: 'Observation/a', display: 'HbA1c' }]);
  }); // biome-ignore format: one case a line

  it('grow the work with their number, not with its square', () => {
    const dense = (portal: string, from: number) =>
      at(portal, ...Array.from({ length: 8000 }, (_, n) => lab(`${portal}${n}`, from + (n % 7), `2024-03-01T08:${String(n % 60).padStart(2, '0')}:00Z`)));
    const facts = [...dense('A', 1), ...dense('B', 100)];
    const before = process.cpuUsage();
    const { candidates, isWhole } = findLinks(facts, []);
    const { user } = process.cpuUsage(before);
    expect(user / 1000).toBeLessThan(5000);
    expect([candidates.length <= 500, isWhole]).toEqual([true, candidates.length < 500]);
  }); // biome-ignore format: one case a line

  it('grow the work with what they say, not with how many codes and numbers each of them bears', () => {
    const codes = Array.from({ length: 1500 }, (_, n) => ({ system: 'urn:codes', code: `${n}`, display: `Name ${n}` }));
    const numbers = codes.map(({ code }) => ({ system: 'urn:numbers', value: code }));
    const laden = (portal: string, text: string) =>
      at(portal, { resourceType: 'Condition', id: portal, code: { coding: codes, text }, identifier: numbers });
    const before = process.cpuUsage();
    expect(groups([...laden('A', 'One'), ...laden('B', 'One')])).toEqual([['A', 'B']]);
    const many = ['A', 'B', 'C', 'D', 'E'].flatMap((portal) => laden(portal, portal).map((one) => ({ ...one, resource: { ...one.resource, identifier: [] } })));
    expect(waiting(many)).toHaveLength(10);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
  }); // biome-ignore format: one case a line

  it('are never put together across what somebody said or a portal knows, whatever there is', () => {
    const resource = fc.record({
      portal: fc.constantFrom('A', 'B', 'C'), value: fc.constantFrom(6.1, 6.14, 7), hour: fc.constantFrom('08', '09'),
      number: fc.constantFrom(null, '1', '2'),
    }); // biome-ignore format: one shape
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 8 }), fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 3 }), (list, apart) => {
        const facts = list.flatMap(({ portal, value, hour, number }, n) =>
          at(portal, lab(`f${n}`, value, `2024-03-01T${hour}:00:00Z`, number === null ? {} : { identifier: [{ system: 'urn:x', value: number }] })),
        );
        const sayings = apart.filter(([one, other]) => one !== other).map(([one, other]) => say('different', `f${one}`, `f${other}`));
        const found = findLinks(facts, sayings);
        for (const { leader, others } of found.clusters) {
          const ids = [leader, ...others].map((one) => one.id);
          const portals = [leader, ...others].map((one) => one.portal);
          expect(new Set(portals).size).toBe(portals.length);
          for (const { facts: [one, other] } of sayings) expect(ids.includes(one) && ids.includes(other)).toBe(false);
        }
        for (const { one, other } of found.candidates) expect(one.portal).not.toBe(other.portal);
        expect(linked(facts, sayings).length).toBe(facts.length - found.clusters.reduce((sum, { others }) => sum + others.length, 0));
      }),
    );
  }); // biome-ignore format: one property
});
