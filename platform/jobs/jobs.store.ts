import { type Db, DuplicateError, type InsertStatement } from '@chartwarden/db';
import { type ErrorCode, errorRegistry } from '@chartwarden/errors';
import { idFromBytes, idToBytes } from '@chartwarden/ids';
import type { JobIds, JobProgress, JobState, JobStatus } from './types.ts';

/** A job that somebody holds: only the holder of the token may write it. */
export interface Claim {
  readonly id: string;
  readonly kind: string;
  readonly ids: JobIds;
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Made for this claim alone (UUID). */
  readonly token: string;
}

export interface NewJob {
  readonly id: string;
  readonly kind: string;
  readonly ids: JobIds;
  readonly serialKey: string | null;
  readonly onceKey: string | null;
  readonly runAt: number;
  readonly maxAttempts: number;
  readonly createdAt: number;
}

interface Row {
  job_id: Buffer;
  kind: string;
  ids: string;
  state: JobStatus;
  run_at: number;
  attempt: number;
  max_attempts: number;
  cancel: number;
  code: string | null;
  progress: string | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

const COLUMNS =
  'job_id, kind, ids, state, run_at, attempt, max_attempts, cancel, code, progress, created_at, started_at, finished_at';

/** May start now: due, of a kind that has room, and no other of its key is running. */
const due = (kinds: number): string => `
  select j.job_id from jobs j
  where j.state = 'queued' and j.run_at <= ? and j.kind in (${Array(kinds).fill('?').join(', ')})
    and (j.serial_key is null
      or not exists (select 1 from jobs r where r.serial_key = j.serial_key and r.state = 'running'))
  order by j.run_at, j.job_id limit 1`;

/** The holder's own row, and nobody else's. */
const HELD = `job_id = ? and claim = ? and state = 'running'`;

/** All SQL of the queue. */
export function createJobsStore(db: Db) {
  const held = ({ id, token }: Claim) => [idToBytes(id), idToBytes(token)] as const;
  const change = async (
    text: string,
    parameters: readonly (string | number | null | Uint8Array)[],
  ): Promise<boolean> => {
    const [changed] = await db.batch([{ sql: text, parameters }]);
    return changed === 1;
  };
  const rows = async (where: string, parameters: readonly (string | number | Uint8Array)[]): Promise<Row[]> =>
    db.all<Row>(`select ${COLUMNS} from jobs where ${where}`, parameters);

  return {
    insert: (job: NewJob): InsertStatement => ({
      table: 'jobs',
      columns: {
        job_id: 'bytea',
        kind: 'text',
        ids: 'text',
        serial_key: 'text',
        once_key: 'text',
        state: 'text',
        run_at: 'bigint',
        attempt: 'bigint',
        max_attempts: 'bigint',
        cancel: 'bigint',
        created_at: 'bigint',
      },
      rows: [
        [
          idToBytes(job.id),
          job.kind,
          JSON.stringify(job.ids),
          job.serialKey,
          job.onceKey,
          'queued',
          job.runAt,
          0,
          job.maxAttempts,
          0,
          job.createdAt,
        ],
      ],
      // Only a waiting job of the same once_key can be in the way: ids are new.
      onConflict: 'nothing',
    }),

    /** The waiting job of a once_key. */
    async waiting(onceKey: string): Promise<string | undefined> {
      const [row] = await rows(`once_key = ? and state = 'queued'`, [onceKey]);
      return row && idFromBytes(row.job_id);
    },

    /**
     * Takes the next due job under a fresh token, or nothing. Two workers never get the same one: PostgreSQL skips
     * what another one is taking, SQLite has one writer.
     */
    async claim(token: string, kinds: readonly string[], now: number): Promise<Claim | undefined> {
      if (kinds.length === 0) return undefined;
      const next = due(kinds.length);
      // Asked first, so that an idle server writes nothing.
      if ((await db.all(next, [now, ...kinds])).length === 0) return undefined;
      const taken = await change(
        `update jobs set state = 'running', attempt = attempt + 1, claim = ?, heartbeat_at = ?, started_at = ?,
          once_key = null, progress = null
        where job_id = (${next}${db.engine === 'postgres' ? ' for update of j skip locked' : ''})`,
        [idToBytes(token), now, now, now, ...kinds],
      ).catch((error: unknown) => {
        // Another worker took a job of the same key at the same moment, and the unique index decided.
        if (error instanceof DuplicateError) return false;
        throw error;
      });
      const [row] = taken ? await rows('claim = ?', [idToBytes(token)]) : [];
      if (!row) return undefined;
      const { kind, attempt } = row;
      return {
        id: idFromBytes(row.job_id),
        kind,
        ids: JSON.parse(row.ids),
        attempt,
        maxAttempts: row.max_attempts,
        token,
      };
    },

    /** Says that the holder lives; gives `lost` when it no longer holds the job. */
    async heartbeat(claim: Claim, progress: JobProgress, now: number): Promise<'held' | 'cancel' | 'lost'> {
      const still = await change(`update jobs set heartbeat_at = ?, progress = ? where ${HELD}`, [
        now,
        JSON.stringify(progress),
        ...held(claim),
      ]);
      if (!still) return 'lost';
      const [row] = await rows('job_id = ?', [idToBytes(claim.id)]);
      return row?.cancel === 1 ? 'cancel' : 'held';
    },

    finish: (
      claim: Claim,
      status: 'done' | 'dead' | 'cancelled',
      code: ErrorCode | null,
      progress: JobProgress,
      now: number,
    ) =>
      change(
        `update jobs set state = ?, code = ?, progress = ?, finished_at = ?, claim = null, heartbeat_at = null where ${HELD}`,
        [status, code, JSON.stringify(progress), now, ...held(claim)],
      ),

    /** Puts a job back. @param counts false when the attempt ended through no fault of the job */
    putBack: (claim: Claim, runAt: number, code: ErrorCode | null, counts: boolean) =>
      change(
        `update jobs set state = 'queued', run_at = ?, code = ?, attempt = attempt - ?, claim = null, heartbeat_at = null where ${HELD}`,
        [runAt, code, counts ? 0 : 1, ...held(claim)],
      ),

    /** Cancels what waits, marks what runs. */
    async cancel(id: string, now: number): Promise<'cancelled' | 'asked' | 'nothing'> {
      const [waiting, running] = await db.batch([
        {
          sql: `update jobs set state = 'cancelled', code = 'CW-JOB-003', finished_at = ? where job_id = ? and state = 'queued'`,
          parameters: [now, idToBytes(id)],
        },
        { sql: `update jobs set cancel = 1 where job_id = ? and state = 'running'`, parameters: [idToBytes(id)] },
      ]);
      return waiting === 1 ? 'cancelled' : running === 1 ? 'asked' : 'nothing';
    },

    /**
     * Takes back what has not been heard of since `before`: to the queue, or dead when it has had its attempts.
     * @param own tokens of this process, which knows by itself how its jobs are
     */
    async takeBack(before: number, now: number, own: readonly string[]): Promise<number> {
      const others = own.length > 0 ? ` and claim not in (${Array(own.length).fill('?').join(', ')})` : '';
      const silent = `state = 'running' and heartbeat_at < ?${others}`;
      const parameters = [now, before, ...own.map((token) => idToBytes(token))];
      const ended = 'finished_at = ?, claim = null';
      const changes = await db.batch([
        {
          sql: `update jobs set state = 'cancelled', code = 'CW-JOB-003', ${ended} where ${silent} and cancel = 1`,
          parameters,
        },
        {
          sql: `update jobs set state = 'dead', code = 'CW-JOB-002', ${ended} where ${silent} and attempt >= max_attempts`,
          parameters,
        },
        { sql: `update jobs set state = 'queued', run_at = ?, claim = null where ${silent}`, parameters },
      ]);
      return changes.reduce((sum, count) => sum + count, 0);
    },

    async get(id: string): Promise<JobState | undefined> {
      const [row] = await rows('job_id = ?', [idToBytes(id)]);
      return row && stateOf(row);
    },

    async list(status: JobStatus, limit: number): Promise<JobState[]> {
      return (await rows(`state = ? order by run_at, job_id limit ?`, [status, limit])).map(stateOf);
    },

    async counts(): Promise<{ state: JobStatus; count: number }[]> {
      return db.all('select state, count(*) as count from jobs group by state');
    },

    /** Forgets what ended before; dead ones too. */
    ended: async (before: number): Promise<number> =>
      (await db.all<{ n: number }>('select count(*) as n from jobs where finished_at < ?', [before]))[0]?.n ?? 0,
    async prune(before: number): Promise<number> {
      const [count] = await db.batch([{ sql: 'delete from jobs where finished_at < ?', parameters: [before] }], {
        priority: 'bulk',
      });
      return count ?? 0;
    },
  };
}

export type JobsStore = ReturnType<typeof createJobsStore>;

function stateOf(row: Row): JobState {
  const code = row.code !== null && row.code in errorRegistry ? (row.code as ErrorCode) : undefined;
  return {
    id: idFromBytes(row.job_id),
    kind: row.kind,
    ids: JSON.parse(row.ids),
    status: row.state,
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    runAt: row.run_at,
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    progress: row.progress === null ? {} : JSON.parse(row.progress),
    code,
    reason: code && errorRegistry[code].message,
    cancelling: row.state === 'running' && row.cancel === 1,
  };
}
