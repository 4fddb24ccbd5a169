import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/**
 * Erasures under way: from the draft until everything is removed, then the row goes, too. Nothing here is personal:
 * ids, counts, a digest, and the addresses of stored files (keyed hashes).
 */
export const operateMigrations: readonly MigrationStep[] = [
  {
    name: '0030-operate',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      await sql
        .raw(
          `create table erasures (
            erasure_id ${bytes} not null primary key, record_id ${bytes} not null, account_id ${bytes} not null,
            expires_at bigint not null, facts bigint not null, sources bigint not null, size bigint not null,
            addresses text, receipt_seq bigint, receipt_at bigint)`,
        )
        .execute(db);
    },
  },
  {
    // How far the log was looked through for what people should be told.
    name: '0031-alerts',
    async up(db, engine) {
      const integer = engine === 'sqlite' ? 'integer' : 'bigint';
      await sql
        .raw(`create table alert_place (id ${integer} primary key check (id = 1), seq ${integer} not null)`)
        .execute(db);
    },
  },
  {
    // Drafts of archives (everything about a person as one file): ids, times, and a counter of the record's state.
    name: '0094-archives',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      await sql
        .raw(
          `create table archive_drafts (
            archive_id ${bytes} not null primary key, record_id ${bytes} not null, account_id ${bytes} not null,
            state text not null, expires_at bigint not null, approved_at bigint, used_at bigint)`,
        )
        .execute(db);
    },
  },
  {
    // Records that an organization lets go of: until they are erased, claimed, or kept.
    name: '0095-leavings',
    async up(db, engine) {
      const [bytes, integer] = engine === 'sqlite' ? ['blob', 'integer'] : ['bytea', 'bigint'];
      await sql
        .raw(
          `create table leavings (
            leaving_id ${bytes} not null primary key, record_id ${bytes} not null, organization_id ${bytes} not null,
            account_id ${bytes} not null, due_at ${integer} not null, approved ${integer} not null, sealed ${bytes} not null)`,
        )
        .execute(db);
    },
  },
  {
    // How many days what is kept, where somebody chose; and whether it happens by itself.
    name: '0095-retention',
    async up(db) {
      await sql.raw('create table retention_rules (name text not null primary key, days bigint not null)').execute(db);
    },
  },
  {
    // In what a draft would go out: one archive of everything, or files of entries, or files as received.
    name: '0102-archive-kinds',
    async up(db) {
      await sql.raw("alter table archive_drafts add column kind text not null default 'archive'").execute(db);
    },
  },
];
