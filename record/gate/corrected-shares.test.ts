import { describeEngines } from '@chartwarden/db/testing';
import { type AccountId, type FactId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Action, NewCorrection, View } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };
const glucose = (id: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"Glucose"},"effectiveDateTime":"2020-05-01"}`;

describeEngines('what somebody else sees of a record that was corrected', (engine) => {
  let test: TestCore;
  let owner: Actor & { readonly account: AccountId };
  let reader: Actor & { readonly account: AccountId };
  let record: RecordId;
  let [kept, disowned]: FactId[] = [];
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    reader = await test.account('member');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [glucose('o1'), glucose('o2')]);
    const { facts } = await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 10 });
    [kept, disowned] = facts.map((fact) => fact.id);
    const to = { kind: 'account', id: reader.account } as const;
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search', 'update'], recipient: to, slice: {},
        form: 'full_source_allowed', from: 0, until: null, capacity: 'self',
      }, // biome-ignore format: one event
      REQUEST,
    );
    await say(owner, disowned, { kind: 'not-mine', reason: 'mixed up' });
  });
  afterEach(() => test.remove());

  const permit = (actor: Actor, action: Action, view: View = 'effective') =>
    test.core.gate.permit({
      actor,
      record,
      actions: [action],
      purpose: 'care',
      channel: 'api',
      view,
      request: REQUEST,
    });
  const say = async (actor: Actor, fact: FactId | undefined, said: NewCorrection) => {
    test.clock.advance(1000);
    return test.core.vault.corrections.make(await permit(actor, 'update'), fact ?? newId(), said);
  };
  const said = async (actor: Actor) =>
    (await test.core.vault.read.fact(await permit(actor, 'read'), kept ?? newId()))?.corrections.map(
      (one) => one.reason,
    );

  it('is what is in effect: what was disowned and how it was before is for holders alone', async () => {
    expect((await test.core.vault.read.page(await permit(reader, 'search'), { limit: 10 })).facts).toHaveLength(1);
    await expect(permit(reader, 'search', 'received')).rejects.toMatchObject({ code: 'CW-GATE-003' });
    expect(await test.core.vault.read.fact(await permit(reader, 'read'), disowned ?? newId())).toBeNull();
    const all = await test.core.vault.read.page(await permit(owner, 'search', 'received'), { limit: 10 });
    expect(all.facts).toHaveLength(2);
  });

  it('has none of the reasons, notes and second thoughts of others', async () => {
    const made = await say(owner, kept, { kind: 'note', value: 'HIV positive since 2010', reason: 'for myself' });
    const back = await permit(owner, 'update');
    await test.core.vault.corrections.undo(back, kept ?? newId(), made.id, 'not for others');
    await say(reader, kept, { kind: 'note', value: 'fasting', reason: 'the patient said so' });
    expect(await said(owner)).toEqual(['for myself', 'the patient said so']);
    expect(await said(reader)).toEqual(['the patient said so']);
  });

  it('cannot be told from nothing by correcting it', async () => {
    const note: NewCorrection = { kind: 'note', value: 'x', reason: 'x' };
    for (const fact of [disowned, newId<FactId>()])
      await expect(say(reader, fact, note)).rejects.toMatchObject({ code: 'CW-GEN-002' });
  });
});
