import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createSortedInserts, type Db, type MigrationStep, type Statement } from './index.ts';
import { describeEngines } from './testing.ts';

/** Only remembers what it was told to write. */
function recording(): { db: Db; written: (readonly unknown[])[][] } {
  const written: (readonly unknown[])[][] = [];
  const batch = async (statements: readonly Statement[]) => {
    for (const statement of statements) if ('rows' in statement) written.push([...statement.rows]);
    return [];
  };
  return { db: { engine: 'sqlite', batch } as unknown as Db, written };
}

const columns = { token: 'bytea', n: 'bigint' } as const;

describe('rows that are collected and sorted', () => {
  it('are all written, each window in the order of its key, in batches of at most the size given', async () => {
    const row = fc.tuple(
      fc.uint8Array({ minLength: 2, maxLength: 2 }).map((bytes) => Buffer.from(bytes)),
      fc.integer(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(row, { maxLength: 30 }), { maxLength: 20 }), async (pieces) => {
        const { db, written } = recording();
        const inserts = createSortedInserts(db, { table: 't', columns, window: 1_000_000, batch: 7 });
        for (const piece of pieces) await inserts.add(piece);
        await inserts.finish();
        const order = (rows: readonly (readonly unknown[])[]) =>
          rows
            .map(([token, n]) => [token as Buffer, n as number] as const)
            .sort((a, b) => Buffer.compare(a[0], b[0]) || a[1] - b[1]);
        expect(written.flat()).toEqual(order(pieces.flat()));
        expect(written.every((rows) => rows.length > 0 && rows.length <= 7)).toBe(true);
      }),
    );
  });

  it('are written when a window is full', async () => {
    const { db, written } = recording();
    const inserts = createSortedInserts(db, { table: 't', columns, window: 4, batch: 3 });
    await inserts.add([3, 1, 2].map((n) => [Buffer.alloc(1), n]));
    expect(written).toEqual([]);
    await inserts.add([[Buffer.alloc(1), 0]]);
    expect(written.map((rows) => rows.map(([, n]) => n))).toEqual([[0, 1, 2], [3]]);
    await inserts.finish();
    expect(written).toHaveLength(2);
  });
});

const step: MigrationStep = {
  name: '0001-tokens',
  up: async (db, engine) => {
    const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
    await sql
      .raw(`create table tokens (token ${bytes} not null, n bigint not null, primary key (token, n))`)
      .execute(db);
  },
};

describeEngines('rows that are collected and sorted', ({ open }) => {
  it('are in the database after finish, those that exist skipped when told so', async () => {
    const test = await open([step]);
    const inserts = createSortedInserts(test.db, { table: 'tokens', columns, onConflict: 'nothing', window: 1000 });
    const keys = new Set<string>();
    for (let n = 0; n < 30; n += 1) {
      const rows = Array.from({ length: 100 }, (_, k) => [(n * 31 + k * 7) % 256, n % 10] as const);
      for (const row of rows) keys.add(row.join());
      await inserts.add(rows.map(([byte, number]) => [Buffer.alloc(8, byte), number]));
    }
    await inserts.finish();
    const [row] = await test.db.all<{ c: number }>('select count(*) as c from tokens');
    expect(keys.size).toBeLessThan(3000);
    expect(row?.c).toBe(keys.size);
    await test.remove();
  });
});
