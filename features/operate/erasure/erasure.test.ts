import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Asking } from '../asking.ts';
import { operateMigrations } from '../operate.migrations.ts';
import { factsOf, observation, patient } from '../operate.testing.ts';
import { createErasures, type Erasures } from './erasure.service.ts';

describeEngines('erasing a person', (engine) => {
  let test: TestCore;
  let erasures: Erasures;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  let who: Asking;

  const build = (): Erasures =>
    createErasures({
      core: test.core,
      db: test.db,
      clock: test.clock,
      // Stands for the job: a statement in the same transaction that leaves a trace.
      job: () => ({ sql: 'update ledger_head set keyring_generation = keyring_generation', parameters: [] }),
      wake: () => undefined,
    });

  beforeEach(async () => {
    test = await openTestCore(engine);
    // Made beside the core's tables; the app has all of them in one database from the start.
    for (const step of operateMigrations) await test.db.transaction((tx) => step.up(tx as never, engine.engine));
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient, observation('o1', '1.50')]);
    who = { actor: owner, account: owner.account, request: {} };
    erasures = build();
  });
  afterEach(() => test.remove());

  it('shows what would be lost first, and erases exactly that', async () => {
    const draft = await erasures.draft(who, record);
    expect(draft).toMatchObject({ person: { id: record, name: 'Quirina' }, counts: { facts: 2, sources: 1 } });
    expect(draft.statement).toContain('old copy of the sealed keyring');
    const receipt = await erasures.approve(who, draft.id, draft.digest);
    expect(receipt.record).toBe(record);
    await erasures.carryOn(draft.id);
    await expect(factsOf(test.core, owner, record)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    expect(await test.core.keyring.has(record)).toBe(false);
    for (const table of ['records', 'facts', 'fact_versions', 'sources', 'imports', 'fact_tokens', 'erasures'])
      expect(await test.db.all(`select 1 from ${table}`), table).toEqual([]);
    for await (const address of test.objects.list()) expect(address).toBe('nothing');
    // The receipt and every line about the person stand, verify, and can no longer be read.
    expect((await test.core.ledger.reader.entry(receipt.seq))?.sealed).toBe(true);
    const report = await test.core.ledger.verify();
    expect(report.problems).toEqual([]);
    expect(report.sealed).toBeGreaterThan(3);
  });

  it('erases nothing when the record changed since it was shown, or when it is another draft', async () => {
    const draft = await erasures.draft(who, record);
    await test.importAll(owner, record, [observation('o2', '3')]);
    await expect(erasures.approve(who, draft.id, draft.digest)).rejects.toMatchObject({ code: 'CW-OPS-009' });
    const fresh = await erasures.draft(who, record);
    await expect(erasures.approve(who, fresh.id, draft.digest)).rejects.toMatchObject({ code: 'CW-OPS-009' });
    test.clock.advance(16 * 60_000);
    await expect(erasures.approve(who, fresh.id, fresh.digest)).rejects.toMatchObject({ code: 'CW-GATE-011' });
    expect(await factsOf(test.core, owner, record)).toHaveLength(3);
  });

  it('is for whoever holds the record, and looks to everybody else as if there were none', async () => {
    const other = await test.account('admin');
    const stranger: Asking = { actor: other, account: other.account, request: {} };
    await expect(erasures.draft(stranger, record)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    const draft = await erasures.draft(who, record);
    await expect(erasures.approve(stranger, draft.id, draft.digest)).rejects.toMatchObject({ code: 'CW-GEN-002' });
  });

  it('goes on after a crash right after the point of no return, and nobody can read meanwhile', async () => {
    const draft = await erasures.draft(who, record);
    const { vault } = test.core;
    const destroy = vault.erasure.destroyKeys;
    Object.assign(vault.erasure, { destroyKeys: () => Promise.reject(new Error('the process dies here')) });
    await expect(erasures.approve(who, draft.id, draft.digest)).rejects.toThrow('dies here');
    Object.assign(vault.erasure, { destroyKeys: destroy });
    await expect(factsOf(test.core, owner, record)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await test.reopen();
    erasures = build();
    await erasures.carryOn(draft.id);
    expect(await test.core.keyring.has(record)).toBe(false);
    expect(await test.core.keyring.ledgerKeys(record)).toEqual(new Map());
    expect(await test.db.all('select 1 from fact_versions')).toEqual([]);
    await erasures.carryOn(draft.id);
    expect((await test.core.ledger.verify()).problems).toEqual([]);
  });

  it('leaves others alone', async () => {
    const other = await test.person(owner, 'Tadeus');
    await test.importAll(owner, other, [patient, observation('o7', '7')]);
    const draft = await erasures.draft(who, record);
    await erasures.approve(who, draft.id, draft.digest);
    await erasures.carryOn(draft.id);
    expect(await factsOf(test.core, owner, other)).toHaveLength(2);
  });
});
