import type { Engine, MigrationStep } from '@chartwarden/db';
import { TILE } from '@chartwarden/ledger-proof';
import { type Kysely, sql } from 'kysely';
import { addWords, packPlaces, type WordPlaces } from './word-places.ts';

async function core(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const bytes = engine === 'postgres' ? 'bytea' : 'blob';
  const integer = engine === 'postgres' ? 'bigint' : 'integer';
  // A word's tiles lie together, so the index is the table on SQLite.
  const indexTable = engine === 'postgres' ? '' : ' without rowid';
  const statements = [
    `create table ledger_head (
       id ${integer} primary key check (id = 1), origin text not null, size ${integer} not null,
       time ${integer} not null, root ${bytes} not null, access_seq ${integer} not null,
       access_digest ${bytes} not null, keyring_generation ${integer} not null)`,
    `create table ledger_entries (
       seq ${integer} primary key, time ${integer} not null, scope ${bytes} not null, chain_count ${integer} not null,
       commitment ${bytes} not null, body ${bytes} not null, ids ${bytes}, words ${bytes} not null, access_seq ${integer},
       access_subject ${bytes}, access_digest ${bytes})`,
    `create unique index ledger_entries_access on ledger_entries (access_seq) where access_seq is not null`,
    `create table ledger_words (
       word ${bytes} not null, tile ${integer} not null, primary key (word, tile))${indexTable}`,
    `create table ledger_tiles (
       level ${integer} not null, place ${integer} not null, hashes ${bytes} not null, primary key (level, place))`,
    `create table ledger_checkpoints (size ${integer} primary key, time ${integer} not null, note text not null)`,
    `create table ledger_rotations (seq ${integer} primary key, note text not null)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Rows written at once. */
const ROWS = 300;

/** The search index also says which entries of a tile carry a word. It is made anew from the entries. */
async function places(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const bytes = engine === 'postgres' ? 'bytea' : 'blob';
  const integer = engine === 'postgres' ? 'bigint' : 'integer';
  const indexTable = engine === 'postgres' ? '' : ' without rowid';
  await sql.raw('drop table ledger_words').execute(db);
  await sql
    .raw(
      `create table ledger_words (
       word ${bytes} not null, tile ${integer} not null, places ${bytes} not null, primary key (word, tile))${indexTable}`,
    )
    .execute(db);
  for (let tile = 0; ; tile += 1) {
    const from = tile * TILE;
    const { rows } = await sql<{ seq: number | string; scope: Buffer; words: Buffer }>`
      select seq, scope, words from ledger_entries where seq >= ${from} and seq < ${from + TILE} order by seq`.execute(
      db,
    );
    if (rows.length < TILE) return;
    const words: WordPlaces = new Map();
    for (const row of rows) addWords(words, { ...row, seq: Number(row.seq) });
    const all = [...words].map(([word, found]) => sql`(${Buffer.from(word, 'latin1')}, ${tile}, ${packPlaces(found)})`);
    for (let at = 0; at < all.length; at += ROWS)
      await sql`insert into ledger_words (word, tile, places) values ${sql.join(all.slice(at, at + ROWS))}`.execute(db);
  }
}

/** The ledger's tables, the same on both engines. */
export const ledgerMigrations: readonly MigrationStep[] = [
  { name: '0001-ledger', up: core },
  { name: '0005-word-places', up: places },
];
