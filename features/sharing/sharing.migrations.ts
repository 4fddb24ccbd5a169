import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/**
 * Shares that were shown and not given yet. What would be shared is sealed with the key of whoever made the draft; in
 * clear stand ids and times. A row stays for an hour, so that looking for addresses by trial is counted.
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
];
