import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/** Tables of the keyring, which is a database of its own and never part of a data backup (design 4.1). */
export const keyringMigrations: readonly MigrationStep[] = [
  {
    name: '0001-keyring',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const raw = (text: string) => sql.raw(text.replaceAll('BYTES', bytes)).execute(db);
      await raw(`create table keys (
        scope BYTES not null, purpose text not null, epoch bigint not null, key_id BYTES not null,
        wrapped BYTES not null, created_at bigint not null, used bigint not null,
        primary key (scope, purpose, epoch))`);
      await raw('create table tombstones (scope BYTES not null primary key, erased_at bigint not null)');
      await raw(
        'create table keyring_meta (id bigint not null primary key, generation bigint not null, root_id BYTES not null)',
      );
    },
  },
];
