import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeDatabase } from '../../../tests/support/databases.ts';
import { describeWithPostgres } from '../../../tests/support/needs.ts';
import { enterPostgres, type Presence } from './presence.ts';

describeWithPostgres('the processes of a database', (server) => {
  let database: Awaited<ReturnType<typeof makeDatabase>>;
  const inside: Presence[] = [];
  const enter = async (): Promise<Presence> => {
    const one = await enterPostgres(database.url);
    inside.push(one);
    return one;
  };
  beforeEach(async () => {
    database = await makeDatabase(server);
  });
  afterEach(async () => {
    for (const one of inside.splice(0)) await one.leave();
    await database.drop();
  });

  it('are not alone while there is another one, and nothing runs then', async () => {
    const [first, second] = [await enter(), await enter()];
    let ran = 0;
    const work = async () => {
      ran += 1;
    };
    await expect(first.alone(work)).rejects.toMatchObject({ code: 'CW-OPS-013' });
    expect(ran).toBe(0);
    await second.leave();
    await first.alone(work);
    expect(ran).toBe(1);
  });

  it('let nobody in while one works alone, and everybody afterwards', async () => {
    const first = await enter();
    await first.alone(async () => {
      await expect(enter()).rejects.toMatchObject({ code: 'CW-OPS-014' });
    });
    await expect(first.alone(() => Promise.reject(new Error('broken off')))).rejects.toThrow('broken off');
    await enter();
    await expect(first.alone(async () => undefined)).rejects.toMatchObject({ code: 'CW-OPS-013' });
  });

  it('come back when their connection breaks', async () => {
    const [first, second] = [await enter(), await enter()];
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const holders = await admin.query<{ pid: number }>(
      "select pid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
    );
    expect(holders.rows).toHaveLength(2);
    for (const { pid } of holders.rows) await admin.query('select pg_terminate_backend($1)', [pid]);
    await expect
      .poll(() => first.alone(async () => 'ran').catch((error) => error.code), { timeout: 10_000 })
      .toBe('CW-OPS-013');
    await expect
      .poll(
        async () => {
          const { rows } = await admin.query(
            "select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
          );
          return rows.length;
        },
        { timeout: 10_000 },
      )
      .toBe(2);
    await admin.end();
    await second.leave();
    expect(await first.alone(async () => 'ran')).toBe('ran');
  }, 30_000);
});
