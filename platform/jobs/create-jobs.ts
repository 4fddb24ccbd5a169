import type { Db, Statement } from '@chartwarden/db';
import { isId, newId } from '@chartwarden/ids';
import type { Log } from '@chartwarden/log';
import type { Clock } from '@chartwarden/time';
import { type Claim, createJobsStore } from './jobs.store.ts';
import type { EnqueueOptions, JobIds, JobKind, JobState, JobStatus } from './types.ts';
import { watchJob } from './watch.ts';
import { type Running, runJob } from './worker.ts';

export interface JobsOptions {
  /** A database with `jobsMigrations`. */
  readonly db: Db;
  readonly log: Log;
  readonly clock: Clock;
  /** How each kind is done, by name (a label with a dot: `intake.read`). */
  readonly kinds: Readonly<Record<string, JobKind>>;
  /** Jobs that run at once in this process. */
  readonly concurrency?: number;
  /** Milliseconds. How often to look for work, to say that a job lives, and after which silence it is taken back. */
  readonly poll?: number;
  readonly heartbeat?: number;
  readonly stale?: number;
  /** From 0 to 1. */
  readonly random?: () => number;
}

export interface Jobs {
  /** Starts to work. On SQLite everything that was running when the last process ended is taken back at once. */
  start(): Promise<void>;
  /**
   * Takes no more work and gives running jobs `grace` milliseconds to end; then tells them to stop, and puts them
   * back without counting the attempt.
   */
  stop(grace?: number): Promise<void>;
  /** Adds a job; resolves with its id (of the one that waits already, with `once`) when it is durable. */
  enqueue(kind: string, ids: JobIds, options?: EnqueueOptions): Promise<string>;
  /** The same as a statement for a batch of the caller's, so that both happen or neither; then call `wake`. */
  statement(
    kind: string,
    ids: JobIds,
    options?: EnqueueOptions,
  ): { readonly id: string; readonly statement: Statement };
  /** Looks for work now. */
  wake(): void;
  /** False when there is nothing left to cancel. A running job ends at its next safe point. */
  cancel(id: string): Promise<boolean>;
  get(id: string): Promise<JobState | undefined>;
  /** The job's state now and after every change, newest only, until it has ended or the signal fires. */
  watch(id: string, signal: AbortSignal): AsyncIterable<JobState>;
  /** Jobs of a status, oldest first. */
  list(status: JobStatus, limit?: number): Promise<JobState[]>;
  counts(): Promise<Readonly<Record<JobStatus, number>>>;
  /** How many jobs ended before a time. */
  ended(before: number): Promise<number>;
  /** Forgets jobs that ended before a time; resolves with how many. */
  prune(before: number): Promise<number>;
}

const DEFAULTS = { concurrency: 2, poll: 1000, heartbeat: 5000, stale: 30_000, grace: 10_000, attempts: 5 };
const LABEL = /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)+$/;
/** Milliseconds that a job which was told to stop gets to do so. */
const LAST_GRACE = 2000;

