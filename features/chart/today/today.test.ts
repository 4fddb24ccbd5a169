import { openTestSqlite } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chart } from '../index.ts';
import { openTestChart } from '../testing.ts';

type Holder = Actor & { readonly account: AccountId };

const HOUR = 3_600_000;
const observation = (id: string, code: string, date: string, value: string, category = 'laboratory'): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"${category}"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"${code}"}],"text":"Analyte ${code}"},"effectiveDateTime":"${date}","valueQuantity":{"value":${value},"unit":"%"}}`;
const condition = (id: string): string => `{"resourceType":"Condition","id":"${id}","code":{"text":"Zitronenfalter"}}`;

describe('today', () => {
  let test: TestCore;
  let chart: Chart;
  let owner: Holder;
  let record: RecordId;

  beforeEach(async () => {
    test = await openTestCore({ engine: 'sqlite', open: (migrations) => openTestSqlite(migrations) });
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    ({ chart } = openTestChart(test));
    await test.importAll(owner, record, [
      observation('a1', '4548-4', '2020-01-01', '6.1'),
      observation('a2', '4548-4', '2021-01-01', '5.9'),
      observation('b1', '1920-8', '2021-01-01', '20'),
      observation('c1', '29463-7', '2021-01-01', '70', 'vital-signs'),
    ]);
    test.clock.advance(HOUR);
  });
  afterEach(() => test.remove());

  const asking = (actor: Holder) => ({ actor, account: actor.account, request: {} });
  const today = (actor = owner) => chart.today.get(asking(actor), record);
  const leave = async (actor = owner) => chart.today.seen(asking(actor), record, (await today(actor)).at, 'left');
  const wordsOf = (one: Awaited<ReturnType<typeof today>>) => one.pinned.values.map(({ words }) => words);

  it('says at the first look that it is the first one, and shows common values with their change', async () => {
    const first = await today();
    expect(first).toMatchObject({ since: null, news: [], isWhole: true, at: test.clock.now() });
    expect(first.pinned).toMatchObject({ isDefault: true, gone: 0 });
    expect(wordsOf(first)).toEqual(['Analyte 4548-4', 'Analyte 29463-7']);
    expect(first.pinned.values[0]).toMatchObject({
      section: 'results',
      latest: { line: '5.9 %' },
      sparks: [{ change: 'down' }],
    });
  });

  it('shows what was pinned, in its order, and counts what is gone', async () => {
    const { values } = (await today()).pinned;
    const { analytes } = (await chart.sections.list(asking(owner), record, 'results')) as unknown as {
      analytes: { id: string; words: string }[];
    };
    const other = analytes.find((one) => one.words === 'Analyte 1920-8')?.id ?? '';
    const pins = [values[1]?.id ?? '', '00000000-0000-7000-8000-000000000000', other];
    await chart.notes.put(asking(owner), record, { pins });
    expect(wordsOf(await today())).toEqual(['Analyte 29463-7', 'Analyte 1920-8']);
    expect((await today()).pinned).toMatchObject({ isDefault: false, gone: 1 });
    await chart.notes.put(asking(owner), record, { pins: [] });
    expect((await today()).pinned).toEqual({ isDefault: false, values: [], gone: 0 });
  });

  it('names the next appointments, and none that is over or cancelled', async () => {
    const appointment = (id: string, start: string, status = 'booked'): string =>
      JSON.stringify({
        resourceType: 'Appointment',
        id,
        status,
        start,
        description: id,
        participant: [{ status: 'accepted' }],
      });
    await test.importAll(owner, record, [
      appointment('fourth', '2026-05-01T08:00:00Z'),
      appointment('first', '2026-02-01T08:00:00Z'),
      appointment('cancelled', '2026-02-02T08:00:00Z', 'cancelled'),
      appointment('second', '2026-03-01T08:00:00Z'),
      appointment('third', '2026-04-01T08:00:00Z'),
      appointment('past', '2025-02-01T08:00:00Z'),
    ]);
    const { appointments } = await today();
    expect([appointments.next.map((one) => one.start?.text.slice(5, 7)), appointments.count]).toEqual([
      ['02', '03', '04'],
      4,
    ]);
  });

  it('has as new what came in since the last visit, which ends half an hour after leaving', async () => {
    await leave();
    test.clock.advance(HOUR);
    const since = (await today()).since;
    expect(since).toBe(test.clock.now() - HOUR);
    const second = await test.importAll(owner, record, [
      condition('x'),
      observation('a2', '4548-4', '2021-01-01', '5.9'),
    ]);
    test.clock.advance(1000);
    const news = [{ import: second.id, type: 'Condition', count: 1 }];
    expect((await today()).news).toEqual(news);
    // Asking again and coming back at once do not make it old.
    expect((await today()).news).toEqual(news);
    await leave();
    test.clock.advance(HOUR / 4);
    expect(await today()).toMatchObject({ since, news });
    await leave();
    test.clock.advance(HOUR / 2);
    expect((await today()).news).toEqual([]);
  });

  it('has nothing new once it was marked as seen; what came in meanwhile is', async () => {
    await leave();
    test.clock.advance(HOUR);
    const { at } = await today();
    test.clock.advance(1000);
    await test.importAll(owner, record, [condition('meanwhile')]);
    test.clock.advance(1000);
    await chart.today.seen(asking(owner), record, at, 'marked');
    expect((await today()).news).toMatchObject([{ type: 'Condition', count: 1 }]);
    await chart.today.seen(asking(owner), record, at + 10 * HOUR, 'marked');
    expect(await today()).toMatchObject({ news: [], since: test.clock.now() });
    await chart.today.seen(asking(owner), record, at, 'marked');
    expect((await today()).since).toBe(test.clock.now());
  });

  it('is four lines in the log, and each account has its own last visit', async () => {
    await leave();
    test.clock.advance(HOUR);
    const lines = async () => (await test.core.ledger.reader.list(record, { limit: 1000 })).length;
    const before = await lines();
    await today();
    expect((await lines()) - before).toBe(4);

    const reader = await test.account('member');
    await expect(today(reader)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await expect(chart.today.seen(asking(reader), record, 1, 'left')).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: { types: ['Observation'] },
        form: 'full_source_allowed', recipient: { kind: 'account', id: reader.account }, from: 0, until: null,
        capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
    expect((await today(reader)).since).toBeNull();
    await leave(reader);
    test.clock.advance(HOUR);
    await test.importAll(owner, record, [condition('y'), observation('z', '718-7', '2024-01-01', '14')]);
    const theirs = await today(reader);
    expect(theirs.news).toEqual([{ import: null, type: 'Observation', count: 1 }]);
    expect(JSON.stringify(theirs)).not.toContain('Zitronenfalter');
  });
});
