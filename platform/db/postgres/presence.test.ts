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

  it('do what has one name one after the other, and what has different names at once', async () => {
    const [first, second] = [await enter(), await enter()];
    let inside = 0;
    const most = new Map<string, number>();
    const all: Promise<unknown>[] = [];
    const work = (process: Presence, name: string) =>
      process.inTurn(Buffer.from(name), async () => {
        inside += 1;
        most.set(name, Math.max(most.get(name) ?? 0, inside));
        await new Promise((resolve) => setTimeout(resolve, 5));
        inside -= 1;
        return name;
      });
    // Each process lets one of a name in at a time, as the vault does.
    for (const process of [first, second])
      all.push(
        (async () => {
          for (let round = 0; round < 10; round += 1) await work(process, 'files');
        })(),
      );
    await Promise.all(all);
    expect(most.get('files')).toBe(1);
    await first.inTurn(Buffer.from('one'), () => work(second, 'other'));
    expect(most.get('other')).toBe(1);
  });

  it('give a turn back when the work fails, and when they end in the middle of it', async () => {
    const [first, second] = [await enter(), await enter()];
    const name = Buffer.from('files');
    await expect(first.inTurn(name, () => Promise.reject(new Error('broken off')))).rejects.toThrow('broken off');
    expect(await second.inTurn(name, async () => 'ran')).toBe('ran');
    let end: () => void = () => undefined;
    const held = first.inTurn(name, () => new Promise<void>((resolve) => (end = resolve)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await first.leave();
    expect(await second.inTurn(name, async () => 'ran')).toBe('ran');
    end();
    await held;
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
