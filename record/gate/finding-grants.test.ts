import { describeEngines } from '@chartwarden/db/testing';
import type { SearchCriterion } from '@chartwarden/fhir';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { FindQuery, Form, Found, Slice } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const observation = (id: string, code: string, more: object = {}): string =>
  JSON.stringify({
    resourceType: 'Observation', id, status: 'final', code: { coding: [{ system: 's', code }] }, subject: { reference: 'Patient/p' },
    effectiveDateTime: '2020-01-01', ...more,
  }); // biome-ignore format: one resource
const token = (param: string, code: string): SearchCriterion => ({
  on: 'value',
  param,
  values: [{ kind: 'token', code }],
});

describeEngines('a FHIR search under a grant', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [
      '{"resourceType":"Patient","id":"p","name":[{"family":"Secret"}]}',
      '{"resourceType":"Encounter","id":"e","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/p"},"period":{"start":"2019-03-01"}}',
      observation('o1', 'a', { encounter: { reference: 'Encounter/e' }, valueQuantity: { value: 1 } }),
      observation('o2', 'a', { effectiveDateTime: '2021-01-01', valueQuantity: { value: 2 } }),
      observation('hidden', 'b', { hasMember: [{ reference: 'Observation/o1' }], encounter: { reference: 'Encounter/e' } }),
    ]); // biome-ignore format: one resource a line
  });
  afterEach(() => test.remove());

  async function reader(slice: Slice, form: Form = 'full_source_allowed'): Promise<Actor> {
    const actor = await test.account('member');
    await share(actor, slice, form);
    return actor;
  }
  const share = (actor: Actor, slice: Slice, form: Form) =>
    test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice, form,
        recipient: { kind: 'account', id: actor.account ?? '' }, from: 0, until: null, capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
  const find = async (actor: Actor, query: Partial<FindQuery>): Promise<Found> => {
    const purpose = actor === owner ? 'self' : 'care';
    const permit = await test.core.gate.permit({
      actor, record, actions: ['search'], purpose, channel: 'api', request: {},
    }); // biome-ignore format: one request
    return test.core.vault.find(permit, { types: ['Observation'], where: [], limit: 100, ...query });
  };
  const ids = (found: Found) => found.facts.map((one) => one.upstreamId);

  const codeA: Slice = { types: ['Observation'], codes: [{ system: 's', code: 'a' }] };
  const chain: SearchCriterion = { on: 'chain', param: 'encounter', type: 'Encounter', where: token('class', 'AMB') };
  const has: SearchCriterion = { on: 'has', type: 'Observation', param: 'has-member', where: token('code', 'b') };
  const byEncounter = async (): Promise<SearchCriterion> => {
    const [encounter] = (await find(owner, { types: ['Encounter'] })).facts;
    return { on: 'value', param: 'encounter', values: [{ kind: 'reference', id: encounter?.id ?? '' }] };
  };

  it('finds through nothing that is hidden: no chain, no reverse chain, no reference, no include, no count', async () => {
    const some = await reader(codeA);
    const where: SearchCriterion[][] = [[chain], [has], [await byEncounter()]];
    for (const one of where) {
      expect(ids(await find(owner, { where: one })).length).toBeGreaterThan(0);
      expect(await find(some, { where: one, total: true })).toMatchObject({ facts: [], total: 0, next: null });
    }
    const include = [
      { reverse: false, source: 'Observation', param: '*', iterate: true },
      { reverse: true, source: 'Observation', param: '*', iterate: true },
    ];
    const found = await find(some, { include, total: true, limit: 1 });
    expect(ids(found)).toEqual(['o2']);
    expect(found).toMatchObject({ included: [], total: 2 });
    const next = await find(some, { limit: 1, cursor: found.next ?? '' });
    expect(ids(next)).toEqual(['o1']);
    expect(next.next).toBeNull();
    expect(ids(await find(some, { where: [token('code', 'b')] }))).toEqual([]);
    const missing: SearchCriterion = { on: 'missing', param: 'encounter', missing: false };
    expect(ids(await find(some, { where: [missing] }))).toEqual(['o1']);
  });

  it('asks in outline for nothing but what the outline says', async () => {
    const some = await reader({ types: ['Observation'] }, 'metadata_only');
    const person: SearchCriterion = {
      on: 'value',
      param: 'patient',
      values: [{ kind: 'reference', type: 'Patient', id: record }],
    };
    const found = await find(some, { where: [token('code', 'a'), person] });
    expect(found.facts.map((one) => one.outline)).toEqual([true, true]);
    const quantity: SearchCriterion = {
      on: 'value', param: 'value-quantity', values: [{ kind: 'quantity', prefix: 'gt', value: '1' }],
    }; // biome-ignore format: one condition
    for (const refused of [quantity, chain, has, { on: 'missing', param: 'value-quantity', missing: true } as const])
      await expect(find(some, { where: [refused] })).rejects.toMatchObject({ code: 'CW-GATE-005' });
    const sort = [{ param: 'value-quantity', descending: true }];
    await expect(find(some, { sort })).rejects.toMatchObject({ code: 'CW-GATE-005' });
    // Shown some of it in full as well: what asks for more finds among that only.
    await share(some, { types: ['Observation'], from: Date.parse('2020-06-01') }, 'full_source_allowed');
    expect(
      (await find(some, { where: [token('code', 'a'), person] })).facts.map((one) => one.outline === true),
    ).toEqual([false, true]);
    const any: SearchCriterion = { ...quantity, values: [{ kind: 'quantity', prefix: 'gt', value: '0' }] };
    expect(ids(await find(some, { where: [any] }))).toEqual(['o2']);
    expect(ids(await find(some, { sort }))).toEqual(['o2']);
  });

  it('finds what was corrected by its correction, and nothing that was disowned', async () => {
    const { facts } = await find(owner, { where: [token('code', 'a')] });
    const { corrections } = test.core.vault;
    const make = async (upstream: string, kind: 'value' | 'not-mine', value?: number) =>
      corrections.make(
        await test.permit(owner, record, ['update']),
        facts.find((one) => one.upstreamId === upstream)?.id ?? ('' as never),
        { kind, reason: 'so it was', ...(value === undefined ? {} : { value }) },
      );
    await make('o1', 'value', 9);
    const over5: SearchCriterion = {
      on: 'value', param: 'value-quantity', values: [{ kind: 'quantity', prefix: 'gt', value: '5' }],
    }; // biome-ignore format: one condition
    expect(ids(await find(owner, { where: [token('code', 'a'), over5] }))).toEqual(['o1']);
    await make('o2', 'not-mine');
    expect(await find(owner, { where: [token('code', 'a')], total: true })).toMatchObject({ total: 1 });
  });

  it('names all that it releases in one line of the log', async () => {
    const lines = () => test.core.ledger.reader.list(record, { limit: 100 });
    const before = (await lines()).length;
    const include = [{ reverse: false, source: 'Observation', param: 'encounter', iterate: false }];
    const found = await find(owner, { where: [token('code', 'a')], include });
    const [line, ...rest] = await lines();
    expect(rest.length + 1 - before).toBe(1);
    expect(line).toMatchObject({ body: { action: 'search', count: found.facts.length + found.included.length } });
    expect(found.included).toHaveLength(1);
  });

  it('goes on stably while facts come and go', async () => {
    const first = await find(owner, { limit: 1 });
    expect(ids(first)).toEqual(['o2']);
    await test.importAll(owner, record, [observation('newer', 'a', { effectiveDateTime: '2024' })]);
    const rest = await find(owner, { limit: 100, cursor: first.next ?? '' });
    expect(ids(rest).toSorted()).toEqual(['hidden', 'o1']);
  });
});
