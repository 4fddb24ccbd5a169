import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/**
 * Tables of the vault. Ids are 16 raw bytes, tokens 8, times milliseconds. Every key of a record-scoped table starts
 * with `record_id` (sharding by record, design 3). `body`, `sealed` and `place` are envelopes (record/vault/cipher.ts).
 */
export const vaultMigrations: readonly MigrationStep[] = [
  {
    name: '0002-vault',
    async up(db, engine) {
      const types = engine === 'sqlite' ? { bytes: 'blob', end: 'without rowid' } : { bytes: 'bytea', end: '' };
      const run = (text: string) =>
        sql.raw(text.replaceAll('BYTES', types.bytes).replaceAll('COMPACT', types.end)).execute(db);

      await run(`create table records (
        record_id BYTES not null primary key, kind text not null, created_at bigint not null,
        row_version bigint not null, sealed BYTES not null)`);

      // `visible` 1: committed. Everything staged under an import counts from the commit, which sets it (design 5).
      await run(`create table imports (
        record_id BYTES not null, import_no bigint not null, import_id BYTES not null, state text not null,
        visible bigint not null, commit_seq bigint, started_at bigint not null, committed_at bigint,
        row_version bigint not null, sealed BYTES not null, primary key (record_id, import_no))`);
      await run('create unique index imports_by_id on imports (record_id, import_id)');
      await run('create unique index imports_by_commit on imports (record_id, commit_seq)');
      await run('create index imports_hidden on imports (record_id, visible, import_no)');

      await run(`create table import_batches (
        record_id BYTES not null, import_no bigint not null, batch_no bigint not null, sealed BYTES not null,
        primary key (record_id, import_no, batch_no))`);

      await run(`create table sources (
        record_id BYTES not null, source_id BYTES not null, import_no bigint not null, received_at bigint not null,
        size bigint not null, row_version bigint not null, sealed BYTES not null, primary key (record_id, source_id))`);
      await run('create index sources_by_import on sources (record_id, import_no, source_id)');

      await run(`create table facts (
        record_id BYTES not null, identity BYTES not null, fact_id BYTES not null, type text not null,
        mac BYTES not null, primary key (record_id, identity)) COMPACT`);
      await run('create index facts_by_id on facts (record_id, fact_id, type)');

      // layer 0: as received; layer 1: with corrections. `superseded_by` names the import whose commit makes the row
      // history; `covered` 1: another layer or nothing is served instead; `retired` 1: a layer-1 row that was undone.
      await run(`create table fact_versions (
        record_id BYTES not null, fact_id BYTES not null, version bigint not null, type text not null,
        layer bigint not null, import_no bigint not null, stored_at bigint not null, upstream_at bigint,
        date_sort bigint not null, date_high bigint not null, content_tag BYTES not null, label_set BYTES not null,
        origin_token BYTES not null, superseded_by bigint, covered bigint not null, retired bigint not null,
        marks_mac BYTES not null, row_version bigint not null, body BYTES not null,
        primary key (record_id, fact_id, version))`);
      await run('create index fact_versions_by_type on fact_versions (record_id, type, date_sort, fact_id, version)');
      await run('create index fact_versions_by_date on fact_versions (record_id, date_sort, fact_id, version)');
      await run('create index fact_versions_by_import on fact_versions (record_id, import_no, fact_id, version)');
      await run(`create index fact_versions_superseded on fact_versions (record_id, superseded_by, fact_id, version)
        where superseded_by is not null`);

      await run(`create table fact_tokens (
        record_id BYTES not null, token BYTES not null, date_sort bigint not null, fact_id BYTES not null,
        version bigint not null, primary key (record_id, token, date_sort, fact_id, version)) COMPACT`);
      await run(`create table fact_dates (
        record_id BYTES not null, param BYTES not null, low bigint not null, high bigint not null,
        fact_id BYTES not null, version bigint not null,
        primary key (record_id, param, low, high, fact_id, version)) COMPACT`);

      await run(`create table provenance (
        record_id BYTES not null, source_token BYTES not null, fact_id BYTES not null, version bigint not null,
        import_no bigint not null, place BYTES,
        primary key (record_id, fact_id, version, source_token)) COMPACT`);
      await run('create index provenance_by_source on provenance (record_id, source_token, fact_id, version)');

      await run(`create table corrections (
        record_id BYTES not null, correction_id BYTES not null, fact_id BYTES not null, made_at bigint not null,
        undone_at bigint, row_version bigint not null, sealed BYTES not null,
        primary key (record_id, correction_id))`);
      await run('create index corrections_by_fact on corrections (record_id, fact_id, made_at, correction_id)');
    },
  },
  {
    name: '0031-held-by',
    async up(db) {
      // Null: the row counts through the import that brought it. Else that one was withdrawn, and another has the same.
      for (const text of [
        'alter table fact_versions add column held_by bigint',
        `create index fact_versions_held on fact_versions (record_id, held_by, fact_id, version)
         where held_by is not null`,
        `create index provenance_found on provenance (record_id, import_no, fact_id, version) where place is not null`,
      ])
        await sql.raw(text).execute(db);
    },
  },
  {
    name: '0045-derived',
    async up(db, engine) {
      const types = engine === 'sqlite' ? { bytes: 'blob', end: 'without rowid' } : { bytes: 'bytea', end: '' };
      const run = (text: string) =>
        sql.raw(text.replaceAll('BYTES', types.bytes).replaceAll('COMPACT', types.end)).execute(db);
      // What is worked out of a record; `build` says which pieces belong together, `commits` and `changes` of which state.
      await run(`create table derived_builds (
        record_id BYTES not null, section BYTES not null, build bigint not null, commits bigint not null,
        changes bigint not null, built_at bigint not null, sealed BYTES not null,
        primary key (record_id, section)) COMPACT`);
      await run(`create table derived_pieces (
        record_id BYTES not null, section BYTES not null, build bigint not null, name BYTES not null,
        piece bigint not null, low bigint not null, high bigint not null, sealed BYTES not null,
        primary key (record_id, section, build, name, piece))`);
    },
  },
  {
    name: '0104-writes',
    async up(db) {
      // How often something was written into a record directly: without it nobody would see that it changed.
      await sql.raw('alter table records add column writes bigint not null default 0').execute(db);
    },
  },
  {
    name: '0110-find',
    async up(db) {
      // For FHIR searches: what changed last, facts that last longer than a day (nobody knows when they began, asked for
      // what still was at some time), and the further dates of a fact.
      for (const text of [
        'create index fact_versions_stored on fact_versions (record_id, type, stored_at, fact_id, version)',
        `create index fact_versions_long on fact_versions (record_id, type, date_high, date_sort, fact_id, version)
         where date_high - date_sort > 86400000`,
        'create index fact_dates_by_fact on fact_dates (record_id, fact_id, version, param, low, high)',
      ])
        await sql.raw(text).execute(db);
    },
  },
];
