import type { Engine, MigrationStep } from '@chartwarden/db';
import { type Kysely, sql } from 'kysely';

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

/** The ledger's tables, the same on both engines. */
export const ledgerMigrations: readonly MigrationStep[] = [{ name: '0001-ledger', up: core }];
