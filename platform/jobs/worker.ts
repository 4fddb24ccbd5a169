import { CodedError, type ErrorCode, isCoded } from '@chartwarden/errors';
import type { Log } from '@chartwarden/log';
import type { Clock } from '@chartwarden/time';
import type { Claim, JobsStore } from './jobs.store.ts';
import type { JobKind, JobProgress } from './types.ts';

/** Why a running job was told to stop. */
export type StopReason = 'cancel' | 'stop' | 'lost';

/** A job that runs in this process. */
export interface Running {
  readonly claim: Claim;
  progress: JobProgress;
  /** Tells the handler to stop; the first reason stays. */
  abort(reason: StopReason): void;
  /** Ends the heartbeat of a handler that does not end. */
  silence(): void;
  /** Resolves when the handler has ended and the row says so; never rejects. */
  readonly ended: Promise<void>;
}

export interface RunOptions {
  readonly store: JobsStore;
  readonly log: Log;
  readonly clock: Clock;
  /** Milliseconds between two heartbeats. */
  readonly heartbeat: number;
  /** From 0 to 1, for the spread of waiting times. */
  readonly random: () => number;
  /** Called whenever what others see of the job may have changed. */
  readonly changed: (id: string) => void;
}

/** Milliseconds before the second attempt; doubled each time up to the longest. */
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 10 * 60 * 1000;

/** Milliseconds to wait after a failed attempt (from 1), spread by a fifth so that jobs do not come back together. */
export function waitAfter(attempt: number, random: number): number {
  const wait = Math.min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT);
  return Math.round(wait * (0.9 + 0.2 * random));
}

/** Runs a claimed job to its end and writes the outcome. */
export function runJob(claim: Claim, kind: JobKind, options: RunOptions): Running {
  const { store, log, clock, heartbeat, changed } = options;
  const controller = new AbortController();
  const startedAt = clock.now();
  let reason: StopReason | undefined;
  const about = { job: claim.id, kind: claim.kind, attempt: claim.attempt };

  const running: Running = {
    claim,
    progress: {},
    abort(why) {
      reason ??= why;
      controller.abort();
    },
    silence: () => clearInterval(timer),
    ended: Promise.resolve().then(run),
  };

  const beat = async (): Promise<void> => {
    try {
      const answer = await store.heartbeat(claim, running.progress, clock.now());
      if (answer !== 'held') running.abort(answer);
    } catch (error) {
      // The next beat tries again; if none comes through, another worker takes over and this one learns it then.
      log.warn('job.worker-failed', {}, error);
    }
  };

  const timer = setInterval(() => void beat(), heartbeat);

  async function run(): Promise<void> {
    log.info('job.started', about);
    let thrown: unknown;
    let failed = false;
    try {
      await kind.run({
        id: claim.id,
        kind: claim.kind,
        ids: claim.ids,
        attempt: claim.attempt,
        signal: controller.signal,
        progress: (counts) => {
          running.progress = numbersOf(counts);
          changed(claim.id);
        },
      });
    } catch (error) {
      failed = true;
      thrown = error;
    } finally {
      clearInterval(timer);
    }
    try {
      await settle(failed, thrown);
    } catch (error) {
      // The row stays as it is; the job is taken back when its heartbeat has grown old.
      log.error('job.worker-failed', {}, error);
    }
    changed(claim.id);
  }

  async function settle(failed: boolean, thrown: unknown): Promise<void> {
    const now = clock.now();
    const ms = now - startedAt;
    const finish = (status: 'done' | 'dead' | 'cancelled', code: ErrorCode | null): Promise<boolean> =>
      store.finish(claim, status, code, running.progress, now);

    if (!failed) {
      if (await finish('done', null)) log.info('job.done', { ...about, ms });
      else log.warn('job.lost', about);
      return;
    }
    if (reason === 'lost') return log.warn('job.lost', about);
    if (reason === 'cancel') {
      await finish('cancelled', 'CW-JOB-003');
      return log.info('job.cancelled', { ...about, ms });
    }
    if (reason === 'stop') {
      await store.putBack(claim, now, null, false);
      return log.info('job.returned', about);
    }
    const code = isCoded(thrown) ? thrown.code : 'CW-JOB-001';
    if (claim.attempt >= claim.maxAttempts || isFinal(thrown)) {
      await finish('dead', code);
      return log.error('job.dead', { ...about, code, ms }, thrown);
    }
    const wait = waitAfter(claim.attempt, options.random());
    await store.putBack(claim, now + wait, code, true);
    log.warn('job.retry', { ...about, code, ms, wait }, thrown);
  }

  return running;
}

/** What lies in the input stays wrong however often it is tried. */
const isFinal = (thrown: unknown): boolean => thrown instanceof CodedError && thrown.row.status < 500;

/** Only finite numbers under short names: whatever else a handler passes does not reach the row. */
function numbersOf(counts: JobProgress): JobProgress {
  const entries = Object.entries(counts).filter(
    ([name, value]) => /^[a-z][A-Za-z0-9]{0,30}$/.test(name) && typeof value === 'number' && Number.isFinite(value),
  );
  return Object.fromEntries(entries);
}
