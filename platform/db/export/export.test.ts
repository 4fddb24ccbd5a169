import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { exportTables, importTables, type MigrationStep } from '../index.ts';
import { describeEngines, openTestSqlite } from '../testing.ts';

const step: MigrationStep = {
  name: '0001-first',
  async up(db, engine) {
    const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
    await sql.raw(`create table owners (id ${bytes} primary key, name text)`).execute(db);
    await sql
      .raw(`create table things (owner ${bytes} not null references owners (id), n bigint not null)`)
      .execute(db);
  },
};
const id = (n: number): Buffer => Buffer.alloc(16, n);

async function* pieces(all: readonly Uint8Array[], size: number): AsyncIterable<Uint8Array> {
  const bytes = Buffer.concat(all);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describeEngines('an export of all tables', ({ open }) => {
  const exported = async (): Promise<Uint8Array[]> => {
    const test = await open([step]);
    try {
      await test.db.batch([
        {
          table: 'owners',
          columns: { id: 'bytea', name: 'text' },
          rows: [
            [id(1), 'é'],
            [id(2), null],
          ],
        },
        {
          table: 'things',
          columns: { owner: 'bytea', n: 'bigint' },
          rows: Array.from({ length: 1234 }, (_, n) => [id(1), n * 2 ** 40]),
        },
      ]);
      const written: Uint8Array[] = [];
      const end = await exportTables(test.db, async (piece) => {
        // What is written meanwhile belongs to a later moment.
        if (written.length === 0) await test.db.batch([{ sql: 'delete from things', parameters: [] }]);
        written.push(piece);
      });
      expect(end).toEqual({ tables: 2, rows: 1236 });
      return written;
    } finally {
      await test.remove();
    }
  };

  it('can be read into an empty database of either engine, whatever the size of its pieces', async () => {
    const written = await exported();
    for (const target of [await open([step]), await openTestSqlite([step])]) {
      expect(await importTables(target.db, pieces(written, 1000))).toBe(1236);
      expect(await target.db.all('select name from owners order by name is null')).toEqual([
        { name: 'é' },
        { name: null },
      ]);
      expect(await target.db.all('select count(*) as c, max(n) as m from things')).toEqual([
        { c: 1234, m: 1233 * 2 ** 40 },
      ]);
      await target.remove();
    }
  });

  it('is refused when it is cut anywhere, damaged, or of another schema', async () => {
    const written = await exported();
    const other = await open([step, { name: '0002-second', up: async () => undefined }]);
    await expect(importTables(other.db, pieces(written, 1000))).rejects.toThrow('another schema');
    await other.remove();
    for (const left of [0, 1, written.length - 1]) {
      const target = await open([step]);
      await expect(importTables(target.db, pieces(written.slice(0, left), 1000))).rejects.toThrow('breaks off');
      await target.remove();
    }
    const target = await open([step]);
    const fewer = written.filter((_, index) => index !== written.length - 2);
    await expect(importTables(target.db, pieces(fewer, 1000))).rejects.toThrow('another number of rows');
    await target.remove();
  });
});
