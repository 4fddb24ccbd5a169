import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/**
 * Shares that were shown and not given yet. What would be shared is sealed with the key of whoever made the draft; in
 * clear stand ids and times.
 */
export const sharingMigrations: readonly MigrationStep[] = [
  {
    name: '0050-share-drafts',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text).execute(db);
      await run(`create table share_drafts (
        draft_id ${bytes} not null primary key, account_id ${bytes} not null, expires_at bigint not null,
        draft ${bytes} not null, missed_at bigint, used_at bigint)`);
      await run('create index share_drafts_by_account on share_drafts (account_id)');
    },
  },
  {
    // Lookups of addresses that an account has taken since a moment; a row for each account that ever typed a wrong one.
    name: '0052-share-lookups',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text).execute(db);
      await run(`create table share_lookups (
        account_id ${bytes} not null primary key, since bigint not null, taken bigint not null)`);
      await run('alter table share_drafts drop column missed_at');
    },
  },
  {
    // Tries in vain to take access for an emergency.
    name: '0053-emergency-tries',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      await sql
        .raw(`create table emergency_tries (
        account_id ${bytes} not null primary key, since bigint not null, taken bigint not null)`)
        .execute(db);
    },
  },
];
