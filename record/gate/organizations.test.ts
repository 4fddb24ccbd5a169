import { describeEngines } from '@chartwarden/db/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Action } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NewAccessEvent, OrganizationRole } from './access-types.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };
type Someone = Actor & { readonly account: AccountId };

describeEngines('an organization', (engine) => {
  let test: TestCore;
  let owner: Someone;
  let manager: Someone;
  let clinic: RecordId;

  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    manager = await test.account('practitioner');
    clinic = await test.core.organizations.create(owner, { name: 'Klinik', manager: manager.account }, REQUEST);
  });
  afterEach(() => test.remove());

  const change = (actor: Actor, event: NewAccessEvent) => test.core.gate.changeAccess(actor, event, REQUEST);
  const member = (
    account: AccountId,
    role: OrganizationRole,
    state: 'given' | 'taken' = 'given',
    capacity: 'self' | 'staff' = 'staff',
  ): NewAccessEvent => ({ kind: 'membership', organization: clinic, account, role, state, capacity });
  const custody = (record: RecordId, id: string, state: 'held' | 'ended', kind: 'organization' | 'account') =>
    ({
      kind: 'custody', record, holder: { kind, id }, state,
      relation: kind === 'account' ? 'self' : 'custodian', capacity: 'staff',
    }) as const; // biome-ignore format: one event

  /** A patient whom the clinic made and holds. */
  async function patient(): Promise<RecordId> {
    const record = await test.core.people.create(
      manager,
      { name: 'Quirina', relation: 'custodian', holder: clinic },
      REQUEST,
    );
    await test.importAll(manager, record, [
      JSON.stringify({ resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'Zitronenfalter' } }),
    ]);
    return record;
  }

  const may = async (actor: Actor, record: RecordId, action: Action, view: 'effective' | 'received' = 'effective') => {
    const asked = { actor, record, actions: [action], purpose: 'care' as const, channel: 'browser' as const, view };
    const answer = await test.core.gate.open({ ...asked, request: REQUEST });
    return 'refused' in answer ? answer.code : 'yes';
  };

  it('is made by an owner or admin only, who is no member of it', async () => {
    await expect(
      test.core.organizations.create(manager, { name: 'Other', manager: manager.account }, REQUEST),
    ).rejects.toMatchObject({ code: 'CW-GATE-007' });
    expect(test.core.organizations.membersOf(clinic)).toMatchObject([
      { account: manager.account, role: 'manager', active: true },
    ]);
    expect(await may(owner, clinic, 'read')).toBe('CW-GEN-002');
    expect(await may(manager, clinic, 'read')).toBe('yes');
  });

  it('is free for nobody to take when its only manager was shut out', async () => {
    const admin = await test.account('admin');
    const record = await patient();
    await change(admin, { kind: 'account', account: manager.account, state: 'disabled', capacity: 'staff' });
    for (const who of [admin, owner])
      await expect(change(who, member(who.account, 'manager', 'given', 'self'))).rejects.toMatchObject({
        code: 'CW-GATE-007',
      });
    expect(await may(admin, record, 'read')).toBe('CW-GEN-002');
  });

  it('keeps a manager who can act, also when there is another who was shut out', async () => {
    const second = await test.account('member');
    await change(manager, member(second.account, 'manager'));
    await change(owner, { kind: 'account', account: second.account, state: 'disabled', capacity: 'staff' });
    await expect(change(manager, member(manager.account, 'manager', 'taken', 'self'))).rejects.toMatchObject({
      code: 'CW-GATE-007',
    });
    await change(manager, member(second.account, 'manager', 'taken'));
  });

  it('keeps a manager when all of them leave at the same moment', async () => {
    const other = await test.account('practitioner');
    await change(manager, member(other.account, 'manager'));
    const leaving = [manager, other].map((who) => change(who, member(who.account, 'manager', 'taken', 'self')));
    const left = (await Promise.allSettled(leaving)).filter(({ status }) => status === 'fulfilled');
    expect(left).toHaveLength(1);
    expect(test.core.organizations.membersOf(clinic).filter(({ role }) => role === 'manager')).toHaveLength(1);
  });

  it('gives what it holds to who works there, as far as their part goes, until they leave', async () => {
    const record = await patient();
    const nurse = await test.account('member');
    const viewer = await test.account('member');
    expect(await may(nurse, record, 'read')).toBe('CW-GEN-002');
    await change(manager, member(nurse.account, 'member'));
    await change(manager, member(viewer.account, 'viewer'));
    const actions: readonly Action[] = ['read', 'create', 'share'];
    const answers = async (who: Actor) => Promise.all(actions.map((action) => may(who, record, action)));
    expect(await answers(manager)).toEqual(['yes', 'yes', 'yes']);
    expect(await answers(nurse)).toEqual(['yes', 'yes', 'CW-GATE-003']);
    expect(await answers(viewer)).toEqual(['yes', 'CW-GATE-003', 'CW-GATE-003']);
    expect([await may(manager, record, 'read', 'received'), await may(nurse, record, 'read', 'received')]).toEqual([
      'yes',
      'CW-GATE-003',
    ]);
    expect(await answers(owner)).toEqual(Array(3).fill('CW-GEN-002'));
    expect(test.core.gate.relations(nurse)).toEqual([{ record, relation: 'colleague' }]);
    // Somebody goes by themselves; the last manager does not.
    await change(nurse, member(nurse.account, 'member', 'taken', 'self'));
    expect(await may(nurse, record, 'read')).toBe('CW-GEN-002');
    await expect(change(manager, member(manager.account, 'manager', 'taken', 'self'))).rejects.toThrow();
    await expect(change(viewer, member(viewer.account, 'manager', 'given', 'self'))).rejects.toThrow();
  });

  it('consents for a patient only with the paper on which they agreed', async () => {
    const record = await patient();
    const other = await test.account('member');
    const consent = {
      kind: 'consent', record, effect: 'permit', actions: ['read'], recipient: { kind: 'account', id: other.account },
      slice: {}, form: 'full_source_allowed', from: 0, until: null, capacity: 'staff',
    } as const; // biome-ignore format: one event
    await expect(change(manager, consent)).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await change(manager, { ...consent, document: 'treatment 2026-1' });
    expect(await may(other, record, 'read')).toBe('yes');
  });

  it('has nothing but a shown and revocable grant once the patient holds the record', async () => {
    const record = await patient();
    const person = await test.account('member');
    await change(manager, custody(record, person.account, 'held', 'account'));
    // The person first says what the clinic keeps, then the clinic lets go.
    const given = await change(person, {
      kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: {}, form: 'full_source_allowed',
      recipient: { kind: 'organization', id: clinic }, from: 0, until: null, capacity: 'self',
    }); // biome-ignore format: one event
    await change(manager, custody(record, clinic, 'ended', 'organization'));
    expect([await may(manager, record, 'read'), await may(manager, record, 'create')]).toEqual(['yes', 'CW-GATE-003']);
    expect(test.core.gate.relations(manager)).toEqual([{ record, relation: 'viewer' }]);
    await change(person, { ...(given as never as object), ends: given.id, capacity: 'self' } as NewAccessEvent);
    expect(await may(manager, record, 'read')).toBe('CW-GEN-002');
    expect(await may(person, record, 'read')).toBe('yes');
  });

  it('offers what it alone holds by a policy that its managers set, and that ends with what was taken under it', async () => {
    const { emergencies, gate } = test.core;
    const record = await patient();
    await test.core.vault.records.rename(
      await gate.permit({
        actor: manager, record, actions: ['update'], purpose: 'care', channel: 'browser', request: REQUEST,
      }),
      { name: 'Quirina Avila', birthDate: '1971-03-04' },
    ); // biome-ignore format: one request
    const doctor = await test.account('practitioner');
    const nurse = await test.account('member');
    await change(manager, member(nurse.account, 'member'));
    const them = { name: 'Quirina Avila', birthDate: '1971-03-04' };
    const take = () => emergencies.take(doctor, them, 'found unconscious', REQUEST);
    const policy = { slice: { types: ['Observation'] }, recipient: { kind: 'account', id: '*' } } as const;
    const set = (by: Actor, wanted: typeof policy | null = policy) =>
      emergencies.setPolicy(by, clinic, wanted, REQUEST);

    await expect(take()).rejects.toMatchObject({ code: 'CW-SHR-022' });
    for (const by of [nurse, owner, doctor]) await expect(set(by)).rejects.toMatchObject({ code: 'CW-GATE-007' });
    for (const wanted of [
      { ...policy, slice: { labels: ['PSY'] } },
      { ...policy, recipient: { kind: 'account', id: nurse.account } },
    ])
      await expect(set(manager, wanted as never)).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await set(manager);
    expect(await may(doctor, record, 'read')).toBe('CW-GEN-002');
    expect((await take()).record).toBe(record);
    expect([await may(doctor, record, 'read'), await may(doctor, record, 'update')]).toEqual(['yes', 'CW-GATE-003']);
    expect(emergencies.policiesOf(record)).toMatchObject([{ record: clinic, by: manager.account }]);
    // Another one in its place ends what was open under it, too.
    await set(manager, { ...policy, slice: { types: ['Condition'] } } as never);
    expect(await may(doctor, record, 'read')).toBe('CW-GEN-002');
    await take();
    await set(manager, null);
    expect([await may(doctor, record, 'read'), emergencies.policyOf(clinic)]).toEqual(['CW-GEN-002', null]);
    await expect(take()).rejects.toMatchObject({ code: 'CW-SHR-022' });
    // Whoever holds the record themselves says for themselves what is offered.
    await set(manager);
    await change(manager, { ...custody(record, nurse.account, 'held', 'account'), relation: 'custodian' });
    expect(emergencies.policiesOf(record)).toEqual([]);
    await expect(take()).rejects.toMatchObject({ code: 'CW-SHR-022' });
    // Nothing else is consented to on what belongs to an organization itself.
    const share = {
      kind: 'consent', record: clinic, effect: 'permit', actions: ['read'], recipient: { kind: 'account', id: doctor.account },
      slice: {}, form: 'full_source_allowed', from: 0, until: null, capacity: 'staff',
    } as const; // biome-ignore format: one event
    await expect(change(manager, share)).rejects.toMatchObject({ code: 'CW-GATE-007' });
  });
});
