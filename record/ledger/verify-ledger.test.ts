import { randomBytes } from 'node:crypto';
import type { Db } from '@chartwarden/db';
import { newId } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestSqlite, type TestDb } from '../../platform/db/testing.ts';
import { type Ledger, ledgerMigrations } from './index.ts';
import { createPlace, type Place, person, readBy } from './testing.ts';
import { verifyLedger } from './verify-ledger.ts';

let test: TestDb;
let place: Place;
let ledger: Ledger;
let db: Db;
const people = [person(), person(), person()];

beforeEach(async () => {
  test = await openTestSqlite(ledgerMigrations);
  db = test.db;
  place = createPlace();
  ledger = await place.open(db);
  await Promise.all(
    Array.from({ length: 600 }, (_, i) => {
      const scope = people[i % 3] ?? 'instance';
      const step = { subject: scope, digest: Buffer.alloc(32, i) };
      return ledger.append({ ...readBy(scope), ids: [newId()], ...(i % 50 === 0 && { access: step }) });
    }),
  );
  await ledger.checkpoints.write();
});
afterEach(async () => {
  await ledger.close();
  await test.remove();
  place.remove();
});

const change = (sql: string, ...parameters: (number | Buffer | null)[]) => db.batch([{ sql, parameters, expect: 1 }]);
const first = async () => (await ledger.verify()).problems[0];

describe('verifying the whole ledger', () => {
  it('finds nothing wrong with one that nobody changed, in full tiles and after them', async () => {
    expect(await ledger.verify()).toEqual({ entries: 600, sealed: 0, problems: [] });
    await ledger.append(readBy('instance'));
    expect(await ledger.verify()).toEqual({ entries: 601, sealed: 0, problems: [] });
    expect(await verifyLedger(db, ledger.checkpoints.keys())).toEqual({ entries: 601, sealed: 0, problems: [] });
  });

  it.each([
    ['time', 3],
    ['commitment', 3],
    ['body', 3],
    ['ids', 3],
    ['words', 3],
    ['scope', 3],
    ['chain_count', 3],
    ['access_digest', 50],
    ['access_seq', 50],
    ['access_subject', 50],
  ])('names the entry whose %s was changed', async (column, seq) => {
    for (const at of [seq, seq + 250, seq + 500]) {
      const [row] = await db.all<Record<string, Buffer | number>>(
        `select ${column} as was from ledger_entries where seq = ?`,
        [at],
      );
      const was = row?.was ?? 0;
      const other = Buffer.isBuffer(was)
        ? Buffer.from(was.map((byte, i) => (i === was.length - 1 ? byte ^ 1 : byte)))
        : was + 1000;
      await change(`update ledger_entries set ${column} = ? where seq = ?`, other, at);
      expect(await first()).toMatchObject({ seq: at });
      await change(`update ledger_entries set ${column} = ? where seq = ?`, was, at);
    }
    expect(await first()).toBeUndefined();
  });

  it('names entries that were removed, added, or put in the place of each other', async () => {
    await change('delete from ledger_entries where seq = ?', 400);
    expect(await first()).toMatchObject({ seq: 400, what: 'it is missing' });
    await db.batch([
      {
        sql: `insert into ledger_entries select ?, time, scope, chain_count, commitment, body, ids, words, null, null, null
              from ledger_entries where seq = ?`,
        parameters: [400, 403],
      },
    ]);
    expect(await first()).toMatchObject({ seq: 400 });
  });

  it('names every bad entry, however many roots the first one spoils', async () => {
    for (let i = 0; i < 130; i++) {
      await ledger.append(readBy('instance'));
      await ledger.checkpoints.write();
    }
    for (const seq of [3, 725]) await change('update ledger_entries set time = time + 1 where seq = ?', seq);
    const { entries, problems } = await ledger.verify();
    expect(entries).toBe(730);
    expect(problems[0]?.seq).toBe(3);
    expect(problems.map((one) => one.seq)).toContain(725);
    expect(problems).toHaveLength(100);
  });

  it('names an entry after the head', async () => {
    await db.batch([
      {
        sql: `insert into ledger_entries select 600, time, scope, chain_count, commitment, body, ids, words, null, null, null
              from ledger_entries where seq = 599`,
        parameters: [],
      },
    ]);
    expect(await first()).toMatchObject({ seq: 600, what: 'it was added' });
  });

  it('finds a changed tile, head, checkpoint, and search index', async () => {
    const problems = async (): Promise<string> => (await ledger.verify()).problems.map((one) => one.what).join();
    const changes: [table: string, set: string, where: string, said: RegExp][] = [
      ['ledger_tiles', 'hashes = zeroblob(8192)', 'level = 0 and place = 1', /differs from the tree/],
      ['ledger_tiles', 'hashes = zeroblob(64)', 'level = 1', /tile 0 of level 1/],
      ['ledger_head', 'root = zeroblob(32)', 'id = 1', /root of the head/],
      ['ledger_head', 'access_digest = zeroblob(32)', 'id = 1', /access chain does not end/],
      ['ledger_head', 'time = time + 1', 'id = 1', /time of the head/],
      ['ledger_checkpoints', "note = replace(note, '600', '601')", 'size = 600', /checkpoint of size 600/],
      ['ledger_checkpoints', 'size = 700', 'size = 600', /more entries than there are/],
      ['ledger_words', 'tile = tile + 10', 'rowid_is_first', /search index of tile/],
      ['ledger_words', "places = x'03'", 'rowid_is_first', /search index of tile/],
    ];
    for (const [table, set, where, said] of changes) {
      const rows = await db.all<Record<string, Buffer | number>>(`select * from ${table}`);
      const only = where === 'rowid_is_first' ? 'word = (select min(word) from ledger_words) and tile = 0' : where;
      await change(`update ${table} set ${set} where ${only}`);
      expect(await problems()).toMatch(said);
      await db.batch([{ sql: `delete from ${table}`, parameters: [] }]);
      const columns = Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, 'bytea' as const]));
      await db.batch([{ table, columns, rows: rows.map((row) => Object.values(row)) }]);
      expect(await problems()).toBe('');
    }
    await db.batch([
      {
        table: 'ledger_words',
        columns: { word: 'bytea', tile: 'bigint', places: 'bytea' },
        rows: [[randomBytes(8), 0, Buffer.from([3])]],
      },
    ]);
    expect(await problems()).toMatch(/belong to no entry/);
  });

  it('refuses to open a log whose tree is not the one of its head', async () => {
    await ledger.close();
    await change('update ledger_entries set time = time + 1 where seq = 599');
    await expect(place.open(db)).rejects.toMatchObject({ code: 'CW-LED-001' });
    await change('update ledger_entries set time = time - 1 where seq = 599');
    ledger = await place.open(db);
  });

  it('finds a body that the real keys sealed but nobody committed to', async () => {
    const [row] = await db.all<{ body: Buffer }>('select body from ledger_entries where seq = 3');
    const plaintext = place.cipher.open(people[0] ?? 'instance', 3, 'body', row?.body ?? Buffer.alloc(0));
    const other = Buffer.from(plaintext.toString('latin1').replace('"read"', '"load"'), 'latin1');
    const sealed = place.cipher.seal(people[0] ?? 'instance', 3, 'body', other);
    await change('update ledger_entries set body = ? where seq = 3', sealed);
    expect(await first()).toEqual({ seq: 3, what: 'its body is not the one committed to' });
  });
});