/** A queue in the database: at least once, in the order of their times, one at a time per key. */
export function createJobs(options: JobsOptions): Jobs {
  const { db, log, clock, kinds, random = Math.random } = options;
  const { concurrency, poll, heartbeat, stale } = { ...DEFAULTS, ...options };
  const store = createJobsStore(db);
  const running = new Map<string, Running>();
  const listeners = new Map<string, Set<() => void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let active = false;
  let lastTakeBack = 0;
  for (const kind of Object.keys(kinds)) {
    if (!LABEL.test(kind)) throw new Error('a job kind is a label with a dot');
  }

  const changed = (id: string): void => {
    for (const listener of listeners.get(id) ?? []) listener();
  };

  const open = (): string[] =>
    Object.entries(kinds)
      .filter(([name, { concurrency: most }]) => most === undefined || countOf(name) < most)
      .map(([name]) => name);
  const countOf = (kind: string): number => [...running.values()].filter(({ claim }) => claim.kind === kind).length;

  const own = (): string[] => [...running.values()].map(({ claim }) => claim.token);

  const begin = async (claim: Claim, kind: JobKind): Promise<void> => {
    const old = running.get(claim.id);
    if (old) {
      // It was taken from this very process, which was silent for too long. The old run has to end first.
      old.abort('lost');
      await store.putBack(claim, clock.now() + poll, null, false);
      return;
    }
    const job = runJob(claim, kind, { store, log, clock, heartbeat, random, changed });
    running.set(claim.id, job);
    changed(claim.id);
    void job.ended.then(() => {
      running.delete(claim.id);
      wake();
    });
  };

  const look = async (): Promise<void> => {
    const now = clock.now();
    if (now - lastTakeBack >= stale / 2) {
      lastTakeBack = now;
      const count = await store.takeBack(now - stale, now, own());
      if (count > 0) log.warn('job.resumed', { count });
    }
    while (active && running.size < concurrency) {
      const claim = await store.claim(newId(clock.now()), open(), clock.now());
      const kind = claim && kinds[claim.kind];
      if (!claim || !kind) break;
      await begin(claim, kind);
    }
  };

  const wake = (): void => {
    again = true;
    if (!active || looking) return;
    clearTimeout(timer);
    looking = (async () => {
      while (again && active) {
        again = false;
        await look().catch((error: unknown) => log.error('job.worker-failed', {}, error));
      }
      looking = undefined;
      if (active) timer = setTimeout(wake, poll);
    })();
  };

  const statement: Jobs['statement'] = (kind, ids, { key, once = false, runAt, maxAttempts } = {}) => {
    if (!kinds[kind]) throw new Error('nobody does jobs of this kind');
    for (const id of Object.values(ids)) if (!isId(id)) throw new Error('a job carries ids and nothing else');
    if (key !== undefined && !isKey(key)) throw new Error('the key of a job is made of labels and ids');
    const now = clock.now();
    const id = newId(now);
    const job = {
      id,
      kind,
      ids,
      serialKey: key ?? null,
      onceKey: once && key !== undefined ? `${kind}:${key}` : null,
      runAt: runAt ?? now,
      maxAttempts: maxAttempts ?? kinds[kind].maxAttempts ?? DEFAULTS.attempts,
      createdAt: now,
    };
    return { id, statement: store.insert(job) };
  };

  const enqueue: Jobs['enqueue'] = async (kind, ids, enqueueOptions = {}) => {
    const { id, statement: insert } = statement(kind, ids, enqueueOptions);
    const [added] = await db.batch([insert]);
    wake();
    if (added === 1) return id;
    // When the one that waited was started in between, it may have looked already: a new one has to wait.
    return (await store.waiting(`${kind}:${enqueueOptions.key}`)) ?? enqueue(kind, ids, enqueueOptions);
  };

  return {
    async start() {
      // SQLite has one process, and this is it: whatever runs there ran in one that is gone.
      const now = clock.now();
      const count = await store.takeBack(db.engine === 'sqlite' ? now + 1 : now - stale, now, []);
      if (count > 0) log.warn('job.resumed', { count });
      lastTakeBack = now;
      active = true;
      wake();
    },
    async stop(grace = DEFAULTS.grace) {
      active = false;
      clearTimeout(timer);
      await looking;
      const all = (): Promise<unknown> => Promise.all([...running.values()].map(({ ended }) => ended));
      await within(all(), grace);
      for (const job of running.values()) job.abort('stop');
      await within(all(), Math.min(Math.max(grace, 100), LAST_GRACE));
      // What does not listen is left to the next process, which takes it back when its heartbeat is old.
      for (const job of running.values()) job.silence();
    },
    enqueue,
    statement,
    wake,
    async cancel(id) {
      const outcome = await store.cancel(id, clock.now());
      running.get(id)?.abort('cancel');
      changed(id);
      return outcome !== 'nothing';
    },
    get: (id) => store.get(id),
    watch: (id, signal) =>
      watchJob({
        id,
        signal,
        poll,
        read: async () => {
          const state = await store.get(id);
          const job = running.get(id);
          return state && job && state.status === 'running' ? { ...state, progress: job.progress } : state;
        },
        subscribe: (listener) => {
          const set = listeners.get(id) ?? new Set();
          listeners.set(id, set.add(listener));
          return () => {
            set.delete(listener);
            if (set.size === 0) listeners.delete(id);
          };
        },
      }),
    list: (status, limit = 100) => store.list(status, limit),
    async counts() {
      const counts = { queued: 0, running: 0, done: 0, dead: 0, cancelled: 0 };
      for (const { state, count } of await store.counts()) counts[state] = count;
      return counts;
    },
    ended: (before) => store.ended(before),
    prune: (before) => store.prune(before),
  };
}

const isKey = (key: string): boolean =>
  key.split(':').every((part) => isId(part) || /^[a-z][a-z-]{0,30}$/.test(part)) && key.split(':').some(isId);

/** Waits for the work, but not longer. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
