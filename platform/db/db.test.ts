import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ConflictError,
  type Db,
  DuplicateError,
  type MigrationStep,
  QueryError,
  StorageError,
  TimeLimitError,
} from './index.ts';
import { describeEngines, openTestSqlite, type TestDb, type TestEngine } from './testing.ts';

interface Schema {
  notes: { id: Uint8Array; n: number; text: string | null };
}

const first: MigrationStep = {
  name: '0001-notes',
  async up(db, engine) {
    const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
    await sql.raw(`create table notes (id ${bytes} primary key, n bigint not null, text text)`).execute(db);
  },
};

const columns = { id: 'bytea', n: 'bigint', text: 'text' } as const;
const id = (n: number): Buffer => Buffer.alloc(16, n);
const note = (n: number, text: string | null = 'x') => [id(n), n, text] as const;

const suite = ({ open, engine }: TestEngine): void => {
  let test: TestDb<Db<Schema>>;
  let db: Db<Schema>;

  beforeEach(async () => {
    test = await open<Schema>([first]);
    db = test.db;
  });
  afterEach(() => test.remove());

  const count = async (): Promise<number> => {
    const [row] = await db.all<{ c: number }>('select count(*) as c from notes');
    return row?.c ?? -1;
  };

  it('reads back bytes as Buffer, integers as number, text and null as they were written', async () => {
    await db.batch([{ table: 'notes', columns, rows: [note(1, "it's é 🙂"), [id(2), 1_700_000_000_123, null]] }]);
    const rows = await db.all('select id, n, text from notes where n > ? order by n', [0]);
    expect(rows).toEqual([
      { id: id(1), n: 1, text: "it's é 🙂" },
      { id: id(2), n: 1_700_000_000_123, text: null },
    ]);
    expect(Buffer.isBuffer((rows[0] as { id: unknown }).id)).toBe(true);
    expect(await db.read.selectFrom('notes').selectAll().orderBy('n').execute()).toEqual(rows);
  });

  it('says how many rows each statement of a batch changed', async () => {
    const changes = await db.batch([
      { table: 'notes', columns, rows: [note(1), note(2), note(3)] },
      { sql: 'update notes set text = ? where n >= ?', parameters: ['y', 2] },
      { sql: 'delete from notes where n = ?', parameters: [9] },
    ]);
    expect(changes).toEqual([3, 2, 0]);
  });

  it('keeps nothing of a batch whose statement changed another number of rows than it said', async () => {
    const failing = db.batch([
      { table: 'notes', columns, rows: [note(1)] },
      { sql: 'update notes set n = 7', parameters: [], expect: 2 },
    ]);
    await expect(failing).rejects.toThrow(ConflictError);
    await expect(failing).rejects.toMatchObject({ statement: 1 });
    expect(await count()).toBe(0);
  });

  it('keeps a batch whose statements changed what they said', async () => {
    await db.batch([{ table: 'notes', columns, rows: [note(1)] }]);
    expect(await db.batch([{ sql: 'update notes set n = 7 where n = ?', parameters: [1], expect: 1 }])).toEqual([1]);
    expect(await db.all('select n from notes')).toEqual([{ n: 7 }]);
  });

  it('keeps nothing of a batch with a key that exists, unless told to skip it', async () => {
    await db.batch([{ table: 'notes', columns, rows: [note(1)] }]);
    const twice = { table: 'notes', columns, rows: [note(2), note(1)] };
    await expect(db.batch([twice])).rejects.toThrow(DuplicateError);
    expect(await count()).toBe(1);
    expect(await db.batch([{ ...twice, onConflict: 'nothing' }])).toEqual([1]);
    expect(await count()).toBe(2);
  });

  it('keeps nothing of a batch with a statement that the engine refuses, and goes on working', async () => {
    await expect(
      db.batch([
        { table: 'notes', columns, rows: [note(1)] },
        { sql: 'insert into nowhere values (1)', parameters: [] },
      ]),
    ).rejects.toThrow(QueryError);
    await expect(db.all('select nothing from notes')).rejects.toThrow(QueryError);
    expect(await count()).toBe(0);
    expect(await db.batch([{ table: 'notes', columns, rows: [note(1)] }])).toEqual([1]);
  });

  it('refuses a row with another number of values than columns', async () => {
    await expect(db.batch([{ table: 'notes', columns, rows: [[id(1), 1]] }])).rejects.toThrow(RangeError);
    expect(await db.batch([{ table: 'notes', columns, rows: [] }])).toEqual([0]);
  });

  it('refuses anything but a plain name of a table or column', async () => {
    for (const name of ['notes" --', 'no"tes', 'Notes', 'a.b', '']) {
      await expect(db.batch([{ table: name, columns, rows: [note(1)] }])).rejects.toThrow(RangeError);
      await expect(db.batch([{ table: 'notes', columns: { [name]: 'bigint' }, rows: [[1]] }])).rejects.toThrow(
        RangeError,
      );
    }
    expect(await count()).toBe(0);
  });

  it('commits a transaction as a whole, with what it read in between', async () => {
    const n = await db.transaction(async (tx) => {
      await tx
        .insertInto('notes')
        .values({ id: id(1), n: 5, text: null })
        .execute();
      const row = await tx.selectFrom('notes').selectAll().executeTakeFirstOrThrow();
      expect(row).toEqual({ id: id(1), n: 5, text: null });
      expect(Buffer.isBuffer(row.id)).toBe(true);
      const updated = await tx.updateTable('notes').set({ n: 6 }).executeTakeFirst();
      expect(updated.numUpdatedRows).toBe(1n);
      return row.n;
    });
    expect(n).toBe(5);
    expect(await db.all('select n from notes')).toEqual([{ n: 6 }]);
  });

  it('undoes a transaction that throws and lets the next write through', async () => {
    await expect(
      db.transaction(async (tx) => {
        await tx
          .insertInto('notes')
          .values({ id: id(1), n: 5, text: null })
          .execute();
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await count()).toBe(0);
    await db.batch([{ table: 'notes', columns, rows: [note(1)] }]);
    const again = db.transaction((tx) =>
      tx
        .insertInto('notes')
        .values({ id: id(1), n: 5, text: null })
        .execute(),
    );
    await expect(again).rejects.toThrow(DuplicateError);
    expect(await count()).toBe(1);
  });

  it('shows one state of the data in a snapshot while writes go on', async () => {
    await db.batch([{ table: 'notes', columns, rows: [note(1)] }]);
    const seen = await db.snapshot(async (all) => {
      const before = await all('select n from notes');
      await db.batch([{ table: 'notes', columns, rows: [note(2)] }]);
      return [before, await all('select n from notes'), await count()];
    });
    expect(seen).toEqual([[{ n: 1 }], [{ n: 1 }], 2]);
  });

  it('still has everything acknowledged after it is opened again', async () => {
    await db.batch([{ table: 'notes', columns, rows: [note(1)] }], { priority: 'ledger' });
    await db.batch([{ table: 'notes', columns, rows: [note(2)] }], { priority: 'bulk' });
    db = await test.reopen();
    expect(await count()).toBe(2);
  });

  it('refuses a database with a step that this version does not know', async () => {
    const newer: MigrationStep = { name: '0002-newer', up: async () => undefined };
    await test.reopen([first, newer]);
    await expect(test.reopen([first])).rejects.toMatchObject({ code: 'CW-DB-001', detail: '0002-newer' });
    db = await test.reopen([first, newer]);
  });

  it('runs a thousand batches at once', async () => {
    const batches = Array.from({ length: 1000 }, (_, n) => {
      const key = Buffer.alloc(16);
      key.writeUInt32BE(n);
      return db.batch([{ table: 'notes', columns, rows: [[key, n, null]] }], {
        priority: n % 3 === 0 ? 'ledger' : 'bulk',
      });
    });
    expect((await Promise.all(batches)).flat()).toEqual(Array.from({ length: 1000 }, () => 1));
    expect(await count()).toBe(1000);
    expect(engine).toBe(db.engine);
  });

  it('streams a snapshot in pieces', async () => {
    const rows = Array.from({ length: 25 }, (_, n) => note(n));
    await db.batch([{ table: 'notes', columns, rows }]);
    const sizes = await db.snapshot(async (_all, stream) => {
      const found: number[] = [];
      for await (const piece of stream('select n from notes where n >= ? order by n', [5], 8)) found.push(piece.length);
      return found;
    });
    expect(sizes).toEqual([8, 8, 4]);
    await db.snapshot(async (all, stream) => {
      for await (const piece of stream('select n from notes')) {
        expect(piece.length).toBe(25);
        break;
      }
      expect(await all('select 1 as one')).toEqual([{ one: 1 }]);
    });
  });

  it('keeps the other batches when one that runs beside them fails', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => db.batch([{ table: 'notes', columns, rows: [note(n === 13 ? 12 : n)] }])),
    );
    const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(failed).toEqual([expect.any(DuplicateError)]);
    expect(await count()).toBe(19);
  });

  it('refuses to go on with a transaction that takes longer than its limit', async () => {
    const late = db.transaction(async (tx) => {
      await tx
        .insertInto('notes')
        .values({ id: id(1), n: 5, text: null })
        .execute();
      await sleep(400);
      await tx
        .insertInto('notes')
        .values({ id: id(2), n: 5, text: null })
        .execute();
    });
    const outcome = expect(late).rejects.toThrow(TimeLimitError);
    await sleep(50);
    // The same key: waits for the transaction, and gets through once it is undone.
    await db.batch([{ table: 'notes', columns, rows: [note(1)] }]);
    await outcome;
    expect(await count()).toBe(1);
  });

  it('fails every call after it is closed', async () => {
    await db.close();
    await expect(db.batch([{ table: 'notes', columns, rows: [note(1)] }])).rejects.toThrow(StorageError);
    await expect(db.all('select 1')).rejects.toThrow();
    await db.close();
  });
};

const options = { transactionTimeLimit: 200 };
describeEngines('a database', suite, { ...options, writer: 'thread' });
describe('a database (sqlite, written on the calling thread)', () =>
  suite({ engine: 'sqlite', open: (steps) => openTestSqlite(steps, { ...options, writer: 'inline' }) }));
