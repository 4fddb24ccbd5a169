import { describeEngines } from '@chartwarden/db/testing';
import { newId, type RecordId, type SourceId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { PageQuery } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const observation = (id: string, date?: string): string =>
  JSON.stringify({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: 'Glucose' },
    ...(date === undefined ? {} : { effectiveDateTime: date }),
  });
const visit = (id: string, start: string, end: string): string =>
  JSON.stringify({ resourceType: 'Encounter', id, status: 'finished', class: { code: 'IMP' }, period: { start, end } });
const condition = (id: string, onset: string): string =>
  JSON.stringify({ resourceType: 'Condition', id, code: { text: 'Asthma' }, onsetDateTime: onset });

const day = (text: string): number => Date.parse(text) / 86_400_000;

describeEngines('counting facts', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  const permit = () => test.permit(owner, record, ['search']);
  const lines = async () => test.core.ledger.reader.list(record, { limit: 1000 });
  const listed = async (query: Omit<PageQuery, 'limit'>, limit = 2): Promise<(string | undefined)[]> => {
    const found: (string | undefined)[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await test.core.vault.read.page(await permit(), { ...query, limit, ...(cursor ? { cursor } : {}) });
      found.push(...page.facts.map((fact) => fact.upstreamId));
      cursor = page.next;
    }
    return found;
  };

  it('tells how many begin on each day, how far a vague date reaches, and how many have none', async () => {
    await test.importAll(owner, record, [
      observation('a', '1969-12-31'),
      observation('b', '1969-12-31T23:59:59Z'),
      observation('c', '2021-05'),
      observation('d', '2021-05-01T08:00:00+02:00'),
      observation('e'),
      visit('v', '2021-05-03', '2021-05-09'),
    ]);
    expect(await test.core.vault.read.spread(await permit(), {})).toEqual([
      { type: 'Observation', day: null, count: 1 },
      { type: 'Observation', day: day('1969-12-31'), count: 2 },
      { type: 'Observation', day: day('2021-05-01'), count: 1 },
      { type: 'Observation', day: day('2021-05-01'), last: day('2021-05-31'), count: 1 },
      { type: 'Encounter', day: day('2021-05-03'), last: day('2021-05-09'), count: 1 },
    ]);
    const range = { after: Date.parse('2021-05-01'), before: Date.parse('2021-05-03'), types: ['Observation'] };
    expect((await test.core.vault.read.spread(await permit(), range)).map((one) => one.count)).toEqual([1, 1]);
    expect(await test.core.vault.read.spread(await permit(), { types: [] })).toEqual([]);
  });

  it('is one line in the log, which names no fact', async () => {
    await test.importAll(owner, record, [observation('a', '2021')]);
    const before = (await lines()).length;
    await test.core.vault.read.spread(await permit(), {});
    const after = await lines();
    expect(after.length - before).toBe(1);
    expect(after[0]).toMatchObject({ body: { action: 'count', count: 0, types: ['Observation'] } });
  });

  it('counts one file alone, and lists it, for whoever sees the whole record', async () => {
    const first = await test.importAll(owner, record, [observation('a', '2021'), condition('c', '2020')]);
    await test.importAll(owner, record, [observation('b', '2021')]);
    const imports = await test.core.vault.read.listImports(await permit());
    const source = imports.find((one) => one.id === first.id)?.sources[0]?.id as SourceId;
    const counts = await test.core.vault.read.spread(await permit(), { sources: [source] });
    expect(counts.map((one) => [one.type, one.count])).toEqual([
      ['Condition', 1],
      ['Observation', 1],
    ]);
    expect(await listed({ sources: [source] })).toEqual(['a', 'c']);
    expect(await listed({ sources: [newId<SourceId>()] })).toEqual([]);

    const reader = await test.account('member');
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['search'], slice: { types: ['Observation'] },
        form: 'full_source_allowed', recipient: { kind: 'account', id: reader.account ?? '' }, from: 0, until: null,
        capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
    const theirs = () =>
      test.core.gate.permit({
        actor: reader,
        record,
        actions: ['search'],
        purpose: 'care',
        channel: 'api',
        request: {},
      });
    const { read } = test.core.vault;
    await expect(read.spread(await theirs(), { sources: [source] })).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await expect(read.page(await theirs(), { sources: [source], limit: 1 })).rejects.toMatchObject({
      code: 'CW-GEN-002',
    });
    // Nor how many files it came in.
    expect(await read.arrivals(await theirs(), 0)).toEqual([{ import: null, type: 'Observation', count: 2 }]);
  });

  it('tells what came in since, by import, as it counts now', async () => {
    const first = await test.importAll(owner, record, [observation('a', '2021'), condition('c', '2020')]);
    test.clock.advance(1000);
    const seen = test.clock.now();
    test.clock.advance(1000);
    const second = await test.importAll(owner, record, [observation('a', '2021'), observation('b', '2022')]);
    await test.stageAll(owner, record, [observation('staged', '2023')]);
    const { read } = test.core.vault;
    expect(await read.arrivals(await permit(), seen)).toEqual([{ import: second.id, type: 'Observation', count: 1 }]);
    expect((await read.arrivals(await permit(), 0)).map((one) => [one.import, one.type, one.count])).toEqual([
      [first.id, 'Condition', 1],
      [first.id, 'Observation', 1],
      [second.id, 'Observation', 1],
    ]);
    expect(await read.arrivals(await permit(), test.clock.now())).toEqual([]);
  });

  it('has its pages begin anywhere and go on to the end, whatever the types', async () => {
    await test.importAll(owner, record, [
      ...['2019-01-01', '2020-01-01', '2021-01-01', '2022-01-01'].map((date) =>
        observation(`o${date.slice(0, 4)}`, date),
      ),
      ...['2019-06-01', '2020-06-01', '2021-06-01'].map((date) => condition(`c${date.slice(0, 4)}`, date)),
      observation('undated'),
      visit('v', '2020-03-01', '2020-03-02'),
    ]);
    const types = ['Observation', 'Condition', 'Observation'];
    expect(await listed({ types })).toEqual(['o2022', 'c2021', 'o2021', 'c2020', 'o2020', 'c2019', 'o2019', 'undated']);
    expect(await listed({ types, before: Date.parse('2021-01-01') })).toEqual([
      'c2020',
      'o2020',
      'c2019',
      'o2019',
      'undated',
    ]);
    expect(await listed({ after: Date.parse('2020-03-01'), before: Date.parse('2021-01-02') })).toEqual([
      'o2021',
      'c2020',
      'v',
    ]);
    expect(await listed({ types: [] })).toEqual([]);
  });
});
