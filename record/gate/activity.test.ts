import { describeEngines } from '@chartwarden/db/testing';
import { type FactId, newId, type SourceId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

describeEngines('the list of who saw what', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  it('leaves out one’s own looks when asked to, and nothing else, over any number of pages', async () => {
    const { gate, activity, people } = test.core;
    const owner = await test.account('owner');
    const record = await people.create(owner, { name: 'Quirina', relation: 'self' }, {});
    const permit = () =>
      gate.permit({ actor: owner, record, actions: ['read'], purpose: 'self', channel: 'browser', request: {} });
    const actions = async (page: Parameters<typeof activity.lines>[1]) =>
      (await activity.lines(await permit(), page)).lines.map(({ body }) => body.action);
    for (let look = 0; look < 12; look += 1) await actions({ limit: 1 });
    const all = await actions({ limit: 100 });
    expect(all.filter((action) => action === 'read-activity')).toHaveLength(12);
    const rest = all.filter((action) => action !== 'read-activity');
    expect(rest).toEqual(['access-custody']);

    // A page of one passes over everything that is hidden before its line.
    const page = await activity.lines(await permit(), { limit: 1, hideOwn: true });
    expect([page.lines.map(({ body }) => body.action), page.next]).toEqual([['access-custody'], null]);
    expect((await activity.lines(await permit(), { limit: 1 })).next).not.toBeNull();
  });

  it('says who saw one fact, and who had a file in which it stands; the list of files and the question itself are no look', async () => {
    const { activity, vault } = test.core;
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const permit = (action: 'read' | 'search' | 'update') => test.permit(owner, record, [action]);
    const observation = (id: string) =>
      JSON.stringify({ resourceType: 'Observation', id, status: 'final', code: { text: id } });
    await test.importAll(owner, record, [observation('seen'), observation('unseen')]);
    const { facts } = await vault.read.page(await permit('search'), { limit: 10 });
    const idOf = (text: string) => facts.find((one) => one.bytes.includes(text))?.id ?? newId<FactId>();
    const [seen, unseen] = [idOf('"seen"'), idOf('"unseen"')];
    const source = (await vault.read.listSources(await permit('search')))[0];
    const about = async (fact: FactId, files: readonly string[] = []) => {
      const { lines, looked, next } = await activity.about(await permit('read'), { fact, files });
      expect(next).toBeNull();
      return { lines: lines.map(({ body, by }) => `${body.action} ${by}`), looked };
    };

    await vault.read.fact(await permit('read'), seen);
    const handed = await vault.read.source(await permit('read'), source?.id ?? newId<SourceId>());
    for await (const _piece of handed?.bytes ?? []);
    const correction = { kind: 'note', value: 'A note', reason: 'To see it in the log' } as const;
    await vault.corrections.make(await permit('update'), seen, correction);

    const opened = ['correct fact', 'read fact', 'search fact'];
    expect((await about(seen)).lines).toEqual(opened);
    const files = [source?.id ?? ''];
    expect((await about(seen, files)).lines).toEqual(['correct fact', 'read-source file', 'read fact', 'search fact']);
    const other = await about(unseen);
    expect(other.lines).toEqual(['search fact']);
    // Custody, and the two questions before; the import names nothing, either.
    expect(other.looked).toMatchObject({ unnamed: 4, since: test.clock.now() });
    expect((await about(newId())).lines).toEqual([]);
  });

  it('tells who, what types, under which consent and since when it is over, and whose first look it was', async () => {
    const { gate, activity, vault } = test.core;
    const owner = await test.account('owner');
    const ana = await test.account('member');
    const record = await test.person(owner, 'Quirina');
    const text = JSON.stringify({ resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'o' } });
    await test.importAll(owner, record, [text]);
    const common = {
      kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: {}, form: 'full_source_allowed',
      recipient: { kind: 'account', id: ana.account }, from: test.clock.now(), until: null, capacity: 'self',
    } as const; // biome-ignore format: one event
    const given = await gate.changeAccess(owner, common, {});
    const asAna = () =>
      gate.permit({ actor: ana, record, actions: ['search'], purpose: 'care', channel: 'browser', request: {} });
    for (let look = 0; look < 2; look += 1) await vault.read.page(await asAna(), { limit: 10 });
    const reading = await gate.permit({
      actor: ana, record, actions: ['read'], purpose: 'care', channel: 'browser', request: {},
    }); // biome-ignore format: one request
    await expect(activity.told(reading, { limit: 1 })).rejects.toMatchObject({ code: 'CW-GATE-003' });
    test.clock.advance(1000);
    await gate.changeAccess(owner, { ...common, ends: given.id }, {});

    const told = async (query: object = {}) =>
      activity.told(await test.permit(owner, record, ['read']), { limit: 50, ...query });
    const { lines, behind } = await told({ actor: ana.account });
    expect(lines.map(({ body }) => `${body.action} ${body.outcome}`)).toEqual([
      'read-activity refused',
      'search permitted',
      'search permitted',
    ]);
    expect([...behind.firsts]).toEqual([lines[2]?.seq]);
    expect([...behind.types.values()]).toEqual(['Observation']);
    expect(behind.consents.get(given.id)).toMatchObject({ event: { id: given.id }, ended: test.clock.now() });

    // A later page does not take a later look for the first one; spans of time and other questions narrow.
    const later = await told({ actor: ana.account, only: () => true, limit: 1 });
    expect([later.lines.length, later.behind.firsts.size, later.next]).toEqual([1, 0, lines[0]?.seq]);
    expect((await told({ actor: ana.account, from: test.clock.now() })).lines).toEqual([]);
    expect((await told({ to: test.clock.now(), hideOwn: true })).lines.length).toBeGreaterThan(2);
    expect((await told({ only: ({ action }: { action: string }) => action === 'access-consent' })).lines).toHaveLength(
      2,
    );

    const one = await activity.one(await test.permit(owner, record, ['read']), lines[1]?.seq ?? 0);
    expect(one.line.ids).toEqual(lines[1]?.ids);
    expect(one.behind.consents.has(given.id)).toBe(true);
    await expect(activity.one(await test.permit(owner, record, ['read']), 0)).rejects.toMatchObject({
      code: 'CW-GEN-002',
    });
  });
});
