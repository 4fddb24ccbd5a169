import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { AccountId, FactId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSearchEngine } from './index.ts';
import { openTestChart } from './testing.ts';

type Holder = Actor & { readonly account: AccountId };
type Found = { readonly isCurrent: boolean; readonly isReady: boolean; readonly total: number };

const condition = (id: string, about: string, more = ''): string =>
  `{"resourceType":"Condition","id":"${id}","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"${about}","coding":[{"system":"urn:butterflies","code":"${id}","display":"${about}"}]},"subject":{"reference":"Patient/p"}${more}}`;

describeEngines('what the chart keeps', (engine) => {
  let test: TestCore;
  let owner: Holder;
  let record: RecordId;
  let opened: ReturnType<typeof openTestChart>;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    opened = openTestChart(test);
    await test.importAll(owner, record, [
      condition('c1', 'Zitronenfalter', ',"onsetDateTime":"2019-05-01"'),
      condition('c2', 'Admiral Vanessa', ',"note":[{"text":"sah den Distelfalter am Wegrand"}]'),
    ]);
  });
  afterEach(async () => {
    await opened.close();
    await test.remove();
  });

  const who = (actor: Holder) => ({ actor, account: actor.account, request: {} });
  const problems = async (actor = owner) => {
    const list = await opened.chart.sections.list(who(actor), record, 'problems');
    const { problems } = list as unknown as { readonly problems: readonly { readonly words: string }[] };
    return problems.map((one) => one.words).toSorted();
  };
  const search = async (words: string, more: object = {}, actor = owner) => {
    const found = await opened.chart.search.search(who(actor), record, { words, offset: 0, limit: 20, ...more });
    return { ...(found as Found), titles: found.hits.map((one) => one.title), hits: found.hits };
  };
  const lastLine = async (): Promise<{ readonly detail?: object }> => {
    const [line] = await test.core.ledger.reader.list(record, { limit: 1 });
    return line === undefined || line.sealed ? {} : line.body;
  };
  const share = async (slice: object): Promise<Holder> => {
    const reader = await test.account('member');
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice, form: 'full_source_allowed',
        recipient: { kind: 'account', id: reader.account }, from: 0, until: null, capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
    return reader;
  };

  it('is the same section, asked for once and then taken from what is kept, with its facts in the log', async () => {
    const before = await problems();
    expect(before).toEqual(['Admiral Vanessa', 'Zitronenfalter']);
    expect(opened.asked).toEqual([record]);
    expect(await opened.derive(record)).toBe(2);
    expect(await problems()).toEqual(before);
    expect(await lastLine()).toMatchObject({ action: 'search', count: 2, detail: { section: 'problems' } });
    expect(opened.asked).toEqual([record]);
  });

  it('is worked out from the facts again while the record is ahead of it, and after a day or two', async () => {
    await opened.derive(record);
    await test.importAll(owner, record, [condition('c3', 'Ochsenauge')]);
    expect(await problems()).toContain('Ochsenauge');
    expect(opened.asked).toEqual([record]);
    await opened.derive(record);
    test.clock.advance(13 * 3_600_000);
    await problems();
    expect(await lastLine()).toMatchObject({ detail: { section: 'problems' } });
    expect(opened.asked).toEqual([record, record]);
    test.clock.advance(36 * 3_600_000);
    await problems();
    expect((await lastLine()).detail).toBeUndefined();
  });

  it('answers a narrower grant from its permitted facts', async () => {
    await opened.derive(record);
    const line = (await search('Zitronenfalter')).hits[0];
    const reader = await share({ facts: [line?.id as FactId] });
    const asked = opened.asked.length;
    expect(await problems(reader)).toEqual(['Zitronenfalter']);
    expect((await lastLine()).detail).toBeUndefined();
    // Nothing that is built would be for them: they do not have it built.
    expect(opened.asked).toHaveLength(asked);
  });

  it('is not believed where it was damaged, and does not stand in the way', async () => {
    await opened.derive(record);
    await test.db.batch([{ sql: 'update derived_pieces set low = low + 1', parameters: [] }]);
    expect(await problems()).toEqual(['Admiral Vanessa', 'Zitronenfalter']);
    expect(opened.asked).toEqual([record]);
    expect(await search('Zitronenfalter')).toMatchObject({ isReady: false, total: 0 });
    await opened.derive(record);
    expect(await search('Zitronenfalter')).toMatchObject({ isReady: true, total: 1 });
    await test.db.batch([{ sql: 'update derived_builds set built_at = built_at - 1', parameters: [] }]);
    expect(await search('Zitronenfalter')).toMatchObject({ isReady: false, total: 0 });
  });

  it('finds words, beginnings and misspelt ones, and says where they stand, once it has been there', async () => {
    expect(await search('Zitronenfalter')).toMatchObject({ isReady: false, titles: [], total: 0 });
    expect(opened.asked).toEqual([record]);
    await opened.derive(record);
    expect(await search('zitro')).toMatchObject({
      isReady: true,
      isCurrent: true,
      titles: ['Zitronenfalter'],
      total: 1,
    });
    expect(await lastLine()).toMatchObject({ action: 'search', count: 1, types: ['Condition'] });
    expect((await search('Zitronenfalder')).hits[0]).toMatchObject({ match: 'typo', title: 'Zitronenfalter' });
    const [hit] = (await search('distelfalter')).hits;
    const [snippet] = hit?.snippets ?? [];
    const [from = 0, until = 0] = snippet?.ranges[0] ?? [];
    expect(snippet?.text.slice(from, until)).toBe('Distelfalter');
    const { suggestions } = await opened.chart.search.suggest(who(owner), record, 'vane');
    expect(suggestions).toEqual([{ text: 'Admiral Vanessa', count: 1 }]);
    expect(await lastLine()).toMatchObject({ action: 'search', count: 1, types: ['Condition'] });
    const year = (of: number) => ({ from: Date.UTC(of, 0, 1), to: Date.UTC(of + 1, 0, 1) });
    expect(await search('zitronenfalter', year(2019))).toMatchObject({ total: 1 });
    expect(await search('zitronenfalter', year(2020))).toMatchObject({ total: 0 });
    expect(await search('zitronenfalter', { types: ['Observation'] })).toMatchObject({ total: 0 });
  });

  it('lets nothing that a reader may not see have any part in what is found, counted or suggested', async () => {
    await opened.derive(record);
    const line = (await search('Zitronenfalter')).hits[0];
    const reader = await share({ facts: [line?.id as FactId] });
    expect(await search('admiral', {}, reader)).toMatchObject({ isReady: true, titles: [], total: 0, byType: {} });
    expect(await search('zitronenfalter', {}, reader)).toMatchObject({ titles: ['Zitronenfalter'], total: 1 });
    expect((await opened.chart.search.suggest(who(reader), record, 'admiral')).suggestions).toEqual([]);
    const stranger = await test.account('member');
    await expect(search('admiral', {}, stranger)).rejects.toMatchObject({ code: 'CW-GEN-002' });
  });

  it('narrows by files', async () => {
    const other = await test.importAll(owner, record, [condition('c8', 'Admiral Atalanta')]);
    await opened.derive(record);
    const detail = await opened.chart.fact(
      who(owner),
      record,
      (await search('atalanta')).hits[0]?.id ?? '',
      'effective',
    );
    expect(other.state).toBe('committed');
    const sources = detail.sources.map((one) => one.id);
    expect(await search('admiral')).toMatchObject({ total: 2 });
    expect(await search('admiral', { sources })).toMatchObject({ total: 1, titles: ['Admiral Atalanta'] });
  });

  it('finds by what counts now: nothing that was disowned, and no old word of what was taken back', async () => {
    await opened.derive(record);
    const line = (await search('Zitronenfalter')).hits[0];
    test.clock.advance(10);
    await opened.chart.correct(who(owner), record, line?.id ?? '', { kind: 'not-mine', reason: 'a test' });
    expect(await search('Zitronenfalter')).toMatchObject({ isCurrent: false, titles: [], total: 0 });
    expect(await search('Admiral')).toMatchObject({ isCurrent: false, total: 1 });
    await opened.derive(record);
    expect(await search('Zitronenfalter')).toMatchObject({ isCurrent: true, total: 0 });
  });

  it('finds by no word of a version that does not count, whatever brought an earlier one back after the build', async () => {
    const version = (about: string, day: string, updated: string): string =>
      condition('c9', about, `,"meta":{"lastUpdated":"${updated}"},"onsetDateTime":"${day}"`);
    const reader = await share({ types: ['Condition'], from: Date.UTC(2015, 0, 1) });
    await test.importAll(owner, record, [version('Segelfalter', '2019-05-01', '2020-01-01T00:00:00Z')]);
    const wrong = await test.importAll(owner, record, [version('Wiesenvogel', '2010-05-01', '2021-01-01T00:00:00Z')]);
    const later = await test.stageAll(owner, record, [version('Kleiner Fuchs', '2019-05-01', '2022-01-01T00:00:00Z')]);
    test.clock.advance(1000);
    await opened.derive(record);
    expect(await search('Wiesenvogel')).toMatchObject({ total: 1 });
    expect(await search('Wiesenvogel', {}, reader)).toMatchObject({ total: 0 });
    test.clock.advance(1000);
    // Staged before the build, committed after it: the reader may see this version, and not the one that was kept.
    await test.core.vault.imports.commit(await test.permit(owner, record, ['create']), later.id);
    for (const actor of [owner, reader])
      expect(await search('Wiesenvogel', {}, actor)).toMatchObject({ isCurrent: false, total: 0, byType: {} });
    await opened.derive(record);
    // That something came or went which the reader may not see, they are not told either.
    for (const [one, isCurrent] of [[later, true], [wrong, false]] as const) {
      test.clock.advance(1000);
      await test.core.vault.imports.withdraw(await test.permit(owner, record, ['delete']), one.id, 'a test');
      expect(await search('Kleiner Fuchs', {}, reader)).toMatchObject({ isCurrent, total: 0 });
      expect(await search('Wiesenvogel', {}, reader)).toMatchObject({ total: 0 });
      expect(await search('Wiesenvogel')).toMatchObject({ isCurrent: false });
    } // biome-ignore format: two cases
    await opened.derive(record);
    expect(await search('Segelfalter', {}, reader)).toMatchObject({ isCurrent: true, total: 1 });
  });

  it('finds by no word of a correction that was taken back', async () => {
    const id = (await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 1 })).facts[0]
      ?.id;
    const said = { kind: 'note', value: 'Wiesenvogel', reason: 'a test' } as const;
    const { id: correction } = await opened.chart.correct(who(owner), record, id ?? '', said);
    test.clock.advance(1000);
    await opened.derive(record);
    expect(await search('Wiesenvogel')).toMatchObject({ total: 1 });
    test.clock.advance(1000);
    await opened.chart.undo(who(owner), record, id ?? '', correction, 'a test');
    expect(await search('Wiesenvogel')).toMatchObject({ isCurrent: false, total: 0 });
  });

  it('never takes one build for another, also after a rotation has dropped them all', async () => {
    await opened.derive(record);
    expect(await search('Admiral')).toMatchObject({ total: 1 });
    const system = { actor: { kind: 'system', role: 'system' }, purpose: 'operate', channel: 'system' } as const;
    await test.core.vault.rotation.rotate(
      await test.core.gate.permit({ ...system, record, actions: ['update'], request: {} }),
    );
    await test.importAll(owner, record, [condition('c3', 'Ochsenauge')]);
    await opened.derive(record);
    expect(await search('Ochsenauge')).toMatchObject({ isCurrent: true, total: 1 });
  });

  it('is looked through anew when a newer index takes its place meanwhile', async () => {
    await opened.derive(record);
    const own = createSearchEngine();
    let replaced = 0;
    const { chart } = openTestChart(test, {
      engine: {
        ...own,
        async search(inside, query) {
          if (replaced++ === 0) {
            await test.importAll(owner, record, [condition('c4', 'Ochsenauge')]);
            await opened.derive(record);
          }
          return own.search(inside, query);
        },
      },
    });
    const found = await chart.search.search(who(owner), record, { words: 'Ochsenauge', offset: 0, limit: 20 });
    expect({ ...found, replaced }).toMatchObject({ isReady: true, isCurrent: true, total: 1, replaced: 2 });
    await own.close();
  });

  it('shows each thing of several portals once, follows what somebody says of two, and knows how many wait', async () => {
    const lab = (id: string, when: string): string =>
      `{"resourceType":"Observation","id":"${id}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"4548-4"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"${when}","valueQuantity":{"value":6.10,"unit":"%"}}`;
    await test.importAll(owner, record, [lab('a', '2024-03-01'), lab('b', '2024-05-01')], 'https://one.example');
    await test.importAll(
      owner,
      record,
      [lab('c', '2024-03-01'), lab('d', '2024-05-01T08:00:00Z')],
      'https://two.example',
    );
    const { duplicates } = opened.chart;
    const counts = async () => {
      const list = await opened.chart.sections.list(who(owner), record, 'results');
      const { analytes } = list as unknown as { readonly analytes: readonly { readonly valued: number }[] };
      return [analytes[0]?.valued, (await duplicates.count(who(owner), record)).count?.waiting];
    };
    expect(await counts()).toEqual([3, undefined]);
    await opened.derive(record);
    expect(await counts()).toEqual([3, 1]);
    expect((await lastLine()).detail).toEqual({ section: 'duplicates' });
    const [pair] = (await duplicates.list(who(owner), record)).waiting;
    await duplicates.say(who(owner), record, { one: pair?.one.id ?? '', other: pair?.other.id ?? '', verdict: 'same' });
    expect(await counts()).toEqual([2, undefined]);
    await opened.derive(record);
    expect(await counts()).toEqual([2, 0]);
    const reader = await share({ types: ['Observation'] });
    expect((await duplicates.count(who(reader), record)).count).toBeNull();
    expect((await duplicates.list(who(reader), record)).linkedCount).toBe(2);
    expect((await duplicates.list(who(reader), record)).linked[0]?.leader?.from).toBeNull();
    const denied = { one: pair?.one.id ?? '', other: pair?.other.id ?? '', verdict: 'different' as const };
    await expect(duplicates.say(who(reader), record, denied)).rejects.toMatchObject({
      code: expect.stringContaining('CW-GATE'),
    });
  });
});
