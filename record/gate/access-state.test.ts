import { describeEngines } from '@chartwarden/db/testing';
import type { RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stateAt } from './access-state.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };
const DAY = 86_400_000;

describeEngines('consents over time', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let doctor: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    doctor = await test.account('member');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  const consent = (more: object = {}) => ({
    kind: 'consent' as const,
    record,
    effect: 'permit' as const,
    actions: ['read', 'search'] as const,
    recipient: { kind: 'account' as const, id: doctor.account },
    slice: { types: ['Observation'] },
    form: 'full_source_allowed' as const,
    from: test.clock.now(),
    until: null,
    capacity: 'self' as const,
    ...more,
  });
  const change = (event: ReturnType<typeof consent>) => test.core.gate.changeAccess(owner, event, REQUEST);
  const mayRead = () =>
    test.permit(doctor, record, ['search']).then(
      () => true,
      () => false,
    );

  it('keeps three changes as three rows with time and actor, and answers for every past moment', async () => {
    const start = test.clock.now();
    test.clock.advance(DAY);
    const given = await change(consent());
    const between = test.clock.now();
    test.clock.advance(DAY);
    await change(consent({ ends: given.id }));
    const after = test.clock.now();
    test.clock.advance(DAY);
    await change(consent());
    const events = (await test.core.access.events()).filter((one) => one.kind === 'consent');
    expect(events.map((one) => [one.by, one.time])).toEqual([
      [owner.account, between],
      [owner.account, after],
      [owner.account, test.clock.now()],
    ]);
    const all = await test.core.access.events();
    const count = (at: number) => stateAt(all, at).records.get(record)?.consents.length ?? 0;
    expect([count(start), count(between), count(after), count(test.clock.now())]).toEqual([0, 1, 0, 1]);
  });

  it('ends a permission at the next request, and at its own end', async () => {
    expect(await mayRead()).toBe(false);
    const given = await change(consent());
    expect(await mayRead()).toBe(true);
    await change(consent({ ends: given.id }));
    expect(await mayRead()).toBe(false);
    await change(consent({ until: test.clock.now() + DAY }));
    expect(await mayRead()).toBe(true);
    test.clock.advance(DAY);
    expect(await mayRead()).toBe(false);
  });

  it('is given by whoever holds the record, and by nobody else', async () => {
    await expect(test.core.gate.changeAccess(doctor, consent(), REQUEST)).rejects.toMatchObject({
      code: 'CW-GATE-007',
    });
    expect(await mayRead()).toBe(false);
  });

  it('does not open on a database in which a revoked grant was put back', async () => {
    const given = await change(consent());
    await change(consent({ ends: given.id }));
    const [last] = await test.db.all<{ last: number }>('select max(access_seq) as last from access_events');
    await test.db.batch([{ sql: 'delete from access_events where access_seq = ?', parameters: [last?.last ?? 0] }]);
    await expect(test.reopen()).rejects.toMatchObject({ code: expect.stringMatching(/^CW-(GATE-009|LED-)/) });
  });
});
