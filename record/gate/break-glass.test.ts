import { describeEngines } from '@chartwarden/db/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccessEvent, ConsentEvent, NewAccessEvent } from './access-types.ts';
import { LONGEST_EMERGENCY } from './break-glass.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };
type Someone = Actor & { readonly account: AccountId };

describeEngines('break-glass', (engine) => {
  let test: TestCore;
  let person: Someone;
  let doctor: Someone;
  let record: RecordId;

  beforeEach(async () => {
    test = await openTestCore(engine);
    await test.account('owner');
    person = await test.account('member');
    doctor = await test.account('practitioner');
    record = await test.person(person, 'Quirina');
  });
  afterEach(() => test.remove());

  const change = (actor: Actor, event: NewAccessEvent) => test.core.gate.changeAccess(actor, event, REQUEST);
  const base = () =>
    ({
      kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], purposes: ['emergency'],
      slice: { types: ['AllergyIntolerance'] }, form: 'full_source_allowed', from: 0, until: null,
    }) as const; // biome-ignore format: one event
  const offered = (recipient: ConsentEvent['recipient'] = { kind: 'account', id: '*' }) =>
    change(person, { ...base(), ...(recipient ? { recipient } : {}), capacity: 'self' });
  const taken = (offer: AccessEvent, more: Partial<ConsentEvent> = {}, who: Someone = doctor): NewAccessEvent =>
    ({
      ...base(), recipient: { kind: 'account', id: who.account }, under: offer.id, capacity: 'staff',
      until: test.clock.now() + LONGEST_EMERGENCY, reason: 'unconscious in the emergency room', ...more,
    }) as NewAccessEvent; // biome-ignore format: one event
  const read = async (actor: Someone, purpose?: 'care' | 'emergency') => {
    const permit = await test.core.gate.open({
      actor, record, actions: ['read'], purpose: purpose ?? test.core.gate.purposeOf(actor.account, record),
      channel: 'browser', request: REQUEST,
    }); // biome-ignore format: one request
    return 'refused' in permit ? permit.code : 'yes';
  };

  it('opens nothing by being offered, and a record without an offer is not there', async () => {
    expect(await read(doctor, 'emergency')).toBe('CW-GEN-002');
    const offer = await offered();
    expect(await read(doctor, 'emergency')).toBe('CW-GEN-002');
    expect(test.core.gate.relations(doctor)).toEqual([]);
    await change(doctor, taken(offer));
    expect([await read(doctor), await read(doctor, 'care'), await read(doctor, 'emergency')]).toEqual(
      Array(3).fill('yes'),
    );
    expect(test.core.gate.relations(doctor)).toEqual([{ record, relation: 'viewer' }]);
  });

  it('ends by itself, and at once when the person says so', async () => {
    const offer = await offered();
    const own = await change(doctor, taken(offer));
    test.clock.advance(LONGEST_EMERGENCY);
    expect(await read(doctor, 'emergency')).toBe('CW-GEN-002');
    const again = await change(doctor, taken(offer));
    expect(await read(doctor)).toBe('yes');
    await change(person, { ...(again as ConsentEvent), ends: again.id, capacity: 'self' } as NewAccessEvent);
    expect(await read(doctor, 'emergency')).toBe('CW-GEN-002');
    expect(own.id).not.toBe(again.id);
  });

  it('ends when the offer under which it was taken does', async () => {
    const offer = await offered();
    await change(doctor, taken(offer));
    expect(await read(doctor)).toBe('yes');
    await change(person, { ...(offer as ConsentEvent), ends: offer.id, capacity: 'self' } as NewAccessEvent);
    expect(await read(doctor)).toBe('CW-GEN-002');
  });

  it.each<[string, Partial<ConsentEvent>]>([
    ['without a reason', { reason: '   because ' }],
    ['for longer', { until: 9e15 }],
    ['without an end', { until: null }],
    ['for more', { slice: {} }],
    ['to change something', { actions: ['read', 'update'] }],
    ['for another purpose', { purposes: ['care'] }],
    ['for somebody else', { recipient: { kind: 'account', id: '*' } }],
    ['under what is no offer', { under: '0198c0de-0000-7000-8000-000000000001' as never }],
  ])('is not taken %s', async (_how, more) => {
    const offer = await offered();
    await expect(change(doctor, taken(offer, more))).rejects.toMatchObject({ code: 'CW-GATE-007' });
    expect(await read(doctor, 'emergency')).toBe('CW-GEN-002');
  });

  it('is not taken for longer than it is offered', async () => {
    const until = test.clock.now() + 60_000;
    const recipient = { kind: 'account', id: '*' } as const;
    const offer = await change(person, { ...base(), recipient, until, capacity: 'self' });
    await expect(change(doctor, taken(offer))).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await change(doctor, taken(offer, { until }));
  });

  it('is taken by whose role it is and whom it is offered to', async () => {
    const member = await test.account('member');
    const open = await offered();
    await expect(change(member, taken(open, {}, member))).rejects.toMatchObject({ code: 'CW-GATE-007' });
    const named = await offered({ kind: 'account', id: member.account });
    await expect(change(doctor, taken(named))).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await change(person, { ...(open as ConsentEvent), ends: open.id, capacity: 'self' } as NewAccessEvent);
    await expect(change(doctor, taken(open))).rejects.toMatchObject({ code: 'CW-GATE-007' });
  });
});
