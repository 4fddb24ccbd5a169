import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Asking } from '../asking.ts';
import { operateMigrations } from '../operate.migrations.ts';
import { observation, patient } from '../operate.testing.ts';
import { createErasures } from './erasure.service.ts';
import { createLeavings, type Leavings } from './leaving.service.ts';
import type { LeavingPorts } from './leaving-types.ts';

const DAY = 86_400_000;

describeEngines('a patient who leaves an organization', (engine) => {
  let test: TestCore;
  let parts: LeavingPorts;
  let leavings: Leavings;
  let manager: Asking;
  let clinic: RecordId;
  let record: RecordId;
  let told: [AccountId, string][];
  let invited: [RecordId, number | null][];

  beforeEach(async () => {
    test = await openTestCore(engine);
    for (const step of operateMigrations) await test.db.transaction((tx) => step.up(tx as never, engine.engine));
    const owner = await test.account('owner');
    manager = await asking('practitioner');
    const { organizations, people } = test.core;
    clinic = await organizations.create(owner, { name: 'Klinik', manager: manager.account }, {});
    const person = { name: 'Quirina', relation: 'custodian', holder: clinic } as const;
    record = await people.create(manager.actor, person, {});
    await test.importAll(manager.actor, record, [patient, observation('o1', '1.50')]);
    told = [];
    invited = [];
    const erasures = createErasures({
      core: test.core,
      db: test.db,
      clock: test.clock,
      job: () => ({ sql: 'update ledger_head set keyring_generation = keyring_generation', parameters: [] }),
      wake: () => undefined,
    });
    parts = {
      core: test.core,
      db: test.db,
      clock: test.clock,
      erasures,
      noticeDays: 30,
      tell: async (account, kind) => void told.push([account, kind]),
      managersOf: () => [manager.account],
      tellInvited: async (of, due) => void invited.push([of, due]),
    };
    leavings = createLeavings(parts);
  });
  afterEach(() => test.remove());

  async function asking(role: Parameters<TestCore['account']>[0]): Promise<Asking> {
    const actor = await test.account(role);
    await test.core.sealed.createScope(actor.account);
    return { actor, account: actor.account, request: {} };
  }
  const isErased = () => test.core.access.state().records.get(record)?.erased;
  const join = (who: Asking, role: 'manager' | 'member') =>
    test.core.gate.changeAccess(
      manager.actor,
      { kind: 'membership', organization: clinic, account: who.account, role, state: 'given', capacity: 'staff' },
      {},
    );
  const custody = (by: Asking, holder: { kind: 'account' | 'organization'; id: string }, state: 'held' | 'ended') =>
    test.core.gate.changeAccess(
      by.actor,
      {
        kind: 'custody',
        record,
        holder,
        relation: holder.kind === 'account' ? 'self' : 'custodian',
        state,
        capacity: 'staff',
      },
      {},
    );
  async function decide(who = manager) {
    const draft = await leavings.draft(who, clinic, record);
    return { draft, ...(await leavings.approve(who, draft.id, draft.digest)) };
  }
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );

  it('is erased when the notice is over, after a draft of exactly what is lost', async () => {
    const { draft, due } = await decide();
    expect(draft).toMatchObject({ counts: { facts: 2, sources: 1 }, noticeDays: 30, person: { name: 'Quirina' } });
    expect(due).toBe(test.clock.now() + 30 * DAY);
    expect((await leavings.list(manager, clinic)).leavings).toEqual([{ id: draft.id, person: record, due }]);
    test.clock.advance(30 * DAY - 1);
    expect([await leavings.act(), isErased()]).toEqual([0, false]);
    test.clock.advance(1);
    expect([await leavings.act(), isErased()]).toEqual([1, true]);
    expect(await test.core.keyring.has(record)).toBe(false);
    expect(told.map(([, kind]) => kind)).toEqual(['leaving-begun', 'leaving-erased']);
    expect((await leavings.list(manager, clinic)).leavings).toEqual([]);
    expect((await test.core.ledger.verify()).problems).toEqual([]);
  });

  it('tells the patient, as far as anybody knows them, and again when the record is kept', async () => {
    const [sister, gone] = [await asking('member'), await asking('member')];
    const share = async (to: Asking, until: number | null) =>
      test.core.gate.changeAccess(
        manager.actor,
        {
          kind: 'consent', record, effect: 'permit', actions: ['read'], recipient: { kind: 'account', id: to.account },
          slice: {}, form: 'full_source_allowed', from: 0, until, capacity: 'staff', document: 'paper',
        },
        {},
      ); // biome-ignore format: one event
    await share(sister, null);
    await share(gone, test.clock.now() - 1);
    const { draft, due } = await decide();
    const others = () => told.filter(([account]) => account !== manager.account);
    expect([others(), invited]).toEqual([[[sister.account, 'leaving-told']], [[record, due]]]);
    await leavings.cancel(manager, draft.id);
    expect([others().at(-1), invited.at(-1)]).toEqual([
      [sister.account, 'leaving-kept'],
      [record, null],
    ]);
  });

  it('stays when it has changed since, when whoever decided may no longer, and when somebody claimed it', async () => {
    await decide();
    await test.importAll(manager.actor, record, [observation('o2', '2')]);
    test.clock.advance(30 * DAY);
    expect([await leavings.act(), isErased(), told.at(-1)?.[1]]).toEqual([0, false, 'leaving-lapsed']);
    const second = await asking('member');
    await join(second, 'manager');
    await decide(second);
    await join(second, 'member');
    test.clock.advance(30 * DAY);
    expect([await leavings.act(), isErased()]).toEqual([0, false]);
    await decide();
    const person = await asking('member');
    await custody(manager, { kind: 'account', id: person.account }, 'held');
    expect((await leavings.list(manager, clinic)).leavings).toEqual([]);
    test.clock.advance(30 * DAY);
    expect([await leavings.act(), isErased()]).toEqual([0, false]);
    // Somebody else holds it now: the organization lets go at once.
    expect(await decide()).toMatchObject({ draft: { counts: null, statement: null }, due: null });
    expect(test.core.access.state().records.get(record)?.custody).toMatchObject([{ holder: { id: person.account } }]);
  });

  it('is kept by any manager until then, also when the database is set back', async () => {
    const { draft } = await decide();
    const rows = await test.db.all<Record<string, unknown>>('select * from leavings');
    const second = await asking('member');
    await join(second, 'member');
    expect(await codeOf(leavings.cancel(second, draft.id))).toBe('CW-GEN-002');
    await join(second, 'manager');
    await leavings.cancel(second, draft.id);
    const [row = {}] = rows;
    const names = Object.keys(row);
    await test.db.batch([
      {
        sql: `insert into leavings (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
        parameters: Object.values(row) as never,
      },
    ]);
    test.clock.advance(30 * DAY);
    expect([await leavings.act(), isErased()]).toEqual([0, false]);
  });

  it('is erased once when two look at the same moment, and nobody hears that it stays', async () => {
    await decide();
    const rows = await test.db.all<Record<string, unknown>>('select * from leavings');
    test.clock.advance(30 * DAY);
    const both = await Promise.all([leavings.act(), leavings.act()]);
    expect([both.sort(), isErased()]).toEqual([[0, 1], true]);
    // As after a crash between the erasure and the end of this.
    const names = Object.keys(rows[0] ?? {});
    await test.db.batch([
      {
        sql: `insert into leavings (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
        parameters: Object.values(rows[0] ?? {}) as never,
      },
    ]);
    expect((await leavings.list(manager, clinic)).leavings).toEqual([]);
    expect(await leavings.act()).toBe(0);
    expect(await test.db.all('select 1 from leavings')).toEqual([]);
    expect(told.map(([, kind]) => kind)).toEqual(['leaving-begun', 'leaving-erased']);
  });

  it('stays, and its managers hear so, when the server stopped between the approval and the erasure', async () => {
    await decide();
    test.clock.advance(30 * DAY);
    const stops = createLeavings({ ...parts, erasures: { carryOut: () => Promise.reject(new Error('stopped')) } });
    await expect(stops.act()).rejects.toThrow(AggregateError);
    expect([await leavings.act(), told.at(-1)?.[1]]).toEqual([0, 'leaving-begun']);
    test.clock.advance(60_000);
    expect([await leavings.act(), isErased(), told.at(-1)?.[1]]).toEqual([0, false, 'leaving-lapsed']);
  });

  it('is decided by its managers, once, to the byte, and by nobody else', async () => {
    const member = await asking('member');
    await join(member, 'member');
    const owner = await asking('owner');
    expect(await codeOf(leavings.draft(member, clinic, record))).toBe('CW-GATE-003');
    expect(await codeOf(leavings.draft(owner, clinic, record))).toBe('CW-GEN-002');
    expect(await codeOf(leavings.list(owner, clinic))).toBe('CW-GEN-002');
    const { id, digest } = await leavings.draft(manager, clinic, record);
    expect(await codeOf(leavings.approve(owner, id, digest))).toBe('CW-GEN-002');
    expect(await codeOf(leavings.approve(manager, id, '0'.repeat(64)))).toBe('CW-OPS-009');
    const both = await Promise.all([1, 2].map(() => codeOf(leavings.approve(manager, id, digest))));
    expect(both.sort()).toEqual(['CW-GATE-012', 'done']);
    const late = await leavings.draft(manager, clinic, record);
    test.clock.advance(16 * 60_000);
    expect(await codeOf(leavings.approve(manager, late.id, late.digest))).toBe('CW-GATE-011');
  });

  it('moves what was decided to the newest key of its account', async () => {
    await decide();
    expect(await test.core.sealed.renew(manager.account, (again) => leavings.reseal(manager.account, again))).toBe(1);
    test.clock.advance(30 * DAY);
    expect(await leavings.act()).toBe(1);
  });
});
