import { join } from 'node:path';
import { type Db, openPostgres, openSqlite } from '@chartwarden/db';
import { facts, importShaped, oneFact, record } from './db/import-shaped.ts';
import type { Bench, BenchContext, Figures } from './runner/types.ts';

export const bench: Bench = {
  title:
    'The database alone: an import, single writes, the hop to the writer, point reads, the ledger beside an import',
  work: 'one fact row and ten index rows written in batches, durable',
  engines: ['sqlite', 'postgres'],
  aims: { sqlite: { cpu_ms_per_op: 0.06, ledger_p99_ms_beside_import: 50 } },
  async run(context) {
    const chunk = Number(context.settings.chunk ?? 100);
    const count = Number(context.settings.facts ?? 20_000);
    const db = await open(context);
    await writeFacts(db, 0, 2000, chunk, 1);
    const bulk = await context.measure(count, () => writeFacts(db, 2000, count, chunk, 1));
    const figures: Record<string, number> = { ...bulk };
    const ahead = await context.measure(count, () => writeFacts(db, 2000 + count, count, chunk, 3));
    figures.cpu_ms_per_op_three_batches_ahead = ahead.cpu_ms_per_op;
    figures.wall_ms_per_op_three_batches_ahead = ahead.wall_ms_per_op;
    context.log('import measured');
    for (const clients of [1, 8, 64]) {
      const cost = await context.measure(4000, () => atOnce(clients, 4000, () => db.batch([oneFact()])));
      figures[`single_write_cpu_ms_c${clients}`] = cost.cpu_ms_per_op;
      figures[`single_write_wall_ms_c${clients}`] = cost.wall_ms_per_op;
    }
    const hop = await context.measure(4000, () => atOnce(1, 4000, () => db.batch([])));
    figures.empty_batch_cpu_ms = hop.cpu_ms_per_op;
    const ids = await db.all<{ id: Buffer }>('select id from facts limit 2000');
    const text = 'select id, date, body from facts where record = ? and id = ?';
    const read = await context.measure(20_000, async () => {
      for (let n = 0; n < 20_000; n += 1) await db.all(text, [record, ids[n % ids.length]?.id ?? record]);
    });
    figures.point_read_cpu_ms = read.cpu_ms_per_op;
    Object.assign(figures, await ledgerBesideImport(db, chunk));
    await db.close();
    return figures;
  },
};

const open = (context: BenchContext): Promise<Db> =>
  context.databaseUrl === null
    ? openSqlite({ file: join(context.scratch, 'bench.db'), migrations: [importShaped] })
    : openPostgres({ url: context.databaseUrl, migrations: [importShaped] });

/** Writes facts in batches, so many of them at once. */
function writeFacts(db: Db, from: number, count: number, chunk: number, ahead: number): Promise<void> {
  let at = from;
  return atOnce(ahead, count / chunk, () => {
    const first = at;
    at += chunk;
    return db.batch(facts(first, chunk), { priority: 'bulk' });
  });
}

async function atOnce(clients: number, count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const client = async (): Promise<void> => {
    for (; left > 0; ) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/** How long a ledger entry takes while two imports write as fast as they can. */
async function ledgerBesideImport(db: Db, chunk: number): Promise<Figures> {
  let stop = false;
  let from = 10_000_000;
  const importer = async (): Promise<void> => {
    while (!stop) {
      from += chunk;
      await db.batch(facts(from, chunk), { priority: 'bulk' });
    }
  };
  const importers = [importer(), importer()];
  const times: number[] = [];
  for (let n = 0; n < 500; n += 1) {
    const since = performance.now();
    await db.batch([oneFact()], { priority: 'ledger' });
    times.push(performance.now() - since);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  stop = true;
  await Promise.all(importers);
  times.sort((a, b) => a - b);
  const at = (share: number): number => Number((times[Math.floor(times.length * share)] ?? 0).toPrecision(3));
  return {
    ledger_p50_ms_beside_import: at(0.5),
    ledger_p99_ms_beside_import: at(0.99),
    ledger_max_ms_beside_import: at(0.999),
  };
}
