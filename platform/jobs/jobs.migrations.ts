import type { MigrationStep } from '@chartwarden/db';
import { sql } from 'kysely';

/**
 * The queue. A row holds ids, words of our own code, numbers and times: never content (`ids` is a JSON object of
 * UUIDs, `progress` one of numbers). Times are milliseconds, ids and claims 16 raw bytes.
 */
export const jobsMigrations: readonly MigrationStep[] = [
  {
    name: '0010-jobs',
    async up(db, engine) {
      const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
      const run = (text: string) => sql.raw(text.replaceAll('BYTES', bytes)).execute(db);

      await run(`create table jobs (
        job_id BYTES not null primary key, kind text not null, ids text not null, serial_key text, once_key text,
        state text not null, run_at bigint not null, attempt bigint not null, max_attempts bigint not null,
        claim BYTES, heartbeat_at bigint, cancel bigint not null, code text, progress text,
        created_at bigint not null, started_at bigint, finished_at bigint)`);
      // The next one that is due; what runs and may be stale; what can be forgotten.
      await run('create index jobs_due on jobs (state, run_at, job_id)');
      await run('create index jobs_finished on jobs (finished_at) where finished_at is not null');
      // At most one job of a key runs, whatever two workers think at the same moment.
      await run(`create unique index jobs_serial on jobs (serial_key) where state = 'running'`);
      // At most one job of a key waits.
      await run(`create unique index jobs_once on jobs (once_key) where state = 'queued' and once_key is not null`);
    },
  },
];
