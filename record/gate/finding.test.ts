import { describeEngines } from '@chartwarden/db/testing';
import type { SearchCriterion, SearchValue } from '@chartwarden/fhir';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { FindQuery, Found } from '@chartwarden/vault';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const LOINC = 'http://loinc.org';
const DAY = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

const observation = (id: string, code: string, day: string, more: object = {}): string =>
  JSON.stringify({
    resourceType: 'Observation', id, status: 'final', code: { coding: [{ system: LOINC, code, display: `Test ${code}` }] },
    subject: { reference: 'Patient/p' }, effectiveDateTime: day, ...more,
  }); // biome-ignore format: one resource

const token = (param: string, code: string, system?: string, modifier?: 'not' | 'text'): SearchCriterion => ({
  on: 'value', param, ...(modifier ? { modifier } : {}),
  values: [{ kind: 'token', code, ...(system === undefined ? {} : { system }) }],
}); // biome-ignore format: one condition
const date = (prefix: 'eq' | 'ge' | 'lt' | 'gt', day: string, param = 'date'): SearchCriterion => ({
  on: 'value', param, values: [{ kind: 'date', prefix, low: at(day), high: at(day) + DAY - 1 }],
}); // biome-ignore format: one condition
const value = (param: string, one: SearchValue): SearchCriterion => ({ on: 'value', param, values: [one] });

describeEngines('a FHIR search of one record', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  let last: Found;
  beforeAll(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [
      '{"resourceType":"Patient","id":"p","name":[{"family":"Müller","given":["Quirina"]}]}',
      '{"resourceType":"Encounter","id":"e","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/p"},"period":{"start":"2019-03-01"}}',
      observation('o1', 'a', '2020-01-01', { encounter: { reference: 'Encounter/e' }, valueQuantity: { value: 5.4, unit: 'mg' } }),
      observation('o2', 'a', '2021-05-01', { valueQuantity: { value: 9, unit: 'mg' } }),
      observation('o3', 'b', '2022-01-01', { subject: { reference: 'Group/g' } }),
      observation('o4', 'b', '2022'),
    ]); // biome-ignore format: one resource a line
  });
  afterAll(() => test.remove());

  const find = async (query: Partial<FindQuery>): Promise<(string | undefined)[]> => {
    last = await test.core.vault.find(await test.permit(owner, record, ['search']), {
      types: ['Observation'],
      where: [],
      limit: 100,
      ...query,
    });
    return last.facts.map((one) => one.upstreamId);
  };
  const where = (...all: SearchCriterion[]) => find({ where: all });
  const person = (param: string) => value(param, { kind: 'reference', type: 'Patient', id: record });

  it('finds by code with and without its system, newest first', async () => {
    expect(await where(token('code', 'a', LOINC))).toEqual(['o2', 'o1']);
    expect(await where(token('code', 'a'))).toEqual(['o2', 'o1']);
    expect(await where(token('code', 'a', ''))).toEqual([]);
    expect(await where(token('code', 'a', undefined, 'not'))).toEqual(['o4', 'o3']);
    expect(await where(token('code', 'test B', undefined, 'text'))).toEqual(['o4', 'o3']);
  });

  it('finds by date, also what only may lie in it', async () => {
    expect(await where(date('eq', '2022-01-01'))).toEqual(['o3']);
    expect(await where(date('ge', '2022-06-01'))).toEqual(['o4']);
    expect(await where(date('ge', '2020-06-01'), date('lt', '2022-01-01'))).toEqual(['o2']);
    expect(await find({ types: ['Encounter'], where: [date('gt', '2024-01-01')] })).toEqual(['e']);
  });

  it('finds what is about the person, and by a reference to what the person has', async () => {
    expect(await where(person('patient'))).toEqual(['o4', 'o2', 'o1']);
    await find({ types: ['Encounter'] });
    const id = last.facts[0]?.id ?? '';
    expect(await where(value('encounter', { kind: 'reference', id }))).toEqual(['o1']);
    expect(await where(value('encounter', { kind: 'reference', type: 'Location', id }))).toEqual([]);
    expect(await where({ on: 'chain', param: 'encounter', type: 'Encounter', where: token('class', 'AMB') })).toEqual([
      'o1',
    ]);
    const has: SearchCriterion = { on: 'has', type: 'Observation', param: 'encounter', where: token('code', 'a') };
    expect(await find({ types: ['Encounter'], where: [has] })).toEqual(['e']);
  });

  it('finds by what stands inside: quantities, names, what is missing', async () => {
    expect(await where(value('value-quantity', { kind: 'quantity', prefix: 'gt', value: '6' }))).toEqual(['o2']);
    expect(await where(value('value-quantity', { kind: 'quantity', prefix: 'eq', value: '5', code: 'mg' }))).toEqual([
      'o1',
    ]);
    expect(await where({ on: 'missing', param: 'encounter', missing: false })).toEqual(['o1']);
    const name = (text: string) => find({ types: ['Patient'], where: [value('family', { kind: 'string', text })] });
    expect(await name('mul')).toEqual(['p']);
    expect(await name('ull')).toEqual([]);
  });

  it('goes on where a page ended, in every order, and only with the same search', async () => {
    for (const sort of [
      undefined,
      [{ param: 'date', descending: false }],
      [{ param: '_lastUpdated', descending: true }],
      [{ param: '_id', descending: true }],
      [{ param: 'value-quantity', descending: true }],
    ]) {
      // biome-ignore format: a list
      const query = { where: [person('subject')], ...(sort ? { sort } : {}) };
      const whole = await find(query);
      expect(new Set(whole)).toEqual(new Set(['o1', 'o2', 'o4']));
      const pages: (string | undefined)[] = [];
      let cursor: string | null = null;
      do {
        pages.push(...(await find({ ...query, limit: 1, ...(cursor === null ? {} : { cursor }) })));
        const next: string | null = last.next;
        if (next !== null) await expect(find({ limit: 1, cursor: next })).rejects.toMatchObject({ code: 'CW-GEN-003' });
        cursor = next;
      } while (cursor !== null);
      expect(pages).toEqual(whole);
    }
    expect(await find({ sort: [{ param: 'value-quantity', descending: true }] })).toEqual(['o2', 'o1', 'o3', 'o4']);
  });

  it('counts on request, and includes what is named and what names', async () => {
    await find({ where: [token('code', 'a')], limit: 0, total: true });
    expect(last).toMatchObject({ facts: [], total: 2 });
    await find({ where: [person('patient')], limit: 1, total: true });
    expect(last.total).toBe(3);
    const include = { reverse: false, source: 'Observation', param: '*', iterate: false };
    await find({ where: [token('code', 'a')], include: [include] });
    expect(last.included.map((one) => one.upstreamId)).toEqual(['e']);
    expect(last.includesPerson).toBe(true);
    await find({ types: ['Encounter'], include: [{ ...include, reverse: true, param: 'encounter' }] });
    expect(last.included.map((one) => one.upstreamId)).toEqual(['o1']);
    expect(last.includesPerson).toBe(false);
  });

  it('finds among all types by id', async () => {
    await find({ types: ['Encounter'] });
    const id = last.facts[0]?.id ?? '';
    expect(await find({ types: [], where: [token('_id', id)] })).toEqual(['e']);
    expect((await find({ types: [] })).length).toBe(6);
  });
});
