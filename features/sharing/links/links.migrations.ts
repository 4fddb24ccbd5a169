import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/**
 * Share links. `door`: SHA-256 of the 256 random bits in the link's address; `about`: an envelope under the maker's key
 * (label, hash of the passcode); `content`: a ciphertext of the maker's browser, whose key was never here. In clear stand
 * ids, times and what is left of openings and tries.
 */
export const linksMigrations: readonly MigrationStep[] = [
  {
    name: '0051-share-links',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text.replaceAll('BYTES', bytes)).execute(db);
      await run(`create table share_links (
        link_id BYTES not null primary key, record_id BYTES not null, account_id BYTES not null, door BYTES not null,
        event_id BYTES not null, made_at bigint not null, expires_at bigint, openings_left bigint,
        tries_left bigint not null, opened bigint not null, about BYTES not null, content BYTES, content_at bigint)`);
      await run('create unique index share_links_by_door on share_links (door)');
      await run('create index share_links_by_record on share_links (record_id, made_at)');
      await run('create index share_links_by_account on share_links (account_id)');
    },
  },
];
