import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordId } from '@chartwarden/ids';
import type { FindQuery } from '@chartwarden/vault';
import { type BenchCore, openBenchCore } from './core/open-bench-core.ts';
import type { Bench, BenchContext, Figures } from './runner/types.ts';
import { addPerson, fillRecord, tableSizes } from './scale/fill.ts';

const ROUNDS = 20;
const MIB = 1024 ** 2;

const round = (value: number): number => Number(value.toPrecision(4));

/** What one of many costs: milliseconds by the clock, the one in the middle, and of CPU. */
async function timed(
  { measure }: BenchContext,
  name: string,
  work: () => Promise<unknown>,
  rounds = ROUNDS,
): Promise<Record<string, number>> {
  await work();
  const times: number[] = [];
  const { cpu_ms_per_op } = await measure(rounds, async () => {
    for (let at = 0; at < rounds; at += 1) {
      const from = performance.now();
      await work();
      times.push(performance.now() - from);
    }
  });
  const middle = times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  return { [`${name}_ms`]: round(middle), [`${name}_cpu_ms`]: cpu_ms_per_op };
}

const CODE: FindQuery['where'] = [
  { on: 'value', param: 'code', values: [{ kind: 'token', system: 'http://loinc.org', code: '1007-7' }] },
];
const since = (year: number): FindQuery['where'][number] => ({
  on: 'value',
  param: 'date',
  values: [{ kind: 'date', prefix: 'ge', low: Date.UTC(year, 0, 1), high: Date.UTC(year, 0, 1) }],
});

/** What is asked of one person's record, however much there is. */
async function asked(context: BenchContext, app: BenchCore, record: RecordId): Promise<Record<string, number>> {
  const find = async (query: Omit<FindQuery, 'types'>) =>
    app.core.vault.find(await app.permitFor(record, ['search']), { types: ['Observation'], ...query });
  // A place in the middle, reached page by page; then the page after it again and again.
  let middle: string | undefined;
  for (let at = 0; at < 50; at += 1)
    middle = (await find({ where: [], limit: 1000, ...(middle ? { cursor: middle } : {}) })).next ?? middle;
  const first = await find({ where: [], limit: 20 });
  const id = first.facts[0]?.id;
  if (id === undefined) throw new Error('there is nothing in the record');
  const further = middle === undefined ? {} : { cursor: middle };
  const asks = {
    read: async () => app.core.vault.read.fact(await app.permitFor(record, ['read']), id),
    first_page_20: () => find({ where: [], limit: 20 }),
    first_page_1000: () => find({ where: [], limit: 1000 }),
    deep_page_20: () => find({ where: [], limit: 20, ...further }),
    deep_page_1000: () => find({ where: [], limit: 1000, ...further }),
    search_code_20: () => find({ where: CODE, limit: 20 }),
    search_code_date_20: () => find({ where: [...CODE, since(2000)], limit: 20 }),
    search_code_date_100: () => find({ where: [...CODE, since(2000)], limit: 100 }),
  };
  const figures: Record<string, number> = {};
  for (const [name, ask] of Object.entries(asks)) Object.assign(figures, await timed(context, name, ask));
  return figures;
}

