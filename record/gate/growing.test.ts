import { describeEngines } from '@chartwarden/db/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsentEvent, NewAccessEvent } from './access-types.ts';
import { growsUp } from './growing.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };
const AGES = { teen: 14, adult: 18 };
const DAY = 86_400_000;
const SORROW =
  '{"resourceType":"Condition","id":"sorrow","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"PSY"}]}}';
type Someone = Actor & { readonly account: AccountId };

describe('an age', () => {
  const days = (birthDate: string) => {
    const dates = growsUp(birthDate, AGES);
    return dates && [dates.teen, dates.adult].map((time) => new Date(time).toISOString().slice(0, 10));
  };
  it.each<[string, string[] | null]>([
    ['2012-05-03', ['2026-05-03', '2030-05-03']],
    // What protects begins when it may be so, what ends ends when it surely is.
    ['2012-05', ['2026-05-01', '2030-06-01']],
    ['2012-12', ['2026-12-01', '2031-01-01']],
    ['2012', ['2026-01-01', '2031-01-01']],
    ['2012-02-29', ['2026-03-01', '2030-03-01']],
    ['about 2012', null],
    ['', null],
  ])('of who was born %s is reached %j', (birthDate, expected) => {
    expect(days(birthDate)).toEqual(expected);
  });
});

