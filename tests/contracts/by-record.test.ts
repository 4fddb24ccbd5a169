import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '@chartwarden/app-server';
import type { Db } from '@chartwarden/db';
import { describeEngines, type TestDb } from '@chartwarden/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFiles, projectRoot } from '../../scripts/project-files.ts';
import { RECORD_TABLES, unled, unscoped } from '../support/by-record.ts';

interface Key {
  readonly table: string;
  readonly key: string;
  /** The first column. */
  readonly first: string;
}

/** Primary keys and unique indexes of every table, as the database itself tells. */
const keysOf = (db: Db): Promise<Key[]> =>
  db.engine === 'sqlite'
    ? db.all(`select m.name as "table", l.name as key, i.name as first from sqlite_master m
        join pragma_index_list(m.name) l join pragma_index_info(l.name) i
        where m.type = 'table' and l."unique" = 1 and i.seqno = 0 order by 1, 2`)
    : db.all(`select t.relname as table, c.relname as key, a.attname as first from pg_index i
        join pg_class t on t.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
        join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
        where i.indisunique and t.relnamespace = current_schema()::regnamespace order by 1, 2`);

const tablesWithRecord = async (db: Db): Promise<string[]> =>
  (
    await db.all<{ name: string }>(
      db.engine === 'sqlite'
        ? `select m.name as name from sqlite_master m join pragma_table_info(m.name) c
           where m.type = 'table' and c.name = 'record_id' order by 1`
        : `select table_name as name from information_schema.columns
           where table_schema = current_schema() and column_name = 'record_id' order by 1`,
    )
  ).map(({ name }) => name);

/**
 * They name a record and stand apart from it: drafts, links and what is to be erased, looked up by an id of their own that
 * somebody shows. Few rows; they would stay with the accounts and the log.
 */
const APART = ['archive_drafts', 'erasures', 'leavings', 'share_links'];

describeEngines('What stands in a record could be kept by any of several database servers', (engine) => {
  let test: TestDb;
  beforeAll(async () => {
    test = await engine.open(migrations, 'app');
  });
  afterAll(() => test.remove());

  it('because every table with a record is known as one of the two kinds', async () => {
    expect(await tablesWithRecord(test.db)).toEqual([...RECORD_TABLES, ...APART].sort());
  });

  it('because every unique key of it begins with the record', async () => {
    const keys = (await keysOf(test.db)).filter(({ table }) => RECORD_TABLES.includes(table));
    expect(new Set(keys.map(({ table }) => table))).toEqual(new Set(RECORD_TABLES));
    expect(keys.filter(({ first }) => first !== 'record_id')).toEqual([]);
  });
});

const TABLE = new RegExp(`\\b(?:from|join|update|into) (?:${RECORD_TABLES.join('|')})\\b`);

describe('Statements about what stands in a record', () => {
  it('are written in the vault, whose tests refuse every one that is not narrowed to a record; and in two places that count', () => {
    const outside = projectFiles()
      .filter((path) => path.endsWith('.store.ts') && !path.startsWith('record/vault/'))
      .filter((path) => TABLE.test(readFileSync(join(projectRoot, path), 'utf8')));
    expect(outside).toEqual(['features/operate/operate.store.ts', 'features/operate/retention/retention.store.ts']);
  });

  it.each([
    'select * from facts where record_id = ? and identity in (?)',
    'select 1 from facts f where f.record_id = ? and exists (select 1 from sources s where s.record_id = f.record_id)',
    'select 1 from fact_tokens k cross join lateral (select * from fact_versions v where v.record_id = k.record_id offset 0) v where (k.record_id = ? and k.token in (?))',
    'insert into imports (record_id, import_no) select ?, max(import_no) from imports where record_id = ?',
    'select size from ledger_head',
  ])('may be %s', (sql) => {
    expect(unscoped(sql)).toEqual([]);
  });

  it.each([
    ['select * from facts where identity in (?)', ['facts']],
    ["select * from facts where type = 'record_id = 1'", ['facts']],
    ['select 1 from facts f where f.record_id = ? and exists (select 1 from sources s where s.size > 1)', ['sources']],
    [
      'select 1 from fact_tokens k cross join fact_versions v where v.fact_id = k.fact_id and (k.record_id = ?)',
      ['fact_versions'],
    ],
    ['select a from facts where record_id = ? union all select b from sources', ['sources']],
    ['delete from facts where fact_id = ?', ['facts']],
    ['update fact_versions set covered = 1 where fact_id = ?', ['fact_versions']],
    ['insert into facts (identity, record_id) values (?, ?)', ['facts']],
    ['insert into imports (record_id, import_no) select ?, max(import_no) from imports', ['imports']],
  ])('may not be %s', (sql, tables) => {
    expect(unscoped(sql)).toEqual(tables);
  });
});

describe('Ways to rows', () => {
  const sql = 'select 1 from facts f where f.record_id = ? and f.type = ?';
  it.each([
    ['SEARCH f USING INDEX facts_by_id (record_id=? AND fact_id=?)', true],
    ['SEARCH other USING INDEX x (y=?)', true],
    ['SCAN f', false],
    ['SCAN f USING COVERING INDEX facts_by_id', false],
    ['SEARCH f USING INDEX by_type (type=?)', false],
  ])('lead through one record: %s, %s', (line, isGood) => {
    expect(unled(sql, [line])).toEqual(isGood ? [] : [line]);
  });
});
