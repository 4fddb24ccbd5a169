import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type MigrationStep,
  openSqlite,
  type SlowWrite,
  type SqliteDb,
  type SqliteOptions,
  StorageError,
} from '../index.ts';
import { openTestSqlite, type TestDb } from '../testing.ts';

const step: MigrationStep = {
  name: '0001-notes',
  up: async (db) => void (await sql`create table notes (id integer primary key, body blob)`.execute(db)),
};

describe('a SQLite database', () => {
  let test: TestDb<SqliteDb> | undefined;
  afterEach(async () => {
    await test?.remove();
    test = undefined;
  });
  const open = async (options: Partial<SqliteOptions> = {}): Promise<SqliteDb> => {
    test = await openTestSqlite([step], { writer: 'thread', ...options });
    return test.db;
  };
  const insert = (n: number, body = Buffer.alloc(100)) => ({
    sql: 'insert into notes values (?, ?)',
    parameters: [n, body],
  });
  const ids = (db: SqliteDb) => db.all<{ id: number }>('select id from notes').then((rows) => rows.map(({ id }) => id));

  it('keeps its files from everybody else', async () => {
    const mask = process.umask(0);
    try {
      const db = await open();
      await db.batch([insert(1)]);
      await db.backupTo(join(dirname(db.file), 'copies', 'copy.db'));
      const folder = dirname(db.file);
      const files = readdirSync(folder).filter((name) => name !== 'copies');
      expect(files.sort()).toEqual(['test.db', 'test.db-shm', 'test.db-wal']);
      for (const name of [...files, 'copies/copy.db']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'copies')).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(mask);
    }
  });

  it('lets the ledger pass everything that waits, and imports wait for everything else', async () => {
    const db = await open();
    const order: string[] = [];
    // Holds the writer until all the others wait.
    const gate = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const holding = db.transaction(async () => {
      held.resolve();
      await gate.promise;
    });
    await held.promise;
    const writes = (['bulk', 'bulk', 'normal', 'ledger', 'bulk', 'normal'] as const).map((priority, n) =>
      db.batch([insert(n)], { priority }).then(() => order.push(priority)),
    );
    await sleep(50);
    gate.resolve();
    await Promise.all([holding, ...writes]);
    expect(order).toEqual(['ledger', 'normal', 'normal', 'bulk', 'bulk', 'bulk']);
  });

  it('tells of a transaction that held the writer for long', async () => {
    const slow: SlowWrite[] = [];
    const db = await open({ onSlowWrite: (write) => slow.push(write), slowWriteLimit: 40 });
    await db.transaction(() => sleep(60), { priority: 'ledger' });
    expect(slow).toEqual([{ kind: 'transaction', priority: 'ledger', batches: 0, milliseconds: expect.any(Number) }]);
    expect(slow[0]?.milliseconds).toBeGreaterThan(40);
  });

  it('refuses writes through the connection for reads', async () => {
    const db = await open();
    await expect(db.all('delete from notes returning id')).rejects.toThrow(StorageError);
  });

  it('copies one state of itself while writes go on', async () => {
    const db = await open();
    let stop = false;
    let next = 0;
    // Two rows per batch: a copy with an odd number would hold half of one.
    const storm = (async () => {
      while (!stop) {
        await db.batch([insert(next), insert(next + 1)]);
        next += 2;
      }
    })();
    while (next < 50) await sleep(5);
    const copy = join(dirname(db.file), 'copy.db');
    const before = next;
    await db.backupTo(copy);
    stop = true;
    await storm;
    const copied = await openSqlite({ file: copy, migrations: [step] });
    const found = await ids(copied);
    expect(found.length % 2).toBe(0);
    expect(found.length).toBeGreaterThanOrEqual(before);
    expect(await copied.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await copied.close();
  });

  it('reports a copy that cannot be written and leaves nothing under its name', async () => {
    const db = await open();
    const target = join(db.file, 'copy.db');
    await expect(db.backupTo(target)).rejects.toThrow(StorageError);
    expect(existsSync(target)).toBe(false);
  });

  it('refuses what does not fit on the disk, says so, and takes writes again when there is room', async () => {
    const db = await open();
    await db.batch([insert(1)]);
    await db.batch([{ sql: 'pragma max_page_count = 20', parameters: [] }]);
    await expect(db.batch([insert(2, Buffer.alloc(200_000))])).rejects.toThrow(/SQLITE_FULL/);
    const beside = await Promise.allSettled([db.batch([insert(3)]), db.batch([insert(4, Buffer.alloc(200_000))])]);
    expect(beside.map((outcome) => outcome.status)).toContain('rejected');
    const kept = beside[0]?.status === 'fulfilled' ? [1, 3] : [1];
    expect(await ids(db)).toEqual(kept);
    await db.batch([{ sql: 'pragma max_page_count = 100000', parameters: [] }]);
    await db.batch([insert(5, Buffer.alloc(200_000))]);
    expect(await ids(db)).toEqual([...kept, 5]);
  });

  it('moves its log into the file when there is no more room, so that the log takes that room again', async () => {
    const db = await open();
    for (let n = 1; n <= 3; n += 1) await db.batch([insert(n, Buffer.alloc(100_000))]);
    expect(statSync(db.file).size).toBeLessThan(100_000);
    await db.batch([{ sql: 'pragma max_page_count = 20', parameters: [] }]);
    await expect(db.batch([insert(4, Buffer.alloc(200_000))])).rejects.toMatchObject({ full: true });
    await expect.poll(() => statSync(db.file).size).toBeGreaterThan(300_000);
  });

  it('undoes a whole transaction when the disk is full in the middle of it', async () => {
    const db = await open();
    await db.batch([{ sql: 'pragma max_page_count = 20', parameters: [] }]);
    const work = db.transaction(async (tx) => {
      await sql`insert into notes values (1, null)`.execute(tx);
      await sql`insert into notes values (2, ${Buffer.alloc(200_000)})`.execute(tx).catch(() => undefined);
      await sql`insert into notes values (3, null)`.execute(tx);
    });
    await expect(work).rejects.toThrow(StorageError);
    expect(await ids(db)).toEqual([]);
  });

  it('moves its log into the file beside the writes, so that it does not grow for ever', async () => {
    const db = await open({ longLogPages: 100 });
    const body = Buffer.alloc(40_000);
    for (let n = 0; n < 300; n += 1) await db.batch([insert(n, body)], { priority: 'bulk' });
    await sleep(200);
    for (let n = 300; n < 310; n += 1) await db.batch([insert(n, body)]);
    // 310 rows of ten pages in one log would be 12 MB.
    expect(statSync(`${db.file}-wal`).size).toBeLessThan(8_000_000);
    expect((await ids(db)).length).toBe(310);
  });

  it('starts its threads with the arguments it is given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chartwarden-db-'));
    const log = join(folder, 'started');
    const code = `import { appendFileSync } from 'node:fs'; import { threadId } from 'node:worker_threads';
      appendFileSync(${JSON.stringify(log)}, 'guarded ' + threadId + '\\n');`;
    const db = await open({
      workerExecArgv: ['--import', `data:text/javascript,${encodeURIComponent(code)}`],
      longLogPages: 10,
    });
    await db.batch([insert(1, Buffer.alloc(100_000))]);
    await db.backupTo(join(folder, 'copy.db'));
    await db.close();
    const threads = readFileSync(log, 'utf8').trim().split('\n');
    expect(new Set(threads).size).toBe(3);
    rmSync(folder, { recursive: true });
  });

  it('is not opened when the file is something else, which stays as it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chartwarden-db-'));
    const file = join(folder, 'letter.txt');
    const text = 'Dear doctor, '.repeat(1000);
    writeFileSync(file, text);
    await expect(openSqlite({ file, migrations: [step] })).rejects.toThrow(/SQLITE_NOTADB/);
    expect(readFileSync(file, 'utf8')).toBe(text);
    rmSync(folder, { recursive: true });
  });

  it('lets many snapshots wait for their turn, and ends streams that were left open', async () => {
    const db = await open();
    await db.batch(Array.from({ length: 500 }, (_, n) => insert(n)));
    const counts = await Promise.all(
      Array.from({ length: 50 }, () =>
        db.snapshot(async (_all, stream) => {
          const pieces = stream<{ id: number }>('select id from notes')[Symbol.asyncIterator]();
          const first = await pieces.next();
          return first.done === true ? 0 : first.value.length;
        }),
      ),
    );
    expect(counts).toEqual(Array.from({ length: 50 }, () => 200));
    const handles = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
    expect(handles).toBeLessThan(150);
  });

  it('leaves no trace of deleted content when asked to', async () => {
    const db = await open({ writer: 'inline', secureDelete: true });
    const secret = Buffer.from('a key that must go, a key that must go');
    await db.batch([insert(1, secret), insert(2)]);
    await db.batch([{ sql: 'delete from notes where id = ?', parameters: [1], expect: 1 }]);
    db.checkpointTruncate();
    const files = [db.file, `${db.file}-wal`];
    await db.close();
    for (const file of files)
      expect(existsSync(file) && readFileSync(file).includes(secret.subarray(0, 19))).toBe(false);
  });
});
