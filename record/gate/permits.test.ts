import { describeEngines } from '@chartwarden/db/testing';
import { type AccountId, type FactId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { createPermitAuthority, type Form, type Permit, type Slice, WHOLE } from '@chartwarden/vault';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deciding } from './gate.ts';
import type { GateRequest } from './gate-types.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };
const observation = (id: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"Glucose"},"effectiveDateTime":"2020-05-01"}`;

describeEngines('a permit', (engine) => {
  let test: TestCore;
  let owner: Actor & { readonly account: AccountId };
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [observation('o1'), observation('o2')]);
  });
  afterEach(() => test.remove());

  const asking = (actor: Actor, more: Partial<GateRequest> = {}): GateRequest => ({
    actor, record, actions: ['search'], purpose: 'care', channel: 'api', request: REQUEST, ...more,
  }); // biome-ignore format: one request
  const grant = (
    to: { readonly kind: 'account' | 'app'; readonly id: string },
    more: { slice?: Slice; effect?: 'permit' | 'deny'; form?: Form; until?: number } = {},
  ) =>
    test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search', 'create'], recipient: to, slice: {},
        form: 'full_source_allowed', from: 0, until: null, capacity: 'self', ...more,
      }, // biome-ignore format: one event
      REQUEST,
    );
  const search = (permit: Permit) => test.core.vault.read.page(permit, { limit: 10 });
  const refused = { code: 'CW-VLT-003' };

  it('cannot be forged, copied, or taken from another authority', async () => {
    const real = await test.permit(owner, record, ['search']);
    const copies = [
      { ...real }, Object.create(real), structuredClone(real), new Proxy(real, {}), Object.freeze({ ...real }),
      createPermitAuthority(test.clock).mint({
        record, actor: owner, custody: true, holds: true, actions: ['search'], purpose: 'self', channel: 'api', view: 'effective',
        form: 'full_source_allowed', allow: [WHOLE], deny: [], basis: [], until: null, accessSeq: 99, subjects: [], request: {},
      }),
    ]; // biome-ignore format: a list of forgeries
    for (const copy of copies) await expect(search(copy as Permit)).rejects.toMatchObject(refused);
    expect((await search(real)).facts).toHaveLength(2);
  });

  it('is followed while something goes out: ended, narrowed, refused or in another form is a no, and widened is a yes', async () => {
    const other = await test.account('member');
    const to = { kind: 'account', id: other.account } as const;
    const follow = () => test.core.gate.following(asking(other));
    expect(await (await follow())()).toBe(false);
    const first = await grant(to, { slice: { types: ['Observation'] } });
    const goesOn = await follow();
    await grant(to, { slice: { types: ['Condition'] } });
    expect(await goesOn()).toBe(true);
    const refusal = await grant(to, { effect: 'deny', slice: { types: ['Condition'] } });
    expect(await goesOn()).toBe(false);
    const end = async (event: typeof first) => {
      const { id, time: _time, seq: _seq, by: _by, ...said } = event;
      await test.core.gate.changeAccess(owner, { ...said, ends: id } as never, REQUEST);
    };
    await end(refusal);
    expect(await goesOn()).toBe(true);
    await end(first);
    expect(await goesOn()).toBe(false);
    const until = test.clock.now() + 1000;
    await grant(to, { slice: { types: ['Observation'] }, until });
    const soon = await follow();
    expect(await soon()).toBe(true);
    test.clock.advance(1000);
    expect(await soon()).toBe(false);
  });

  it('serves once, also when it is used twice at the same time', async () => {
    const real = await test.permit(owner, record, ['search']);
    const outcomes = await Promise.allSettled([search(real), search(real), search(real)]);
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('cannot be changed after it was handed out', async () => {
    const other = await test.person(owner, 'Zoltan');
    const real = await test.permit(owner, record, ['search']);
    expect(() => Object.assign(real, { record: other })).toThrow(TypeError);
    const request = asking(owner, { actions: ['search'], slice: { types: ['Condition'] } });
    const narrow = await test.core.gate.permit(request);
    Object.assign(request, { slice: {}, actions: ['search', 'export'] });
    expect((await search(narrow)).facts).toEqual([]);
  });

  it('is for what was decided, whatever the request answers when asked again', async () => {
    let asked = 0;
    const request = {
      ...asking(owner),
      get actions() {
        asked += 1;
        return asked === 1 ? ['read'] : ['search', 'delete'];
      },
    } as unknown as GateRequest;
    await expect(search(await test.core.gate.permit(request))).rejects.toMatchObject(refused);
  });

  it('is for its action alone, and is used up by the attempt', async () => {
    const real = await test.permit(owner, record, ['read']);
    await expect(search(real)).rejects.toMatchObject(refused);
    await expect(test.core.vault.read.fact(real, newId())).rejects.toMatchObject(refused);
  });

  it('reaches no other record: a fact of another person is not there', async () => {
    const other = await test.person(owner, 'Zoltan');
    const [fact] = (await search(await test.permit(owner, record, ['search']))).facts;
    const permit = await test.permit(owner, other, ['read']);
    expect(await test.core.vault.read.fact(permit, fact?.id ?? newId())).toBeNull();
  });

  it('releases nothing after a revocation, and the request decides again', async () => {
    const reader = await test.account('member');
    const given = await grant({ kind: 'account', id: reader.account });
    expect((await search(await test.core.gate.permit(asking(reader)))).facts).toHaveLength(2);
    if (given.kind !== 'consent') throw new Error('not a consent');
    const { id, time: _time, seq: _seq, by: _by, ...event } = given;
    const outcomes: unknown[] = [];
    const again = deciding(async () => {
      const permit = await test.core.gate.permit(asking(reader));
      if (outcomes.length === 0) await test.core.gate.changeAccess(owner, { ...event, ends: id }, REQUEST);
      return search(permit).catch((error: Error) => {
        outcomes.push(error.name);
        throw error;
      });
    });
    await expect(again).rejects.toMatchObject({ code: 'CW-GEN-002' });
    expect(outcomes).toEqual(['AccessMovedError']);
  });

  it('ends with the first consent that it rests on, however long it was kept', async () => {
    const reader = await test.account('member');
    const to = { kind: 'account', id: reader.account } as const;
    await grant(to);
    await grant(to, { until: test.clock.now() + 1000 });
    const [early, late] = [await test.core.gate.permit(asking(reader)), await test.core.gate.permit(asking(reader))];
    test.clock.advance(999);
    expect((await search(early)).facts).toHaveLength(2);
    test.clock.advance(1);
    await expect(search(late)).rejects.toMatchObject(refused);
    expect((await search(await test.core.gate.permit(asking(reader)))).facts).toHaveLength(2);
  });

  it('releases nothing to an account that was disabled meanwhile', async () => {
    const reader = await test.account('member');
    await grant({ kind: 'account', id: reader.account });
    const held = await test.core.gate.permit(asking(reader));
    const change = { kind: 'account', account: reader.account, state: 'disabled', capacity: 'staff' } as const;
    await test.core.gate.changeAccess(owner, change, REQUEST);
    await expect(search(held)).rejects.toMatchObject({ name: 'AccessMovedError' });
    await expect(test.core.gate.permit(asking(reader))).rejects.toMatchObject({ code: 'CW-GATE-006' });
  });

  it('of a part brings files that stand apart, and is shown no others', async () => {
    const reader = await test.account('member');
    await grant({ kind: 'account', id: reader.account }, { slice: { types: ['Observation'] } });
    const permit = (action: 'create' | 'search') => test.core.gate.permit(asking(reader, { actions: [action] }));
    expect((await test.core.vault.imports.begin(await permit('create'))).details).toMatchObject({ apart: true });
    expect(await test.core.vault.read.listSources(await permit('search'))).toEqual([]);
  });

  it('leaves out what was refused without naming a label, and what was refused without an end', async () => {
    const reader = await test.account('member');
    const to = { kind: 'account', id: reader.account } as const;
    await grant(to);
    await grant(to, { effect: 'deny', slice: { types: ['Observation'], labels: [] } });
    expect((await search(await test.core.gate.permit(asking(reader)))).facts).toEqual([]);
    const another = await test.person(owner, 'Zoltan');
    await test.importAll(owner, another, [observation('o1')]);
    const event = {
      kind: 'consent',
      record: another,
      actions: ['search'],
      slice: {},
      from: 0,
      capacity: 'self',
    } as const;
    const rest = { ...event, form: 'full_source_allowed', recipient: to } as const;
    await test.core.gate.changeAccess(owner, { ...rest, effect: 'permit', until: null }, REQUEST);
    await test.core.gate.changeAccess(owner, { ...rest, effect: 'deny', until: undefined as never }, REQUEST);
    await expect(test.core.gate.permit(asking(reader, { record: another }))).rejects.toMatchObject({
      code: 'CW-GATE-004',
    });
  });

  it('for one file names no other file that holds the fact, too', async () => {
    const reader = await test.account('member');
    await test.importAll(owner, record, [observation('o1')]);
    const files = await test.core.vault.read.listSources(await test.permit(owner, record, ['search']));
    expect(files).toHaveLength(2);
    const [id] = (await search(await test.permit(owner, record, ['search']))).facts.flatMap((one) =>
      one.upstreamId === 'o1' ? [one.id] : [],
    );
    const namesFor = async (actor: Actor) => {
      const permit = await test.core.gate.permit(asking(actor, { actions: ['read'] }));
      return (await test.core.vault.read.fact(permit, id ?? newId()))?.sources.map((one) => one.id);
    };
    expect(await namesFor(owner)).toHaveLength(2);
    const first = files.at(-1)?.id;
    await grant({ kind: 'account', id: reader.account }, { slice: { sources: first === undefined ? [] : [first] } });
    expect(await namesFor(reader)).toEqual([first]);
  });

  it('for times and codes alone is no permit to find out the rest by searching', async () => {
    const reader = await test.account('member');
    const patient = '{"resourceType":"Patient","id":"p1","gender":"female"}';
    await test.importAll(owner, record, [patient]);
    await grant({ kind: 'account', id: reader.account }, { form: 'metadata_only' });
    const ask = async (param: string, code: string) =>
      test.core.vault.read.page(await test.core.gate.permit(asking(reader, { form: 'metadata_only' })), {
        limit: 10,
        code: { param, code },
      });
    for (const gender of ['female', 'male'])
      await expect(ask('Patient.gender', gender)).rejects.toMatchObject({ code: 'CW-GATE-005' });
    expect((await ask('Observation.code', 'none')).facts).toEqual([]);
  });

  it('shows a holder to whom a part was refused who looked, and not at which facts', async () => {
    const carer = await test.account('member');
    const to = { kind: 'account', id: carer.account } as const;
    const held = {
      kind: 'custody',
      record,
      holder: to,
      relation: 'custodian',
      state: 'held',
      capacity: 'self',
    } as const;
    await test.core.gate.changeAccess(owner, held, REQUEST);
    await search(await test.permit(owner, record, ['search']));
    const lines = async () => {
      const permit = await test.core.gate.permit(asking(carer, { actions: ['read'] }));
      return (await test.core.activity.lines(permit, { limit: 50 })).lines.filter(
        (one) => one.body.action === 'search',
      );
    };
    expect(await lines()).toMatchObject([{ ids: [{}, {}].map(() => expect.any(String)), body: { count: 2 } }]);
    await grant(to, { effect: 'deny', slice: { types: ['Observation'] } });
    const [line] = await lines();
    expect(line?.body.actor.account).toBe(owner.account);
    expect([line?.ids, line?.body.types, line?.body.count, line?.body.idsHash]).toEqual(Array(4));
    const permit = () => test.core.gate.permit(asking(carer, { actions: ['read'] }));
    const refused = { code: 'CW-GATE-003' };
    await expect(test.core.activity.prove(await permit(), line?.seq ?? 0)).rejects.toMatchObject(refused);
    const what = { fact: newId<FactId>(), files: [] };
    await expect(test.core.activity.about(await permit(), what)).rejects.toMatchObject(refused);
  });

  it('to delete or change a part destroys no keys, turns none, and counts nothing', async () => {
    const reader = await test.account('member');
    const event = await grant({ kind: 'account', id: reader.account }, { slice: { types: ['Condition'] } });
    if (event.kind !== 'consent') throw new Error('not a consent');
    const { id: _id, time: _time, seq: _seq, by: _by, ...again } = event;
    await test.core.gate.changeAccess(owner, { ...again, actions: ['delete', 'update'] }, REQUEST);
    const permit = (action: 'delete' | 'update') => test.core.gate.permit(asking(reader, { actions: [action] }));
    const { erasure, rotation } = test.core.vault;
    await expect(erasure.plan(await permit('delete'))).rejects.toMatchObject({ code: 'CW-GATE-003' });
    await expect(erasure.destroyKeys(await permit('delete'))).rejects.toMatchObject(refused);
    await expect(erasure.destroyKeys(await test.permit(owner, record, ['delete']))).rejects.toMatchObject(refused);
    await expect(rotation.rotate(await permit('update'))).rejects.toMatchObject(refused);
    expect((await search(await test.permit(owner, record, ['search']))).facts).toHaveLength(2);
  });

  it.each(['deidentified', 'anonymous', 'constructor'])(
    'is nothing that a consent in the form %s opens, whoever wrote it: each try is a line',
    async (form) => {
      const reader = await test.account('member');
      await grant({ kind: 'account', id: reader.account }, { form: form as 'deidentified' });
      const codes: unknown[] = [];
      for (const more of [{}, { form: 'metadata_only' }, { form: 'deidentified' }] as const) {
        const answer = await test.core.gate.open(asking(reader, more));
        codes.push('refused' in answer ? answer.code : 'permitted');
      }
      expect(codes).toEqual(Array(3).fill('CW-GEN-002'));
      const lines = await test.core.ledger.reader.list('instance', { limit: 3 });
      expect(lines.map((one) => !one.sealed && [one.body.actor.account, one.body.outcome])).toEqual(
        Array(3).fill([reader.account, 'refused']),
      );
      expect(test.core.gate.relations(reader)).toEqual([]);
      // Nor does its holder get anything in that form as it is.
      await expect(test.core.gate.permit(asking(owner, { form: 'deidentified' }))).rejects.toMatchObject({
        code: 'CW-GATE-005',
      });
    },
  );

  it('passes on to an app no more than whoever asks was granted', async () => {
    const reader = await test.account('member');
    await grant({ kind: 'account', id: reader.account }, { slice: { types: ['Condition'] } });
    await grant({ kind: 'app', id: 'viewer' });
    const app = { recipient: { kind: 'app', id: 'viewer' } } as const;
    expect((await search(await test.core.gate.permit(asking(reader, app)))).facts).toEqual([]);
    expect((await search(await test.core.gate.permit(asking(owner, app)))).facts).toHaveLength(2);
  });
});

describe('a slice', () => {
  it('that names one label six times is not the whole record', async () => {
    const { isWholeSlice } = await import('@chartwarden/vault');
    expect(isWholeSlice({ labels: ['HIV', 'HIV', 'HIV', 'HIV', 'HIV', 'HIV'] })).toBe(false);
    expect(isWholeSlice(WHOLE)).toBe(true);
  });
});
