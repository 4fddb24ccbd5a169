import { describeEngines } from '@chartwarden/db/testing';
import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AuditQuery } from './audit.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'GET', path: '/api/people/:person/facts', ip: '192.0.2.7', agent: 'Firefox' };
type Someone = Actor & { readonly account: AccountId };

describeEngines('the log for an auditor', (engine) => {
  let test: TestCore;
  let owner: Someone;
  let auditor: Someone;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    auditor = await test.account('auditor');
  });
  afterEach(() => test.remove());

  const look = (query: AuditQuery = {}, page: object = {}, who: Actor = auditor) =>
    test.core.audit.lines(who, query, { limit: 50, ...page }, { method: 'GET', path: '/api/audit' });
  const said = async (query: AuditQuery, page: object = {}) =>
    (await look(query, page)).lines.map(({ body }) => body?.action);

  it('has every line, and of none whose record it is or what was in it', async () => {
    const record = await test.person(owner, 'Quetzalina');
    const other = await test.person(owner, 'Mia');
    const text = JSON.stringify({ resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'Zitrone' } });
    await test.importAll(owner, record, [text]);
    for (const id of [record, other]) {
      const permit = await test.core.gate.permit({
        actor: owner, record: id, actions: ['search'], purpose: 'self', channel: 'browser', request: REQUEST,
      }); // biome-ignore format: one request
      await test.core.vault.read.page(permit, { limit: 10 });
    }
    const { lines, total } = await look({ action: 'search' });
    expect(total).toBe(2);
    expect(lines.map(({ body }) => body)).toEqual([
      expect.objectContaining({ actor: owner, outcome: 'permitted', ...REQUEST }),
      expect.objectContaining({ types: ['Observation'], count: 1 }),
    ]);
    const names = lines.map((line) => line.record);
    expect(new Set(names).size).toBe(2);
    const everything = JSON.stringify(await look({}, { limit: 500 }));
    for (const word of [record, other, 'Quetzalina', 'Zitrone', 'idsHash', 'digests'])
      expect(everything.includes(word), word).toBe(false);
  });

  it('is searched by who, what, how it ended and when, page by page', async () => {
    const started = test.clock.now();
    const record = await test.person(owner, 'Quirina');
    test.clock.advance(10_000);
    for (let n = 0; n < 5; n += 1) {
      await test.core.gate.open({
        actor: auditor, record, actions: ['read'], purpose: 'care', channel: 'browser', request: REQUEST,
      }); // biome-ignore format: one request
      test.clock.advance(1000);
    }
    const refused: AuditQuery = { actor: auditor.account, action: 'read', outcome: 'failure' };
    expect((await look(refused)).lines).toHaveLength(5);
    expect((await look({ ...refused, from: started + 11_000, to: started + 13_000 })).lines).toHaveLength(2);
    expect((await look({ ...refused, outcome: 'success' })).lines).toEqual([]);
    const all = (await look(refused)).lines.map(({ seq }) => seq);
    const pages = [];
    for (let skip = 0; skip < 6; skip += 2)
      pages.push((await look(refused, { limit: 2, skip })).lines.map((one) => one.seq));
    expect(pages).toEqual([all.slice(0, 2), all.slice(2, 4), all.slice(4)]);
    const { next, total } = await look(refused, { limit: 2 });
    expect(total).toBe(all.length);
    expect((await look(refused, { limit: 2, before: next })).total).toBeNull();
    expect((await look(refused, { limit: 10, before: next })).lines.map(({ seq }) => seq)).toEqual(all.slice(2));
    // Without words a page number goes straight to its lines, and everything in the span is counted.
    const whole = await look({ to: started + 13_000 }, { limit: 500 });
    expect(whole.total).toBe(whole.lines.length);
    expect((await look({ to: started + 13_000 }, { limit: 3, skip: 4 })).lines).toEqual(whole.lines.slice(4, 7));
    await expect(look(refused, { skip: 20_001 })).rejects.toMatchObject({ code: 'CW-GEN-003' });
  });

  it('is for owners, admins and auditors, and looking at it is a line', async () => {
    for (const role of ['member', 'practitioner', 'demo'] as const)
      await expect(look({}, {}, await test.account(role))).rejects.toMatchObject({ code: 'CW-GATE-003' });
    await look({}, {}, await test.account('admin'));
    expect(await said({ action: 'read-audit', outcome: 'refused' })).toHaveLength(3);
    expect(await said({ action: 'read-audit', outcome: 'permitted' })).toHaveLength(2);
    const state = { kind: 'account', account: auditor.account, state: 'disabled', capacity: 'staff' } as const;
    await test.core.gate.changeAccess(owner, state, REQUEST);
    await expect(look()).rejects.toMatchObject({ code: 'CW-GATE-003' });
  });

  it('goes out whole in one line of its own, and stops when the role is gone', async () => {
    const record = await test.person(owner, 'Quirina');
    for (let n = 0; n < 600; n += 1)
      await test.core.ledger.append({
        scope: record,
        body: { actor: owner, record, action: 'read', outcome: 'permitted' },
      });
    const sizes: number[] = [];
    for await (const chunk of test.core.audit.all(auditor, { action: 'read' }, REQUEST)) sizes.push(chunk.length);
    expect(sizes).toEqual([500, 100]);
    expect(await said({ action: 'export-audit' })).toHaveLength(1);
    const again = test.core.audit.all(auditor, { action: 'read' }, REQUEST);
    expect((await again.next()).done).toBe(false);
    const state = { kind: 'account', account: auditor.account, state: 'disabled', capacity: 'staff' } as const;
    await test.core.gate.changeAccess(owner, state, REQUEST);
    await expect(again.next()).rejects.toMatchObject({ code: 'CW-GATE-003' });
  });
});
