import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Asking } from '../asking.ts';
import { operateMigrations } from '../operate.migrations.ts';
import { factsOf, observation, patient } from '../operate.testing.ts';
import { type Choice, createRetention, type Retention } from './retention.service.ts';

const DAY = 86_400_000;

describeEngines('what is kept how long', (engine) => {
  let test: TestCore;
  let retention: Retention;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  let who: Asking;
  let jobs: number[];

  beforeEach(async () => {
    test = await openTestCore(engine);
    for (const step of operateMigrations) await test.db.transaction((tx) => step.up(tx as never, engine.engine));
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient, observation('o1', '1.50')]);
    await test.stageAll(owner, record, [observation('staged', '9')]);
    who = { actor: owner, account: owner.account, request: {} };
    jobs = [test.clock.now()];
    const { approvals } = test.core;
    retention = createRetention({
      core: test.core,
      db: test.db,
      clock: test.clock,
      keepers: {
        approvals: { count: approvals.old, apply: approvals.forget },
        jobs: {
          count: async (before) => ({ things: jobs.filter((at) => at < before).length, of: 0 }),
          apply: async (before) => {
            const gone = jobs.filter((at) => at < before).length;
            jobs = jobs.filter((at) => at >= before);
            return gone;
          },
        },
        notices: { count: async () => ({ things: 0, of: 0 }), apply: async () => 0 },
      },
    });
  });
  afterEach(() => test.remove());

  const states = async () =>
    (await test.core.vault.read.listImports(await test.permit(owner, record, ['search']))).map(({ state }) => state);
  const chosen = async (more: Partial<Choice['days']> = {}, nightly = true): Promise<Choice> => {
    const { days } = await retention.shown(who);
    return { days: { ...days, ...more }, nightly };
  };
  const lines = async () => (await test.core.ledger.reader.search({ action: 'retention' }, { limit: 10 })).length;

  it('is counted first, and nothing changes by that; what was approved goes, and is one line', async () => {
    test.clock.advance(31 * DAY);
    const dry = await retention.draft(who, await chosen());
    expect(dry.goes).toMatchObject({ 'unfinished-imports': { things: 1, of: 1 }, jobs: { things: 1 } });
    expect(await states()).toEqual(['ready', 'committed']);
    expect([jobs.length, await lines()]).toEqual([1, 0]);
    const { gone } = await retention.approve(who, dry);
    expect(gone).toMatchObject({ 'unfinished-imports': 1, jobs: 1, notices: 0 });
    expect(await states()).toEqual(['cancelled', 'committed']);
    expect(await factsOf(test.core, owner, record)).toHaveLength(2);
    expect([jobs, await lines()]).toEqual([[], 1]);
    // Whose record it is finds it in their own log.
    const [line] = await test.core.ledger.reader.list(record, { limit: 1 }, { action: 'import-cancel' });
    expect(line?.sealed === false && line.body.actor.kind).toBe('system');
    expect((await test.core.ledger.verify()).problems).toEqual([]);
    expect(await test.findings(record)).toEqual([]);
  });

  it('goes only as it was shown, in time, once, and never below what is promised', async () => {
    test.clock.advance(31 * DAY);
    const dry = await retention.draft(who, await chosen());
    await expect(retention.approve(who, { ...dry, days: { ...dry.days, jobs: 1 } })).rejects.toMatchObject({
      code: 'CW-OPS-017',
    });
    jobs.push(0);
    await expect(retention.approve(who, dry)).rejects.toMatchObject({ code: 'CW-OPS-017' });
    jobs.pop();
    await retention.approve(who, dry);
    await expect(retention.approve(who, dry)).rejects.toMatchObject({ code: 'CW-OPS-017' });
    const late = await retention.draft(who, await chosen());
    test.clock.advance(16 * 60_000);
    await expect(retention.approve(who, late)).rejects.toMatchObject({ code: 'CW-GATE-011' });
    const wish = await chosen({ 'unfinished-imports': 1 });
    await expect(retention.draft(who, wish)).rejects.toMatchObject({ code: 'CW-GEN-003' });
  });

  it('happens every night by itself unless somebody said otherwise, with the days that were chosen', async () => {
    expect(await retention.act()).toBe(0);
    expect(await lines()).toBe(0);
    await retention.approve(who, await retention.draft(who, await chosen({ 'unfinished-imports': 60 }, false)));
    test.clock.advance(61 * DAY);
    expect(await retention.act()).toBe(0);
    await retention.approve(who, await retention.draft(who, await chosen({ 'unfinished-imports': 90 }, true)));
    expect(await states()).toEqual(['ready', 'committed']);
    test.clock.advance(30 * DAY);
    expect(await retention.act()).toBeGreaterThan(0);
    expect(await states()).toEqual(['cancelled', 'committed']);
  });

  it('is for owners and admins, and whoever else asks stands in the log', async () => {
    for (const role of ['auditor', 'practitioner', 'member'] as const) {
      const other = await test.account(role);
      const stranger: Asking = { actor: other, account: other.account, request: {} };
      await expect(retention.shown(stranger)).rejects.toMatchObject({ code: 'CW-GATE-007' });
      const wish = await chosen();
      await expect(retention.draft(stranger, wish)).rejects.toMatchObject({ code: 'CW-GATE-007' });
    }
    expect(await lines()).toBe(6);
  });
});
