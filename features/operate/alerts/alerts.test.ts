import type { Statement } from '@chartwarden/db';
import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import type { EntryBody } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { operateMigrations } from '../operate.migrations.ts';
import { FAILURES, MASS } from './alert-rules.ts';
import { type Alerts, createAlerts } from './alerts.service.ts';

const DAY = 86_400_000;

describeEngines('alerts', (engine) => {
  let test: TestCore;
  let alerts: Alerts;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let ana: typeof owner;
  let record: RecordId;
  const chosen = new Map<string, unknown>();

  const build = (): Alerts =>
    createAlerts({
      db: test.db,
      core: test.core,
      notes: {
        get: async (account, name) => chosen.get(account + name),
        put: async (account, name, value) => void chosen.set(account + name, value),
      },
      notice: (account, kind, at): Statement => ({
        sql: 'insert into told (account, kind, at) values (?, ?, ?)',
        parameters: [account, kind, at],
      }),
    });
  const told = async (): Promise<string[]> => {
    await alerts.run();
    const rows = await test.db.all<{ account: string; kind: string }>(
      'select account, kind from told order by at, kind',
    );
    await test.db.batch([{ sql: 'delete from told', parameters: [] }]);
    const names = new Map([
      [owner.account, 'holder'],
      [ana.account, 'ana'],
    ]);
    return rows.map(({ account, kind }) => `${names.get(account as AccountId)}: ${kind.replace(record, 'record')}`);
  };
  const write = (body: Partial<EntryBody>, scope: RecordId | 'instance' = record, ids?: readonly string[]) =>
    test.core.ledger.append({
      scope,
      ...(ids === undefined ? {} : { ids }),
      body: { actor: ana, action: 'search', outcome: 'permitted', ...(scope === record ? { record } : {}), ...body },
    });

  const fresh = (entries: number) => Array.from({ length: entries }, () => newId());
  const show = (ids: readonly string[]) => write({ count: ids.length }, record, ids);

  beforeEach(async () => {
    test = await openTestCore(engine);
    chosen.clear();
    // Made beside the core's tables; the app has all of them in one database from the start.
    for (const step of operateMigrations) await test.db.transaction((tx) => step.up(tx as never, engine.engine));
    await test.db.batch([{ sql: 'create table told (account text, kind text, at bigint)', parameters: [] }]);
    owner = await test.account('owner');
    ana = await test.account('member');
    record = await test.person(owner, 'Quirina');
    alerts = build();
    // What was before the first run is history.
    await alerts.run();
  });
  afterEach(() => test.remove());

  it('tell the holder of a first look and of very many entries, once each, and never of their own', async () => {
    await write({ actor: owner, count: MASS });
    const entries = fresh(MASS - 1);
    await show(entries);
    expect(await told()).toEqual(['holder: first-look:record']);
    // The same ones again, as whoever goes from page to page sees them.
    for (let page = 0; page < 5; page += 1) await show(entries);
    expect(await told()).toEqual([]);
    await show(fresh(2));
    await show(fresh(2));
    expect(await told()).toEqual(['holder: mass-read:record']);
    expect(await told()).toEqual([]);
    test.clock.advance(DAY);
    await show(fresh(MASS - 1));
    expect(await told()).toEqual([]);
    // One by one they are as many, over more than one run.
    test.clock.advance(DAY);
    const many = (entries: number) => Promise.all(fresh(entries).map((entry) => show([entry])));
    await many(600);
    expect(await told()).toEqual([]);
    await many(MASS - 601);
    expect(await told()).toEqual([]);
    await many(1);
    expect(await told()).toEqual(['holder: mass-read:record']);
  });

  it('tell of a copy, also whoever took it; of several failed logins; of a log that does not verify', async () => {
    await write({ actor: owner, action: 'export', count: 9 });
    await write({ actor: owner, action: 'export', channel: 'link', count: 9 });
    expect(await told()).toEqual(['holder: export:record']);
    const stranger = { kind: 'anonymous', role: 'none' } as const;
    const failed = () =>
      write({ actor: stranger, action: 'login', outcome: 'failed', detail: { account: ana.account } }, 'instance');
    for (let attempt = 0; attempt < FAILURES + 3; attempt += 1) await failed();
    expect(await told()).toEqual(['ana: failed-logins']);
    await write({ action: 'login', outcome: 'done' }, 'instance');
    for (let attempt = 0; attempt < FAILURES - 1; attempt += 1) await failed();
    expect(await told()).toEqual([]);
    const operator = { kind: 'operator', role: 'operator' } as const;
    await write({ actor: operator, action: 'verify', outcome: 'failed' }, 'instance');
    expect(await told()).toEqual(['holder: log-broken']);
    await write({ actor: operator, action: 'verify', outcome: 'done' }, 'instance');
    expect(await told()).toEqual([]);
  });

  it('tell of an emergency access when it is taken, and of no other consent', async () => {
    const doctor = await test.account('practitioner');
    const common = {
      kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: {}, form: 'full_source_allowed',
      purposes: ['emergency'], from: test.clock.now(),
    } as const; // biome-ignore format: one event
    const offer = await test.core.gate.changeAccess(owner, { ...common, until: null, capacity: 'self' }, {});
    expect(await told()).toEqual([]);
    const taking = {
      ...common,
      recipient: { kind: 'account', id: doctor.account },
      until: test.clock.now() + 3_600_000,
      under: offer.id,
      reason: 'Unconscious, brought in by ambulance',
      capacity: 'staff',
    } as const;
    await test.core.gate.changeAccess(doctor, taking, {});
    expect(await told()).toEqual(['holder: break-glass:record']);
  });

  it('leave out what an account does not want, but for what nobody should miss', async () => {
    const none = Object.fromEntries(Object.keys(await alerts.choices(owner.account)).map((name) => [name, false]));
    const kept = await alerts.choose(owner.account, none as never);
    expect(Object.entries(kept).flatMap(([name, on]) => (on ? [name] : []))).toEqual([
      'failed-logins',
      'break-glass',
      'log-broken',
    ]);
    await write({ count: MASS });
    expect(await told()).toEqual([]);
  });

  it('lose and repeat nothing when the process ends, or two of them look at once', async () => {
    await write({});
    const [one, other] = [build(), build()];
    const both = await Promise.all([one.run(), other.run()]);
    expect(both.reduce((sum, count) => sum + count, 0)).toBe(1);
    alerts = build();
    expect(await told()).toEqual(['holder: first-look:record']);
  });
});
