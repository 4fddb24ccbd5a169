import { describeWriters } from '@chartwarden/db/testing';
import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Capacity, NewAccessEvent } from './access-types.ts';
import { deciding } from './gate.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };

describeWriters('access', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  const held = (record: RecordId, account: AccountId, state: 'held' | 'ended', capacity: 'self' | 'proxy' = 'self') =>
    ({
      kind: 'custody', record, holder: { kind: 'account', id: account }, relation: 'custodian', state, capacity,
    }) as const; // biome-ignore format: one event

  it('stays with its last holder, who can only hand it over, and falls to nobody who knows its id', async () => {
    const owner = await test.account('owner');
    const other = await test.account('member');
    const record = await test.person(owner, 'Quirina');
    const change = (actor: Actor, event: NewAccessEvent) => test.core.gate.changeAccess(actor, event, REQUEST);
    await expect(change(owner, held(record, owner.account, 'ended'))).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await expect(change(other, held(record, other.account, 'held', 'proxy'))).rejects.toMatchObject({
      code: 'CW-GATE-007',
    });
    await change(owner, held(record, other.account, 'held'));
    await change(owner, held(record, owner.account, 'ended'));
    expect(test.core.gate.relations(other)).toEqual([{ record, relation: 'custodian' }]);
    await expect(change(owner, held(record, owner.account, 'held'))).rejects.toMatchObject({ code: 'CW-GATE-007' });
  });

  it('to a record is not taken from the person it is about by whoever looks after it', async () => {
    const owner = await test.account('owner');
    const carer = await test.account('member');
    const record = await test.person(owner, 'Quirina');
    await test.core.gate.changeAccess(owner, held(record, carer.account, 'held'), REQUEST);
    for (const state of ['ended', 'held'] as const)
      await expect(
        test.core.gate.changeAccess(carer, held(record, owner.account, state, 'proxy'), REQUEST),
      ).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await test.core.gate.changeAccess(owner, held(record, carer.account, 'ended'), REQUEST);
    expect(test.core.gate.relations(carer)).toEqual([]);
    expect(test.core.gate.relations(owner)).toEqual([{ record, relation: 'self' }]);
  });

  it('is given by the system to an account that is new, as a member, and to no other', async () => {
    const owner = await test.account('owner');
    const member = await test.account('member');
    const system: Actor = { kind: 'system', role: 'system' };
    const capacity = 'system' as const;
    const fresh = newId<AccountId>();
    const refused: readonly NewAccessEvent[] = [
      { kind: 'account', account: member.account, state: 'disabled', capacity },
      { kind: 'role', account: member.account, role: 'member', state: 'given', capacity },
      { kind: 'role', account: owner.account, role: 'owner', state: 'taken', capacity },
      { kind: 'role', account: fresh, role: 'member', state: 'given', capacity },
    ];
    const change = (event: NewAccessEvent) => test.core.gate.changeAccess(system, event, REQUEST);
    for (const event of refused) await expect(change(event)).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await change({ kind: 'account', account: fresh, state: 'active', capacity });
    await expect(
      change({ kind: 'role', account: fresh, role: 'admin', state: 'given', capacity }),
    ).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await change({ kind: 'role', account: fresh, role: 'member', state: 'given', capacity });
    expect(test.core.gate.account(fresh)).toEqual({ status: 'active', roles: ['member'] });
    const off = { kind: 'account', account: fresh, state: 'disabled', capacity: 'staff' } as const;
    await test.core.gate.changeAccess(owner, off, REQUEST);
    await expect(change({ kind: 'account', account: fresh, state: 'active', capacity })).rejects.toMatchObject({
      code: 'CW-GATE-007',
    });
  });

  it('is not refused to the person it is about by whoever looks after it', async () => {
    const owner = await test.account('owner');
    const carer = await test.account('member');
    const record = await test.person(owner, 'Quirina');
    await test.core.gate.changeAccess(owner, held(record, carer.account, 'held'), REQUEST);
    const refusal = (id?: string): NewAccessEvent => ({
      kind: 'consent', record, effect: 'deny', actions: ['read'], slice: {}, form: 'full_source_allowed', from: 0,
      until: null, capacity: 'proxy', ...(id === undefined ? {} : { recipient: { kind: 'account', id } }),
    }); // biome-ignore format: one event
    const toOwner = test.core.gate.changeAccess(carer, refusal(owner.account), REQUEST);
    await expect(toOwner).rejects.toMatchObject({ code: 'CW-GATE-007' });
    // For everybody is not for the person.
    for (const id of [undefined, '*', carer.account]) await test.core.gate.changeAccess(carer, refusal(id), REQUEST);
    expect(await test.permit(owner, record, ['read'])).toMatchObject({ record });
  });

  it('is changed by somebody in no capacity but their own', async () => {
    const owner = await test.account('owner');
    const carer = await test.account('member');
    const record = await test.person(owner, 'Quirina');
    await test.core.gate.changeAccess(owner, held(record, carer.account, 'held'), REQUEST);
    const before = test.core.access.state().seq;
    const consent = (capacity: Capacity): NewAccessEvent => ({
      kind: 'consent', record, effect: 'permit', actions: ['read'], slice: {}, form: 'full_source_allowed', from: 0,
      until: null, capacity,
    }); // biome-ignore format: one event
    const disabled = (capacity: Capacity): NewAccessEvent => ({
      kind: 'account', account: carer.account, state: 'disabled', capacity,
    }); // biome-ignore format: one event
    const claimed: readonly [Actor, NewAccessEvent][] = [
      ...(['operator', 'system', 'staff', 'proxy'] as const).map((one): [Actor, NewAccessEvent] => [
        owner,
        consent(one),
      ]),
      ...(['operator', 'system', 'staff', 'self'] as const).map((one): [Actor, NewAccessEvent] => [
        carer,
        consent(one),
      ]),
      ...(['operator', 'system', 'self', 'proxy'] as const).map((one): [Actor, NewAccessEvent] => [
        owner,
        disabled(one),
      ]),
    ];
    for (const [actor, event] of claimed)
      await expect(test.core.gate.changeAccess(actor, event, REQUEST)).rejects.toMatchObject({ code: 'CW-GATE-007' });
    expect(test.core.access.state().seq).toBe(before);
    expect(await test.core.gate.changeAccess(carer, consent('proxy'), REQUEST)).toMatchObject({ capacity: 'proxy' });
    expect(await test.core.gate.changeAccess(owner, consent('self'), REQUEST)).toMatchObject({ capacity: 'self' });
    expect(await test.core.gate.changeAccess(owner, disabled('staff'), REQUEST)).toMatchObject({ capacity: 'staff' });
  });

  it('keeps its last owner', async () => {
    const owner = await test.account('owner');
    const ends = [
      { kind: 'account', account: owner.account, state: 'disabled', capacity: 'staff' },
      { kind: 'role', account: owner.account, role: 'owner', state: 'taken', capacity: 'staff' },
    ] as const;
    for (const event of ends)
      await expect(test.core.gate.changeAccess(owner, event, REQUEST)).rejects.toMatchObject({ code: 'CW-GATE-007' });
    expect(test.core.gate.hasOwner()).toBe(true);
  });

  it('takes many changes at once without taking them for a tampered database', async () => {
    const owner = await test.account('owner');
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, at) => deciding(() => test.person(owner, `Person ${at}`)).catch((error) => error)),
    );
    const codes = made.flatMap((one) => (typeof one === 'string' ? [] : [one.code]));
    expect(codes.filter((code) => code !== 'CW-GATE-008')).toEqual([]);
    const known = test.core.access.state().seq;
    expect((await test.core.access.refresh()).seq).toBe(known);
    await test.reopen();
    expect(test.core.access.state().seq).toBe(known);
  });
});
