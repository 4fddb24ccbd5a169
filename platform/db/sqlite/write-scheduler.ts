import { performance } from 'node:perf_hooks';
import type { Priority } from '../types.ts';
import type { PackedBatch } from './batch-runner.ts';
import { isFull, toFailure, type WriteFailure } from './sqlite-errors.ts';
import type { StatementResult, WriteCore } from './write-core.ts';

/** A transaction that held the only writer for long; told to the operator, never to a person. */
export interface SlowWrite {
  readonly priority: Priority;
  /** Milliseconds from taking the lock to the end of the commit. */
  readonly milliseconds: number;
  /** Shared by so many batches; one interactive transaction; or the end of a checkpoint of the log. */
  readonly kind: 'batches' | 'transaction' | 'checkpoint';
  readonly batches: number;
}

export type Reply<T> = (
  answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: WriteFailure },
) => void;

/** Orders the writes of one connection: the ledger's first, then normal, then bulk; one interactive transaction at a time. */
export interface WriteScheduler {
  batch(priority: Priority, packed: PackedBatch, done: Reply<number[]>): void;
  /** `begun` is called when the transaction holds the writer; everything else waits until it ends. */
  begin(priority: Priority, transaction: number, begun: Reply<void>): void;
  statement(transaction: number, sql: string, parameters: readonly unknown[], done: Reply<StatementResult>): void;
  end(transaction: number, keep: boolean, done: Reply<void>): void;
  /** Takes over the rest of the log at the next moment without a transaction, if it has at most so many pages. */
  checkpoint(pages: number): void;
  /** Does all the work that can be done now. */
  run(): void;
}

export interface SchedulerOptions {
  readonly core: WriteCore;
  /** Milliseconds an interactive transaction may take. */
  readonly transactionTimeLimit: number;
  /** Milliseconds above which a transaction is reported. */
  readonly slowWriteLimit: number;
  onSlowWrite(slow: SlowWrite): void;
  /** Takes in what has arrived meanwhile, so that a ledger entry never waits behind an import that came later. */
  takeArrivals?(): void;
  /** Called after every commit of batches or of a transaction. */
  afterCommit?(): void;
}

interface BatchJob {
  readonly packed: PackedBatch;
  /** It was in a group in which a batch failed: it shares no transaction any more. */
  readonly alone: boolean;
  done(answer: Parameters<Reply<number[]>>[0]): void;
}
interface BeginJob {
  readonly transaction: number;
  begun(answer: Parameters<Reply<void>>[0]): void;
}
type Job = BatchJob | BeginJob;

const ORDER: readonly Priority[] = ['ledger', 'normal', 'bulk'];
/** Milliseconds after which a shared transaction takes no further batch, so that the lock is held well under 20 ms. */
const GROUP_TIME: Readonly<Record<Priority, number>> = { ledger: 5, normal: 5, bulk: 10 };
const GROUP_SIZE = 256;

