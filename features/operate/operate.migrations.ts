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
];
