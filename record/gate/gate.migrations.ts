import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/** Tables of the gate: access events (consent, custody, role, account, record), drafts' approvals. Append-only but for an approval's use. */
export const gateMigrations: readonly MigrationStep[] = [
  {
    name: '0003-gate',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text.replaceAll('BYTES', bytes)).execute(db);
      await run(`create table access_events (
        access_seq bigint not null primary key, event_id BYTES not null, kind text not null, subject BYTES not null,
        made_at bigint not null, sealed BYTES not null)`);
      await run('create unique index access_events_by_id on access_events (event_id)');
      await run('create index access_events_by_subject on access_events (subject, access_seq)');
      await run(`create table approvals (
        approval_id BYTES not null primary key, token_hash BYTES not null, expires_at bigint not null,
        used_at bigint, sealed BYTES not null)`);
      await run('create unique index approvals_by_token on approvals (token_hash)');
    },
  },
];