describeEngines('a child who grows up', (engine) => {
  let test: TestCore;
  let parent: Someone;
  let child: Someone;
  let record: RecordId;

  beforeEach(async () => {
    // The clock of the test stands at the second of January 2026.
    test = await openTestCore(engine);
    parent = await test.account('owner');
    child = await test.account('member');
    const person = { name: 'Mia', birthDate: '2012-02-01', relation: 'custodian' } as const;
    record = await test.core.people.create(parent, person, REQUEST);
  });
  afterEach(() => test.remove());

  const change = (actor: Actor, event: NewAccessEvent) => test.core.gate.changeAccess(actor, event, REQUEST);
  const handOver = () =>
    change(parent, {
      kind: 'custody', record, holder: { kind: 'account', id: child.account }, relation: 'self', state: 'held',
      capacity: 'proxy',
    }); // biome-ignore format: one event
  const refusals = (): readonly ConsentEvent[] => test.core.access.state().records.get(record)?.consents ?? [];

  async function seenBy(actor: Someone): Promise<readonly string[] | string> {
    const permit = await test.core.gate.open({
      actor, record, actions: ['search'], purpose: test.core.gate.purposeOf(actor.account, record), channel: 'browser',
      request: REQUEST,
    }); // biome-ignore format: one request
    if ('refused' in permit) return permit.code;
    return (await test.core.vault.read.page(permit, { limit: 50 })).facts
      .map(({ upstreamId }) => upstreamId ?? '')
      .sort();
  }

  beforeEach(async () => {
    const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }];
    const condition = (id: string, meta?: object) =>
      JSON.stringify({ resourceType: 'Condition', id, ...(meta ? { meta } : {}), code: { text: id } });
    await test.importAll(parent, record, [condition('cold'), condition('sorrow', { security })]);
  });

  it('keeps what carries a label from who looks after them, once it is so, until they say otherwise', async () => {
    expect(await test.core.growing.act(AGES)).toBe(0);
    expect(await seenBy(parent)).toEqual(['cold', 'sorrow']);
    test.clock.advance(31 * DAY);
    expect([await test.core.growing.act(AGES), await test.core.growing.act(AGES)]).toEqual([1, 0]);
    expect(await seenBy(parent)).toEqual(['cold']);
    const [said] = refusals();
    const lifted = { ...said, ends: said?.id } as NewAccessEvent;
    await expect(change(parent, { ...lifted, capacity: 'proxy' })).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await handOver();
    expect(await seenBy(child)).toEqual(['cold', 'sorrow']);
    expect(await seenBy(parent)).toEqual(['cold']);
    await change(child, { ...lifted, capacity: 'self' });
    expect(await seenBy(parent)).toEqual(['cold', 'sorrow']);
    // What the child allowed stays allowed.
    expect(await test.core.growing.act(AGES)).toBe(0);
  });

  it('has it for themselves from the first moment on, when the age was reached before somebody came to the record', async () => {
    await test.remove();
    test = await openTestCore(engine, { ages: AGES });
    [parent, child] = [await test.account('owner'), await test.account('member')];
    const other = await test.account('member');
    const person = { name: 'Mia', birthDate: '2010-02-01', relation: 'custodian' } as const;
    record = await test.core.people.create(parent, person, REQUEST);
    await test.importAll(parent, record, ['{"resourceType":"Condition","id":"cold"}', SORROW]);
    expect(await seenBy(parent)).toEqual(['cold']);
    await handOver();
    const custody = { kind: 'custody', record, relation: 'custodian', state: 'held', capacity: 'self' } as const;
    await change(child, { ...custody, holder: { kind: 'account', id: other.account } });
    expect([await seenBy(child), await seenBy(other)]).toEqual([['cold', 'sorrow'], ['cold']]);
    expect(await test.core.growing.act(AGES)).toBe(0);
  });

  it('is looked after by people who neither pass on nor erase what they do not see', async () => {
    const other = await test.account('member');
    const account = { kind: 'account', id: other.account } as const;
    const share = (slice: object): NewAccessEvent => ({
      kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], recipient: account, slice,
      form: 'full_source_allowed', from: 0, until: null, capacity: 'proxy',
    }); // biome-ignore format: one event
    const custody = (id: string, relation: 'self' | 'custodian'): NewAccessEvent => ({
      kind: 'custody', record, holder: { kind: 'account', id }, relation, state: 'held', capacity: 'proxy',
    }); // biome-ignore format: one event
    const erased = { kind: 'record', record, recordKind: 'person', state: 'erased', capacity: 'proxy' } as const;
    const refused = (event: NewAccessEvent) =>
      expect(change(parent, event)).rejects.toMatchObject({ code: 'CW-GATE-007' });
    // Nobody who looks after a child becomes the child.
    await refused(custody(parent.account, 'self'));
    await refused(custody(parent.account, 'custodian'));
    test.clock.advance(31 * DAY);
    await test.core.growing.act(AGES);
    await refused(share({ labels: ['PSY'] }));
    await refused(custody(other.account, 'custodian'));
    await refused(erased);
    await change(parent, share({}));
    expect(await seenBy(other)).toEqual(['cold']);
    await handOver();
    await refused(custody(other.account, 'self'));
    await refused(erased);
    await change(child, { ...custody(other.account, 'custodian'), capacity: 'self' } as NewAccessEvent);
    await change(child, { ...erased, capacity: 'self' });
  });

  it('has for themselves also what a carer gave others before, until they give it again', async () => {
    const other = await test.account('practitioner');
    const share = (by: Someone, to: object, capacity: 'proxy' | 'self', more: object = {}) =>
      change(by, {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], recipient: to, slice: { labels: ['PSY'] },
        form: 'full_source_allowed', from: 0, until: null, capacity, ...more,
      } as NewAccessEvent); // biome-ignore format: one event
    const account = { kind: 'account', id: other.account };
    const doctors = { kind: 'account', id: '*' };
    await share(parent, account, 'proxy');
    await share(parent, account, 'proxy', { slice: { labels: ['PSY', 'HIV'], types: ['Condition'] } });
    await share(parent, doctors, 'proxy', { purposes: ['emergency'] });
    expect(await seenBy(other)).toEqual(['cold', 'sorrow']);
    expect(await test.core.growing.soon(AGES, 30 * DAY)).toMatchObject([
      { record, what: 'teen', holders: [parent.account] },
    ]);
    expect(await test.core.growing.soon(AGES, 29 * DAY)).toEqual([]);
    test.clock.advance(31 * DAY);
    expect([await test.core.growing.act(AGES), await test.core.growing.act(AGES)]).toEqual([3, 0]);
    expect(await test.core.growing.soon(AGES, 30 * DAY)).toEqual([]);
    expect(await seenBy(other)).toEqual(['cold']);
    expect(refusals().filter(({ effect }) => effect === 'permit')).toHaveLength(2);
    const said = refusals().find(({ effect, recipient }) => effect === 'deny' && recipient?.id === other.account);
    const lifted = { ...said, ends: said?.id } as NewAccessEvent;
    await expect(change(parent, { ...lifted, capacity: 'proxy' })).rejects.toMatchObject({ code: 'CW-GATE-007' });
    await handOver();
    await change(child, { ...lifted, capacity: 'self' });
    expect(await seenBy(other)).toEqual(['cold', 'sorrow']);
    expect(await test.core.growing.act(AGES)).toBe(0);
  });

  it('is let go of when they are grown and hold the record, and not before', async () => {
    test.clock.advance(31 * DAY);
    await test.core.growing.act(AGES);
    test.clock.advance(5 * 366 * DAY);
    expect(await test.core.growing.act(AGES)).toBe(0);
    expect(await seenBy(parent)).toEqual(['cold']);
    await handOver();
    expect(await test.core.growing.act(AGES)).toBe(1);
    expect([await seenBy(parent), await seenBy(child)]).toEqual(['CW-GEN-002', ['cold', 'sorrow']]);
    // Somebody whom they take on as grown people is no parent of a teenager.
    const holder = { kind: 'account', id: parent.account } as const;
    await change(child, { kind: 'custody', record, holder, relation: 'custodian', state: 'held', capacity: 'self' });
    expect(await test.core.growing.act(AGES)).toBe(0);
  });

  it('has what is theirs also when the record of somebody else cannot be read', async () => {
    await test.db.batch([{ sql: 'update records set sealed = ?', parameters: [Buffer.alloc(60)] }]);
    const person = { name: 'Noa', birthDate: '2012-02-01', relation: 'custodian' } as const;
    const second = await test.core.people.create(parent, person, REQUEST);
    test.clock.advance(31 * DAY);
    await expect(test.core.growing.act(AGES)).rejects.toMatchObject({ errors: [{ code: 'CW-VLT-001' }] });
    expect(test.core.access.state().records.get(second)?.consents).toMatchObject([{ effect: 'deny', by: 'system' }]);
    expect(refusals()).toEqual([]);
  });

  it('is looked after by nobody through the clock alone', async () => {
    const system: Actor = { kind: 'system', role: 'system' };
    const consent = { kind: 'consent', record, slice: {}, form: 'full_source_allowed', from: 0, until: null } as const;
    const to = (id: string) => ({ actions: ['read'], recipient: { kind: 'account', id }, capacity: 'system' }) as const;
    const holder = { kind: 'account', id: parent.account } as const;
    for (const event of [
      { ...consent, ...to(parent.account), effect: 'permit' },
      { ...consent, ...to(child.account), effect: 'deny' },
      { kind: 'custody', record, holder, relation: 'custodian', state: 'ended', capacity: 'system' },
      { kind: 'custody', record, holder, relation: 'custodian', state: 'held', capacity: 'system' },
    ] as const)
      await expect(change(system, event)).rejects.toMatchObject({ code: 'CW-GATE-007' });
  });
});
