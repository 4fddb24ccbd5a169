import { describeEngines } from '@chartwarden/db/testing';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Everything, EverythingQuery } from '@chartwarden/vault';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const observation = (id: string, day: string, more: object = {}): string =>
  JSON.stringify({
    resourceType: 'Observation', id, status: 'final', code: { text: id }, subject: { reference: 'Patient/p' },
    effectiveDateTime: day, ...more,
  }); // biome-ignore format: one resource

describeEngines('everything of one record', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  let last: Everything;
  beforeAll(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [
      '{"resourceType":"Patient","id":"p","name":[{"family":"Müller"}]}',
      '{"resourceType":"Practitioner","id":"d","name":[{"family":"Doktor"}]}',
      '{"resourceType":"Encounter","id":"e","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/p"},"period":{"start":"2019-03-01","end":"2020-02-01"},"participant":[{"individual":{"reference":"Practitioner/d"}}]}',
      observation('o1', '2020-01-01', { encounter: { reference: 'Encounter/e' } }),
      observation('o2', '2021-05-01', { encounter: { reference: 'Encounter/e' } }),
      observation('o3', '2022'),
    ]); // biome-ignore format: one resource a line
  });
  afterAll(() => test.remove());

  const ask = async (query: Partial<EverythingQuery> = {}): Promise<(string | undefined)[]> => {
    const found = await test.core.vault.everything(await test.permit(owner, record, ['search']), {
      types: [],
      limit: 100,
      ...query,
    });
    if (found === null) throw new Error('no such record');
    last = found;
    return last.facts.map((one) => one.upstreamId);
  };
  const beside = () => last.included.map((one) => one.upstreamId).sort();

  it('is the person and every fact, newest first and what has no date last', async () => {
    const ids = await ask();
    expect(ids.slice(0, 4)).toEqual(['o3', 'o2', 'o1', 'e']);
    expect(new Set(ids.slice(4))).toEqual(new Set(['p', 'd']));
    expect(last).toMatchObject({ included: [], next: null, person: { profile: { name: 'Quirina' } } });
    expect(last.person?.patients.map((one) => one.upstreamId)).toEqual(['p']);
  });

  it('goes on where a page ended, with the person on the first, and only for the same question', async () => {
    const whole = await ask();
    const pages: (string | undefined)[] = [];
    const people: boolean[] = [];
    for (let cursor: string | null | undefined; cursor !== null; cursor = last.next) {
      pages.push(...(await ask({ limit: 2, ...(cursor === undefined ? {} : { cursor }) })));
      people.push(last.person !== null);
      if (last.next === null) continue;
      await expect(ask({ types: ['Observation'], cursor: last.next })).rejects.toMatchObject({ code: 'CW-GEN-003' });
      await expect(ask({ since: 1, cursor: last.next })).rejects.toMatchObject({ code: 'CW-GEN-003' });
    }
    expect(pages).toEqual(whole);
    expect(people).toEqual([true, false, false]);
  });

  it('is limited to types, and names nobody where Patients are not among them', async () => {
    expect(await ask({ types: ['Observation', 'Encounter'] })).toEqual(['o3', 'o2', 'o1', 'e']);
    expect(last.person).toBe(null);
  });

  it('is limited to a time of care, with what that refers to', async () => {
    expect(await ask({ care: { from: at('2021-01-01') } })).toEqual(['o3', 'o2']);
    expect(beside()).toEqual(['d', 'e']);
    // What lasted into that time is of it.
    expect(await ask({ care: { from: at('2020-01-15'), to: at('2020-12-31') } })).toEqual(['e']);
    expect(beside()).toEqual(['d']);
    expect(await ask({ care: { to: at('2020-06-01') } })).toEqual(['o1', 'e']);
    await ask({ care: { from: at('2021-01-01') }, types: ['Observation', 'Encounter'] });
    expect(beside()).toEqual(['e']);
  });

  it('is limited to what was stored since then, latest first', async () => {
    const whole = new Set(await ask());
    const stored = last.facts[0]?.storedAt ?? 0;
    expect(new Set(await ask({ since: stored }))).toEqual(whole);
    expect(await ask({ since: stored + 86_400_000 })).toEqual([]);
    const pages: (string | undefined)[] = [];
    for (let cursor: string | null | undefined; cursor !== null; cursor = last.next)
      pages.push(...(await ask({ since: stored, limit: 2, ...(cursor === undefined ? {} : { cursor }) })));
    expect([...pages].sort()).toEqual([...whole].sort());
  });

  it('has what was read before that time and taken in since', async () => {
    const before = await ask({ types: ['Condition'] });
    expect(before).toEqual([]);
    const waiting = await test.stageAll(owner, record, ['{"resourceType":"Condition","id":"c1"}']);
    test.clock.advance(60_000);
    const asked = test.clock.now();
    expect(await ask({ types: ['Condition'], since: asked })).toEqual([]);
    test.clock.advance(60_000);
    await test.core.vault.imports.commit(await test.permit(owner, record, ['create']), waiting.id);
    expect(await ask({ types: ['Condition'], since: asked })).toEqual(['c1']);
    expect(await ask({ types: ['Observation'], since: asked })).toEqual([]);
    expect(await ask({ types: ['Condition'], since: test.clock.now() + 1 })).toEqual([]);
  });

  it.each(['full_source_allowed', 'metadata_only'] as const)(
    'shows somebody else what they were given in the form %s, and nothing that it refers to',
    async (form) => {
      const other = await test.account('member');
      const event = {
        kind: 'consent',
        record,
        effect: 'permit',
        actions: ['search'],
        slice: { types: ['Observation'] },
        form,
        recipient: { kind: 'account', id: other.account },
        from: 0,
        until: null,
        capacity: 'self',
      } as const;
      await test.core.gate.changeAccess(owner, event, {
        method: 'TEST',
        path: '/test',
        ip: '127.0.0.1',
        agent: 'test',
      });
      const permit = await test.core.gate.permit({
        actor: other,
        record,
        actions: ['search'],
        purpose: 'care',
        channel: 'api',
        form,
        request: { method: 'TEST', path: '/test', ip: '127.0.0.1', agent: 'test' },
      });
      const found = await test.core.vault.everything(permit, { types: [], limit: 100, care: { from: 0 } });
      expect(found?.facts.map((one) => one.type)).toEqual(['Observation', 'Observation', 'Observation']);
      expect(found).toMatchObject({ included: [], person: { patients: [] } });
      const isNamed = form === 'full_source_allowed';
      expect(found?.person?.profile === null).toBe(!isNamed);
      expect(Buffer.concat(found?.facts.map((one) => one.bytes) ?? []).includes('o1')).toBe(isNamed);
    },
  );
});
