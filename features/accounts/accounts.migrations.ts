import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/**
 * Tables of accounts. Ids are 16 raw bytes, tokens 8, digests 32, times milliseconds. Whatever is personal is in an
 * envelope (`profile`, `password`, `origin`); an e-mail address is found by its blind token only.
 */
export const accountsMigrations: readonly MigrationStep[] = [
  {
    name: '0020-accounts',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text.replaceAll('BYTES', bytes)).execute(db);

      await run(`create table accounts (
        account_id BYTES not null primary key, email_token BYTES not null, created_at bigint not null,
        profile BYTES not null, password BYTES not null, password_version bigint not null)`);
      await run('create unique index accounts_by_email on accounts (email_token)');

      await run(`create table account_sessions (
        session_id BYTES not null primary key, token_digest BYTES not null, account_id BYTES not null,
        client text not null, created_at bigint not null, used_at bigint not null, expires_at bigint not null,
        origin BYTES not null)`);
      await run('create unique index account_sessions_by_token on account_sessions (token_digest)');
      await run('create index account_sessions_by_account on account_sessions (account_id, created_at)');
      await run('create index account_sessions_by_expiry on account_sessions (expires_at)');

      // `gate_token` names an (address, source) pair, a source or an address; nothing can be read back from it.
      await run(`create table login_throttle (
        gate_token BYTES not null primary key, attempts bigint not null, waits_until bigint not null,
        changed_at bigint not null)`);
      await run('create index login_throttle_by_time on login_throttle (changed_at)');

      await run(`create table login_familiar (
        pair_token BYTES not null primary key, seen_at bigint not null)`);

      await run(`create table account_links (
        token_digest BYTES not null primary key, purpose text not null, account_id BYTES, expires_at bigint not null)`);

      await run(`create table account_notices (
        notice_id BYTES not null primary key, account_id BYTES not null, kind text not null, at bigint not null,
        seen_at bigint)`);
      await run('create index account_notices_by_account on account_notices (account_id, at)');

      await run('create table setup_facts (name text not null primary key, at bigint not null)');
    },
  },
  {
    name: '0021-account-notes',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text.replaceAll('BYTES', bytes)).execute(db);
      await run(`create table account_notes (
        note_id BYTES not null primary key, account_id BYTES not null, name_token BYTES not null,
        version bigint not null, note BYTES not null)`);
      await run('create unique index account_notes_by_name on account_notes (account_id, name_token)');
    },
  },
  {
    name: '0022-account-administration',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      await sql.raw('alter table accounts add column logged_in_at bigint').execute(db);
      await sql.raw(`alter table account_links add column issuer_id ${bytes}`).execute(db);
    },
  },
  {
    name: '0023-invitations',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text.replaceAll('BYTES', bytes)).execute(db);
      await run(`create table account_invitations (
        invitation_id BYTES not null primary key, token_digest BYTES not null, version bigint not null,
        made_at bigint not null, expires_at bigint not null, content BYTES not null)`);
      await run('create unique index account_invitations_by_token on account_invitations (token_digest)');
    },
  },
  {
    name: '0024-api-tokens',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text.replaceAll('BYTES', bytes)).execute(db);
      await run(`create table api_tokens (
        token_id BYTES not null primary key, account_id BYTES not null, password_version bigint not null,
        created_at bigint not null, used_at bigint, expires_at bigint not null, content BYTES not null)`);
      await run('create index api_tokens_by_account on api_tokens (account_id, created_at)');
    },
  },
  {
    name: '0025-account-outbox',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const text = `create table account_outbox (
        mail_id BYTES not null primary key, made_at bigint not null, content BYTES not null)`;
      await sql.raw(text.replaceAll('BYTES', bytes)).execute(db);
    },
  },
  {
    name: '0026-second-factors',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text.replaceAll('BYTES', bytes)).execute(db);
      await run(`create table account_factors (
        factor_id BYTES not null primary key, account_id BYTES not null, kind text not null, version bigint not null,
        created_at bigint not null, used_at bigint, counter bigint not null, lookup BYTES, content BYTES not null)`);
      // Passkeys there may be several.
      await run(
        "create unique index account_factors_by_kind on account_factors (account_id, kind) where kind <> 'passkey'",
      );
      await run('create index account_factors_by_account on account_factors (account_id, created_at)');
      await run('create unique index account_factors_by_lookup on account_factors (lookup)');

      await run(`create table account_challenges (
        token_digest BYTES not null primary key, purpose text not null, account_id BYTES, bound BYTES not null,
        data text not null, expires_at bigint not null)`);
      await run('create index account_challenges_by_expiry on account_challenges (expires_at)');

      // When and how the holder of a session last proved who they are; null: when it began.
      for (const column of ['proved_at bigint', 'proved_how text', 'locked_at bigint'])
        await run(`alter table account_sessions add column ${column}`);
      await run('alter table account_links add column alone bigint');
    },
  },
  {
    name: '0028-notices-by-mail',
    async up(db) {
      const run = (text: string) => sql.raw(text).execute(db);
      // 1: it may still have to go out by mail. Those from before this step do not.
      await run('alter table account_notices add column mail_waits bigint');
      await run('create index account_notices_by_mail on account_notices (mail_waits, at) where mail_waits = 1');
      // When the last message with notices was put on its way.
      await run('alter table accounts add column told_at bigint');
    },
  },
  {
    name: '0029-row-marks',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      // What nobody vouched for opens nothing: everybody logs in once more.
      for (const table of ['account_sessions', 'account_links', 'account_challenges']) {
        await sql.raw(`alter table ${table} add column mark ${bytes}`).execute(db);
        await sql.raw(`delete from ${table}`).execute(db);
      }
    },
  },
  {
    name: '0029-ways-in-elsewhere',
    async up(db) {
      // Of identities there may be several, too.
      await sql.raw('drop index account_factors_by_kind').execute(db);
      await sql
        .raw(
          "create unique index account_factors_by_kind on account_factors (account_id, kind) where kind not in ('passkey', 'identity')",
        )
        .execute(db);
    },
  },
  {
    name: '0032-handover',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const text = `create table account_handover (
        place bigint not null primary key, handover_id BYTES not null, made_at bigint not null,
        expires_at bigint not null, content BYTES not null)`;
      await sql.raw(text.replaceAll('BYTES', bytes)).execute(db);
    },
  },
];