/** One person with everything, on SQLite. */
async function onePerson(context: BenchContext, app: BenchCore): Promise<Record<string, number>> {
  const facts = Number(context.settings.facts ?? 1_000_000);
  const cost = await context.measure(facts, () =>
    fillRecord(
      app,
      () => app.permit(['create']),
      facts,
      (done) => done % 100_000 === 0 && context.log(`${done} facts`),
    ),
  );
  const figures: Record<string, number> = {
    facts,
    import_cpu_ms_per_op: cost.cpu_ms_per_op,
    import_wall_ms_per_op: cost.wall_ms_per_op,
    ...(await asked(context, app, app.record)),
  };
  // The rest of the record, a thousand at a time: each tenth should cost what the first one did.
  const tenths: number[] = [];
  let seen = 0;
  let cursor: string | undefined;
  let from = performance.now();
  do {
    const query: FindQuery = { types: ['Observation'], where: [], limit: 1000, ...(cursor ? { cursor } : {}) };
    const found = await app.core.vault.find(await app.permit(['search']), query);
    seen += found.facts.length;
    cursor = found.next ?? undefined;
    if (seen % Math.max(1000, facts / 10) === 0 || cursor === undefined) {
      tenths.push(performance.now() - from);
      from = performance.now();
    }
  } while (cursor !== undefined);
  if (seen !== facts) throw new Error(`${seen} of ${facts} facts`);
  return {
    ...figures,
    all_pages_1000_s: round(tenths.reduce((sum, one) => sum + one, 0) / 1000),
    first_tenth_s: round((tenths[0] ?? 0) / 1000),
    last_tenth_s: round((tenths[9] ?? tenths.at(-1) ?? 0) / 1000),
  };
}

/** Many people with some each, on PostgreSQL, for as long as there is time. */
async function manyPeople(context: BenchContext, app: BenchCore): Promise<Record<string, number>> {
  const people = Number(context.settings.people ?? 1000);
  const each = Number(context.settings.each ?? 3000);
  const until = performance.now() + Number(context.settings.minutes ?? 40) * 60_000;
  const records: RecordId[] = [];
  const costs: number[] = [];
  const from = performance.now();
  while (records.length < people && performance.now() < until) {
    const record = await addPerson(app, `Person ${records.length}`);
    const started = performance.now();
    await fillRecord(app, () => app.permitFor(record, ['create']), each);
    costs.push(performance.now() - started);
    records.push(record);
    if (records.length % 50 === 0)
      context.log(
        `${records.length} people, ${records.length * each} facts, ${Math.round(performance.now() - from)} ms`,
      );
    if (records.length === 100) await app.db.refreshStatistics();
  }
  await app.db.refreshStatistics();
  const middle = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
  const record = records[records.length >> 1];
  if (record === undefined) throw new Error('there was no time for anybody');
  return {
    people: records.length,
    facts: records.length * each,
    import_first_hundred_ms_per_op: round(middle(costs.slice(0, 100)) / each),
    import_last_hundred_ms_per_op: round(middle(costs.slice(-100)) / each),
    ...(await asked(context, app, record)),
  };
}

export const bench: Bench = {
  title: 'A person with a million observations on SQLite; a thousand people with thousands each on PostgreSQL',
  work: 'import through the vault, then the first page, a page far in, a search by code and date, everything a thousand at a time (SQLite); bytes on the disk by table. --set facts=100000; --set people=1000 each=3000 minutes=40',
  engines: ['sqlite', 'postgres'],
  aims: {
    sqlite: { import_cpu_ms_per_op: 0.25, first_page_20_ms: 10, first_page_1000_ms: 50 },
    postgres: { first_page_20_ms: 10, first_page_1000_ms: 50 },
  },
  run: async (context) => {
    const app = await openBenchCore(context);
    const own = context.engine === 'sqlite' ? await onePerson(context, app) : await manyPeople(context, app);
    const sizes = await tableSizes(app).catch(() => ({}) as Record<string, number>);
    const total =
      context.engine === 'sqlite'
        ? statSync(join(context.scratch, 'core.db')).size
        : Object.values(sizes).reduce((sum, one) => sum + one, 0);
    await app.close();
    rmSync(join(context.scratch, 'core.db'), { force: true });
    return {
      ...own,
      disk_mb: Math.round(total / MIB),
      disk_bytes_per_fact: Math.round(total / (own.facts ?? 1)),
      ...Object.fromEntries(Object.entries(sizes).map(([name, bytes]) => [`${name}_mb`, Math.round(bytes / MIB)])),
    } satisfies Figures;
  },
};