export function createWriteScheduler(options: SchedulerOptions): WriteScheduler {
  const { core } = options;
  const queues: Record<Priority, Job[]> = { ledger: [], normal: [], bulk: [] };
  let checkpointUpTo: number | undefined;
  let logFilledDisk = false;
  let open: { transaction: number; priority: Priority; since: number; timer: NodeJS.Timeout } | undefined;

  const waitingAbove = (priority: Priority): boolean => {
    for (const higher of ORDER) {
      if (higher === priority) return false;
      if (queues[higher].length > 0) return true;
    }
    return false;
  };

  const report = (kind: SlowWrite['kind'], priority: Priority, since: number, batches: number): void => {
    const milliseconds = performance.now() - since;
    if (milliseconds > options.slowWriteLimit) options.onSlowWrite({ kind, priority, milliseconds, batches });
  };

  /** True when `job` may share the transaction of the batches already taken. */
  const mayJoin = (job: BatchJob, taken: readonly BatchJob[], priority: Priority, since: number): boolean =>
    !job.alone &&
    taken[0]?.alone === false &&
    taken.length < GROUP_SIZE &&
    !waitingAbove(priority) &&
    performance.now() - since < GROUP_TIME[priority];

  const runGroup = (priority: Priority): void => {
    const queue = queues[priority];
    const taken: BatchJob[] = [];
    const since = performance.now();
    const outcome = core.runGroup(() => {
      options.takeArrivals?.();
      const job = queue[0];
      if (job === undefined || 'begun' in job) return undefined;
      if (taken.length > 0 && !mayJoin(job, taken, priority, since)) return undefined;
      queue.shift();
      taken.push(job);
      return job.packed;
    });
    report('batches', priority, since, taken.length);
    if (!outcome.ok && isFull(outcome.failure.code)) {
      // The log takes the room of what it holds only once that stands in the file, too: now, and if the file could not
      // grow either, after the next commit that somebody made room for.
      logFilledDisk = true;
      checkpointUpTo = Number.POSITIVE_INFINITY;
    } else if (outcome.ok && logFilledDisk) {
      logFilledDisk = false;
      checkpointUpTo = Number.POSITIVE_INFINITY;
    }
    if (outcome.ok)
      for (const [index, job] of taken.entries()) job.done({ ok: true, value: outcome.changes[index] ?? [] });
    // Batches hardly ever fail, and a savepoint for each would copy every page that it touches.
    else if (outcome.split) queue.unshift(...taken.map((job) => ({ ...job, alone: true })));
    else for (const job of taken) job.done(outcome);
    options.afterCommit?.();
  };

  const expire = (): void => {
    if (open === undefined) return;
    core.rollback();
    report('transaction', open.priority, open.since, 0);
    open = undefined;
    run();
  };

  const begin = (priority: Priority, job: BeginJob): void => {
    const since = performance.now();
    try {
      core.begin();
    } catch (error) {
      job.begun({ ok: false, failure: toFailure(error) });
      return;
    }
    open = { transaction: job.transaction, priority, since, timer: setTimeout(expire, options.transactionTimeLimit) };
    job.begun({ ok: true, value: undefined });
  };

  const finishCheckpoint = (upTo: number): void => {
    checkpointUpTo = undefined;
    const since = performance.now();
    try {
      if (core.logPages() <= upTo) core.checkpoint('PASSIVE');
    } catch {
      // The core has noted it and refuses the next write if the disk failed.
    }
    report('checkpoint', 'ledger', since, 0);
  };

  const runOne = (): boolean => {
    options.takeArrivals?.();
    if (open !== undefined) return false;
    if (checkpointUpTo !== undefined) finishCheckpoint(checkpointUpTo);
    for (const priority of ORDER) {
      const job = queues[priority][0];
      if (job === undefined) continue;
      if ('begun' in job) {
        queues[priority].shift();
        begin(priority, job);
      } else {
        runGroup(priority);
      }
      return true;
    }
    return false;
  };

  const run = (): void => {
    while (runOne());
  };

  const gone: WriteFailure = {
    kind: 'time',
    message: `the transaction took longer than ${options.transactionTimeLimit} ms and was rolled back`,
    code: '',
    statement: 0,
  };

  return {
    batch(priority, packed, done) {
      queues[priority].push({ packed, alone: false, done });
    },
    begin(priority, transaction, begun) {
      queues[priority].push({ transaction, begun });
    },
    statement(transaction, sql, parameters, done) {
      if (open?.transaction !== transaction) return done({ ok: false, failure: gone });
      try {
        done({ ok: true, value: core.run(sql, parameters) });
      } catch (error) {
        done({ ok: false, failure: toFailure(error) });
      }
    },
    end(transaction, keep, done) {
      if (open?.transaction !== transaction)
        return done(keep ? { ok: false, failure: gone } : { ok: true, value: undefined });
      const { priority, since, timer } = open;
      clearTimeout(timer);
      open = undefined;
      try {
        if (keep) core.commit();
        else core.rollback();
        done({ ok: true, value: undefined });
      } catch (error) {
        done({ ok: false, failure: toFailure(error) });
      }
      report('transaction', priority, since, 0);
      options.afterCommit?.();
    },
    checkpoint(pages) {
      checkpointUpTo = pages;
    },
    run,
  };
}
