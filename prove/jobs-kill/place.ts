import { type Db, type Engine, type MigrationStep, openPostgres, openSqlite } from '@chartwarden/db';
import { idToBytes } from '@chartwarden/ids';
import { createJobs, type JobKind, type Jobs, jobsMigrations } from '@chartwarden/jobs';
import { createLog } from '@chartwarden/log';
import { systemClock } from '@chartwarden/time';
import { sql } from 'kysely';

/** Where the database of the proof is: a file, or a URL. */
export interface Place {
  readonly engine: Engine;
  readonly at: string;
}

/** Jobs of one record run one after another; few records, so that they wait for each other. */
export const RECORDS: readonly string[] = [1, 2, 3, 4].map((n) => `018f0000-0000-7000-8000-00000000000${n}`);

const effects: MigrationStep = {
  name: '0011-effects',
  async up(db, engine) {
    const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
    await sql
      .raw(
        `create table effects (job_id ${bytes} not null, record text not null, step text not null, at bigint not null)`,
      )
      .execute(db);
  },
};

export const openPlace = ({ engine, at }: Place): Promise<Db> => {
  const migrations = [...jobsMigrations, effects];
  return engine === 'sqlite'
    ? openSqlite({ file: at, migrations })
    : openPostgres({ url: at, migrations, connections: 6 });
};

/** Milliseconds of silence after which a job is taken back: short, so that the proof does not wait long. */
export const STALE = 400;

export const queueOn = (db: Db, run: JobKind['run']): Jobs =>
  createJobs({
    db,
    log: createLog({ level: 'error', destination: { write: () => undefined } }),
    clock: systemClock,
    kinds: { 'prove.effect': { run, maxAttempts: 1000 } },
    concurrency: 4,
    poll: 20,
    heartbeat: 50,
    stale: STALE,
  });

/** Notes that a run of a job has begun or ended. */
export const effectOf = (db: Db, job: string, record: string, step: 'begun' | 'ended'): Promise<unknown> =>
  db.batch([
    {
      sql: 'insert into effects (job_id, record, step, at) values (?, ?, ?, ?)',
      parameters: [idToBytes(job), record, step, systemClock.now()],
    },
  ]);
