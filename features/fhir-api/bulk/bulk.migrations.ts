import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/** Bulk exports from their kick-off until they expire: ids, FHIR types, counts and times, and nothing that goes out. */
export const fhirApiMigrations: readonly MigrationStep[] = [
  {
    name: '0112-bulk-exports',
    async up(db, engine) {
      const [bytes, integer] = engine === 'sqlite' ? ['blob', 'integer'] : ['bytea', 'bigint'];
      await sql
        .raw(
          `create table bulk_exports (
            export_id ${bytes} not null primary key, account_id ${bytes} not null, role text not null,
            state text not null, asked text not null, made text, expires_at ${integer} not null)`,
        )
        .execute(db);
      await sql.raw('create index bulk_exports_of on bulk_exports (account_id, expires_at)').execute(db);
    },
  },
];
