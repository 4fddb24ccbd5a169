import { randomBytes } from 'node:crypto';
import type { InsertStatement, MigrationStep, Statement } from '@chartwarden/db';
import { idToBytes, newId } from '@chartwarden/ids';
import { sql } from 'kysely';

/** Tables of the shape that an import writes: one encrypted row per fact and ten blind tokens that lead to it. */
export const importShaped: MigrationStep = {
  name: '0001-import-shaped',
  async up(db, engine) {
    const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
    const tail = engine === 'sqlite' ? ' without rowid' : '';
    const tables = [
      `create table facts (record ${bytes} not null, id ${bytes} not null, date bigint, body ${bytes} not null, primary key (record, id))`,
      `create table tokens (record ${bytes} not null, token ${bytes} not null, date bigint not null, fact ${bytes} not null,
        primary key (record, token, date, fact))`,
    ];
    for (const table of tables) await sql.raw(table + tail).execute(db);
  },
};

const TOKENS_PER_FACT = 10;

export const record: Buffer = idToBytes(newId());
/** A person has some hundred different codes, and their dates are spread over years. */
const tokens = Array.from({ length: 400 }, () => randomBytes(8));
const body = randomBytes(1300);

/** Index rows, the columns as in their key. */
export const tokensOf = (rows: InsertStatement['rows']): InsertStatement => ({
  table: 'tokens',
  columns: { record: 'bytea', token: 'bytea', date: 'bigint', fact: 'bytea' },
  rows,
});

/** One fact as a write of its own. */
export function oneFact(): Statement {
  const parameters = [record, idToBytes(newId()), 0, body];
  return { sql: 'insert into facts (record, id, date, body) values (?, ?, ?, ?)', parameters };
}

/** The statements of so many facts; `from` numbers the first one. */
export function facts(from: number, count: number): [InsertStatement, InsertStatement] {
  const factRows: (Buffer | number)[][] = [];
  const tokenRows: (Buffer | number)[][] = [];
  for (let n = from; n < from + count; n += 1) {
    const id = idToBytes(newId());
    const date = 1.5e12 + ((n * 7_919_000_003) % 3e11);
    factRows.push([record, id, date, body]);
    for (let k = 0; k < TOKENS_PER_FACT; k += 1) {
      tokenRows.push([record, tokens[(n * 13 + k * 31) % tokens.length] as Buffer, date, id]);
    }
  }
  return [
    { table: 'facts', columns: { record: 'bytea', id: 'bytea', date: 'bigint', body: 'bytea' }, rows: factRows },
    tokensOf(tokenRows),
  ];
}
