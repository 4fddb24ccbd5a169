import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { type Db, openPostgres, openSqlite } from '@chartwarden/db';
import { newId, type RecordId } from '@chartwarden/ids';
import { type Append, type Ledger, type LedgerCipher, ledgerMigrations, openLedger } from '@chartwarden/ledger';
import { systemClock } from '@chartwarden/time';
import type { Bench, BenchContext, Figures } from './runner/types.ts';

/** Neither hides nor checks: the cost of the cipher is the vault's, and measured with it. */
function createPlainCipher(): LedgerCipher {
  const tokens = new Map<string, Buffer>();
  const token = (kind: string, text: string): Buffer => {
    const key = `${kind} ${text}`;
    const known = tokens.get(key) ?? Buffer.from(key.padEnd(8)).subarray(0, 8);
    tokens.set(key, known);
    return known;
  };
  return {
    seal: (_scope, _seq, _column, plaintext) => Buffer.from(plaintext),
    open: (_scope, _seq, _column, envelope) => Buffer.from(envelope),
    token,
    tokens: (kind, text) => [token(kind, text)],
  };
}

/** A line as the gate writes it for a page of twenty released facts. */
const line = (person: RecordId, account: string, ids: readonly string[]): Append => ({
  scope: person,
  body: {
    actor: { kind: 'account', account, role: 'owner', session: account },
    record: person,
    action: 'search',
    outcome: 'permitted',
    purpose: 'self',
    channel: 'web',
    types: ['Observation'],
    count: ids.length,
    form: 'full_source_allowed',
    method: 'GET',
    path: '/fhir/R4/Observation',
    status: 200,
    ip: '127.0.0.1',
    agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  },
  ids,
  guard: { subjects: [person, account], accessSeq: 0 },
});

async function open(context: BenchContext): Promise<{ db: Db; ledger: Ledger }> {
  const db: Db =
    context.databaseUrl === null
      ? await openSqlite({ file: join(context.scratch, 'ledger.db'), migrations: ledgerMigrations })
      : await openPostgres({ url: context.databaseUrl, migrations: ledgerMigrations, connections: 4 });
  const key = generateKeyPairSync('ed25519');
  const highWater = join(context.scratch, 'high-water');
  const ledger = await openLedger({
    db,
    clock: systemClock,
    cipher: createPlainCipher(),
    keys: () => [key],
    highWater,
  });
  return { db, ledger };
}

export const bench: Bench = {
  title: 'Appending ledger lines, without the cost of the cipher',
  work: 'one line appended and durable, twenty released ids beside it',
  engines: ['sqlite', 'postgres'],
  aims: { sqlite: { cpu_ms_per_op_c8: 0.04, cpu_ms_per_op_c64: 0.04, wall_ms_per_op_c64: 0.1 } },
  run: async (context) => {
    const { db, ledger } = await open(context);
    const people = Array.from({ length: 20 }, () => newId<RecordId>());
    const account = newId();
    const ids = Array.from({ length: 20 }, () => newId());
    const appendMany = async (count: number, at: number): Promise<void> => {
      let next = 0;
      const client = async (): Promise<void> => {
        while (next < count) await ledger.append(line(people[next++ % 20] as RecordId, account, ids));
      };
      await Promise.all(Array.from({ length: at }, client));
    };
    await appendMany(5000, 64);
    const figures: Record<string, number> = {};
    for (const [at, count] of [
      [1, 1000],
      [8, 8000],
      [64, 30_000],
    ] as const) {
      const cost = await context.measure(count, () => appendMany(count, at));
      figures[`cpu_ms_per_op_c${at}`] = cost.cpu_ms_per_op;
      figures[`wall_ms_per_op_c${at}`] = cost.wall_ms_per_op;
      figures[`per_second_c${at}`] = Math.round(1000 / cost.wall_ms_per_op);
    }
    const verified = performance.now();
    const report = await ledger.verify();
    figures.verify_ms_per_1000 = Math.round(((performance.now() - verified) * 1000) / report.entries);
    if (report.problems.length > 0) throw new Error('the ledger that was written does not verify');
    await ledger.close();
    await db.close();
    return figures satisfies Figures;
  },
};
