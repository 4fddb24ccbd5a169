import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDatabase, type TestDatabase } from '../../tests/support/databases.ts';
import { describeWithPostgres } from '../../tests/support/needs.ts';
import { type MigrationStep, openPostgres, openSqlite } from './index.ts';
import { describeEngines } from './testing.ts';

const statement = (name: string, text: string): MigrationStep => ({
  name,
  up: async (db) => void (await sql.raw(text).execute(db)),
});
const first = statement('0001-first', 'create table notes (n bigint not null)');
const second = statement('0002-second', 'alter table notes add column m bigint');
const between = statement('0010-between', 'create table more (n bigint not null)');
const third = statement('0020-third', 'create table most (n bigint not null)');
const broken: MigrationStep = {
  name: '0003-broken',
  async up(db) {
    await sql`drop table notes`.execute(db);
    await sql`create table nonsense (`.execute(db);
  },
};

describeEngines('the schema', ({ open, engine }) => {
  it('is brought up step by step, keeping what is there', async () => {
    const test = await open([first]);
    await test.db.batch([{ table: 'notes', columns: { n: 'bigint' }, rows: [[1]] }]);
    const db = await test.reopen([second, first]);
    expect(await db.all('select n, m from notes')).toEqual([{ n: 1, m: null }]);
    await test.remove();
  });

  it('takes a step that stands before one that has run already', async () => {
    const test = await open([first, third]);
    const db = await test.reopen([first, between, third]);
    await db.batch([{ table: 'more', columns: { n: 'bigint' }, rows: [[1]] }]);
    expect(await db.all('select n from more')).toEqual([{ n: 1 }]);
    await test.remove();
  });

  it('stays as it was when a step fails, and says which', async () => {
    const test = await open([first, second]);
    await test.db.batch([{ table: 'notes', columns: { n: 'bigint', m: 'bigint' }, rows: [[1, 2]] }]);
    const failing = test.reopen([first, second, broken]);
    await expect(failing).rejects.toMatchObject({ code: 'CW-DB-002', detail: '0003-broken' });
    const db = await test.reopen([first, second]);
    expect(await db.all('select n, m from notes')).toEqual([{ n: 1, m: 2 }]);
    await test.remove();
  });

  it('tells a step which engine it runs on', async () => {
    const seen: string[] = [];
    const test = await open([{ name: '0001-first', up: async (_db, on) => void seen.push(on) }]);
    expect(seen).toEqual([engine]);
    await test.remove();
  });
});

describe('a SQLite database that is brought up to date', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chartwarden-db-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is copied first, unless it is new or has nothing to catch up on', async () => {
    const file = join(folder, 'test.db');
    const open = (migrations: MigrationStep[]) => openSqlite({ file, migrations });
    const copies = () => readdirSync(folder).filter((name) => name.includes('before'));
    const db = await open([first]);
    await db.batch([{ table: 'notes', columns: { n: 'bigint' }, rows: [[1]] }]);
    await db.close();
    await (await open([first])).close();
    expect(copies()).toEqual([]);
    const newer = await open([first, second]);
    await newer.batch([{ sql: 'delete from notes', parameters: [] }]);
    await newer.close();
    expect(copies()).toEqual(['test.db.before-0002-second']);
    const copy = await openSqlite({ file: join(folder, 'test.db.before-0002-second'), migrations: [first] });
    expect(await copy.all('select * from notes')).toEqual([{ n: 1 }]);
    await copy.close();
  });

  it('is not changed when the copy cannot be made', async () => {
    const file = join(folder, 'test.db');
    await (await openSqlite({ file, migrations: [first] })).close();
    const inTheWay = await openSqlite({
      file: join(folder, 'test.db.before-0002-second.unfinished', 'x.db'),
      migrations: [first],
    });
    await expect(openSqlite({ file, migrations: [first, second] })).rejects.toThrow();
    await inTheWay.close();
    const db = await openSqlite({ file, migrations: [first] });
    await db.close();
    expect(existsSync(`${file}.before-0002-second`)).toBe(false);
  });
});

describeWithPostgres('a PostgreSQL database that is brought up to date', (server) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await makeDatabase(server);
  });
  afterEach(() => database.drop());

  it('gives the operator the moment before, and stays as it was when that fails', async () => {
    const steps: string[] = [];
    const open = (migrations: MigrationStep[], beforeMigrate: (step: string) => Promise<void>) =>
      openPostgres({ url: database.url, migrations, beforeMigrate });
    await (await open([first], async (step) => void steps.push(step))).close();
    const failing = open([first, second], async () => Promise.reject(new Error('no room for a dump')));
    await expect(failing).rejects.toThrow('no room for a dump');
    const db = await open([first, second], async (step) => void steps.push(step));
    expect(steps).toEqual(['0002-second']);
    await db.close();
  });

  it('is brought up once when two processes start together', async () => {
    const open = () => openPostgres({ url: database.url, migrations: [first, second] });
    const both = await Promise.all([open(), open()]);
    expect(await both[0].all('select count(*) as c from schema_steps')).toEqual([{ c: 2 }]);
    await Promise.all(both.map((db) => db.close()));
  });
});
