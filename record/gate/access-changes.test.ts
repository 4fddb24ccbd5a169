import { describeEngines } from '@chartwarden/db/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deciding } from './gate.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };

describeEngines('access', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  const held = (record: RecordId, account: AccountId, state: 'held' | 'ended') =>
    ({
      kind: 'custody', record, holder: { kind: 'account', id: account }, relation: 'custodian', state, capacity: 'proxy',
    }) as const; // biome-ignore format: one event

  it('does not fall to whoever knows the id of a record that nobody holds any more', async () => {
    const owner = await test.account('owner');
    const other = await test.account('member');
    const record = await test.person(owner, 'Quirina');
    await test.core.gate.changeAccess(owner, held(record, owner.account, 'ended'), REQUEST);
    for (const actor of [owner, other])
      await expect(
        test.core.gate.changeAccess(actor, held(record, actor.account, 'held'), REQUEST),
      ).rejects.toMatchObject({ code: 'CW-GATE-007' });
  });

  it('to a record is not taken from the person it is about by whoever looks after it', async () => {
    const owner = await test.account('owner');
    const carer = await test.account('member');
    const record = await test.person(owner, 'Quirina');
    await test.core.gate.changeAccess(owner, held(record, carer.account, 'held'), REQUEST);
    for (const state of ['ended', 'held'] as const)
      await expect(
        test.core.gate.changeAccess(carer, held(record, owner.account, state), REQUEST),
      ).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await test.core.gate.changeAccess(owner, held(record, carer.account, 'ended'), REQUEST);
    expect(test.core.gate.relations(carer.account)).toEqual([]);
    expect(test.core.gate.relations(owner.account)).toEqual([{ record, relation: 'self' }]);
  });

  it('keeps its last owner', async () => {
    const owner = await test.account('owner');
    const ends = [
      { kind: 'account', account: owner.account, state: 'disabled', capacity: 'operator' },
      { kind: 'role', account: owner.account, role: 'owner', state: 'taken', capacity: 'operator' },
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
