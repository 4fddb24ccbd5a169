import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithPostgres } from '../../../tests/support/needs.ts';
import { type MigrationStep, type PostgresDb, StorageError } from '../index.ts';
import { openTestPostgres, type TestDb } from '../testing.ts';

const step: MigrationStep = {
  name: '0001-notes',
  up: async (db) =>
    void (await sql`create table notes (id bigint primary key, name text check (name <> 'bad'))`.execute(db)),
};
const columns = { id: 'bigint', name: 'text' } as const;

describeWithPostgres('a PostgreSQL database', (server) => {
  let test: TestDb<PostgresDb>;
  let db: PostgresDb;
  beforeEach(async () => {
    test = await openTestPostgres(server, [step], { connections: 3 });
    db = test.db;
  });
  afterEach(() => test.remove());

  const insert = (...ids: number[]) => ({ table: 'notes', columns, rows: ids.map((id) => [id, null]) });

  it('gives booleans as 0 and 1, counts and sums as numbers, like SQLite', async () => {
    await db.batch([insert(1, 2)]);
    const [row] = await db.all(
      'select id = ? as same, count(*) over () as c, sum(id) over () as s from notes order by id',
      [1],
    );
    expect(row).toEqual({ same: 1, c: 2, s: 3 });
  });

  it('commits before it acknowledges', async () => {
    const [row] = await db.all<{ synchronous_commit: string }>('show synchronous_commit');
    expect(row?.synchronous_commit).toBe('on');
  });

  it('says nothing of the values in its errors', async () => {
    await db.batch([insert(1)]);
    const secret = 'Jane Secret';
    const attempts = [
      db.batch([{ table: 'notes', columns, rows: [[1, secret]] }]),
      db.batch([{ sql: 'insert into notes values (?, ?)', parameters: [secret, secret] }]),
      db.batch([{ sql: "insert into notes values (?, 'bad')", parameters: [7] }]),
      db.all('select * from notes where id = ?', [secret]),
      db.transaction((tx) => sql`insert into notes values (1, ${secret})`.execute(tx)),
    ];
    for (const outcome of await Promise.allSettled(attempts)) {
      const error = outcome.status === 'rejected' ? (outcome.reason as Error) : undefined;
      expect(error).toBeInstanceOf(Error);
      expect(JSON.stringify([error, error?.message, error?.stack, error?.cause])).not.toContain('Secret');
    }
  });

  it('plans for what its tables hold once it was told to look', async () => {
    const known = async () =>
      (await db.all<{ n: number }>("select reltuples::bigint as n from pg_class where relname = 'notes'"))[0]?.n;
    await db.batch([insert(...Array.from({ length: 5000 }, (_, at) => at))]);
    expect(await known()).toBe(-1);
    // The server counts what changed within some seconds.
    await expect.poll(() => db.refreshStatistics().then(known), { timeout: 20_000 }).toBe(5000);
  }, 30_000);

  it('answers reads of one turn together and each for itself', async () => {
    await db.batch([insert(1, 2, 3)]);
    const read = (text: string) => db.all<{ id: number }>(`select id from notes where ${text} order by id`);
    const answers = await Promise.allSettled([
      read('id = 1'),
      read('id / 0 = 1'),
      read('id > 1'),
      ...Array.from({ length: 20 }, (_, at) => read(`id = ${at}`)),
    ]);
    const ids = answers.map((one) => (one.status === 'fulfilled' ? one.value.map((row) => row.id) : 'failed'));
    expect(ids.slice(0, 7)).toEqual([[1], 'failed', [2, 3], [], [1], [2], [3]]);
    expect(ids.slice(7).flat()).toEqual([]);
  });

  it('rolls back all of a batch of which one statement changes another number of rows', async () => {
    const rename = (id: number) => ({
      sql: 'update notes set name = ? where id = ?',
      parameters: ['new', id],
      expect: 1,
    });
    await db.batch([insert(1)]);
    await expect(db.batch([insert(2), rename(1), rename(7), insert(3)])).rejects.toMatchObject({ statement: 2 });
    await expect(db.batch([rename(7)])).rejects.toMatchObject({ statement: 0 });
    expect(await db.all('select id, name from notes')).toEqual([{ id: 1, name: null }]);
    expect(await db.batch([rename(1), insert(2)])).toEqual([1, 1]);
  });

  it('keeps one connection for the ledger', async () => {
    let free: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    const holders = [1, 2].map(() => db.snapshot(() => held));
    const normal = db.batch([insert(1)]).then(() => 'normal');
    const ledger = db.batch([insert(2)], { priority: 'ledger' }).then(() => 'ledger');
    expect(await Promise.race([normal, ledger])).toBe('ledger');
    free();
    await Promise.all([...holders, normal]);
  });

  it('tries a batch again that lost against another one', async () => {
    await db.batch([insert(1, 2)]);
    const touch = (id: number) => ({
      sql: "update notes set name = coalesce(name, '') || ? where id = ?",
      parameters: ['x', id],
    });
    // The second half sleeps so that each batch holds what the other one wants next.
    const wait = { sql: 'select pg_sleep(0.1)', parameters: [] };
    await Promise.all([db.batch([touch(1), wait, touch(2)]), db.batch([touch(2), wait, touch(1)])]);
    expect(await db.all('select name from notes')).toEqual([{ name: 'xx' }, { name: 'xx' }]);
  });

  it('reports a write whose connection broke as not kept, and goes on with a new one', async () => {
    await db.batch([insert(1)]);
    const broken = expect(db.batch([insert(2), { sql: 'select pg_sleep(5)', parameters: [] }])).rejects.toThrow(
      StorageError,
    );
    const admin = new pg.Client({ connectionString: server });
    await admin.connect();
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()`;
    while ((await admin.query(kill)).rowCount === 0);
    await admin.end();
    await broken;
    await db.batch([insert(3)]);
    expect(await db.all('select id from notes order by id')).toEqual([{ id: 1 }, { id: 3 }]);
  });

  it('names a connection that broke under a snapshot as what it is', async () => {
    const admin = new pg.Client({ connectionString: server });
    await admin.connect();
    const broken = db.snapshot(async (all) => {
      const [own] = await all<{ pid: number }>('select pg_backend_pid() as pid');
      await admin.query('select pg_terminate_backend($1, 5000)', [own?.pid]);
    });
    await expect(broken).rejects.toThrow(StorageError);
    await admin.end();
    expect(await db.snapshot((all) => all('select 1 as n'))).toEqual([{ n: 1 }]);
  });

  it('answers right when a statement fails between others that are already on their way', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        n % 7 === 3 ? db.all('select 1 / ?::int', [0]) : db.all('select ?::int as n', [n]),
      ),
    );
    outcomes.forEach((outcome, n) => {
      if (n % 7 === 3) expect(outcome.status).toBe('rejected');
      else expect(outcome).toEqual({ status: 'fulfilled', value: [{ n }] });
    });
    const failing = [insert(1), { sql: 'select 1 / ?::int', parameters: [0] }, insert(2)];
    await expect(db.batch(failing)).rejects.toMatchObject({ code: '22012' });
    await expect(db.batch(failing)).rejects.toMatchObject({ code: '22012' });
    expect(await db.batch([insert(1), { sql: 'select 1 / ?::int', parameters: [1] }, insert(2)])).toEqual([1, 1, 1]);
  });

  it('prepares only so many different texts', async () => {
    for (let n = 0; n < 1100; n += 1) await db.all(`select ?::int + ${n} as n`, [1]);
    const [row] = await db.all<{ c: number }>(
      'select max(c) as c from (select count(*) as c from pg_prepared_statements) s',
    );
    expect(row?.c).toBeLessThanOrEqual(1010);
    expect(await db.all('select ?::int + 1099 as n', [1])).toEqual([{ n: 1100 }]);
  });

  it('lends no connection that is still inside a transaction', async () => {
    await expect(db.snapshot(async (all) => all('select 1 / ?::int', [0]))).rejects.toMatchObject({ code: '22012' });
    for (let n = 0; n < 5; n += 1) expect(await db.batch([insert(n)])).toEqual([1]);
  });
});
