import { performance } from 'node:perf_hooks';
import type { Priority } from '../types.ts';
import { toFailure, type WriteFailure } from './sqlite-errors.ts';
import type { BatchOutcome, PackedBatch, StatementResult, WriteCore } from './write-core.ts';

/** A transaction that held the only writer for long; told to the operator, never to a person. */
export interface SlowWrite {
  readonly priority: Priority;
  /** Milliseconds from taking the lock to the end of the commit. */
  readonly milliseconds: number;
  /** Batches in the transaction. */
  readonly batches: number;
  readonly interactive: boolean;
}

export type Reply<T> = (
  answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: WriteFailure },
) => void;

/** Orders the writes of one connection: the ledger's first, then normal, then bulk; one interactive transaction at a time. */
export interface WriteScheduler {
  batch(priority: Priority, packed: PackedBatch, done: (outcome: BatchOutcome) => void): void;
  /** `begun` is called when the transaction holds the writer; everything else waits until it ends. */
  begin(priority: Priority, transaction: number, begun: Reply<void>): void;
  statement(transaction: number, sql: string, parameters: readonly unknown[], done: Reply<StatementResult>): void;
  end(transaction: number, keep: boolean, done: Reply<void>): void;
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
}

interface BatchJob {
  readonly packed: PackedBatch;
  done(outcome: BatchOutcome): void;
}
interface BeginJob {
  readonly transaction: number;
  begun(answer: Parameters<Reply<void>>[0]): void;
}
type Job = BatchJob | BeginJob;

const ORDER: readonly Priority[] = ['ledger', 'normal', 'bulk'];
/** Milliseconds after which a shared transaction takes no further batch, so that the lock is held well under 20 ms. */
const GROUP_TIME: Readonly<Record<Priority, number>> = { ledger: 5, normal: 5, bulk: 8 };
const GROUP_SIZE = 256;

export function createWriteScheduler(options: SchedulerOptions): WriteScheduler {
  const { core } = options;
  const queues: Record<Priority, Job[]> = { ledger: [], normal: [], bulk: [] };
  let open: { transaction: number; priority: Priority; since: number; timer: NodeJS.Timeout } | undefined;

  const waitingAbove = (priority: Priority): boolean => {
    for (const higher of ORDER) {
      if (higher === priority) return false;
      if (queues[higher].length > 0) return true;
    }
    return false;
  };

  const report = (priority: Priority, since: number, batches: number, interactive: boolean): void => {
    const milliseconds = performance.now() - since;
    if (milliseconds > options.slowWriteLimit) options.onSlowWrite({ priority, milliseconds, batches, interactive });
  };

  const runGroup = (priority: Priority): void => {
    const queue = queues[priority];
    const taken: BatchJob[] = [];
    const since = performance.now();
    const next = (): PackedBatch | undefined => {
      options.takeArrivals?.();
      const job = queue[0];
      if (job === undefined || 'begun' in job || taken.length >= GROUP_SIZE) return undefined;
      if (taken.length > 0 && (waitingAbove(priority) || performance.now() - since > GROUP_TIME[priority]))
        return undefined;
      queue.shift();
      taken.push(job);
      return job.packed;
    };
    const outcomes = core.runGroup(next);
    report(priority, since, taken.length, false);
    taken.forEach((job, index) => {
      const outcome = outcomes[index];
      if (outcome !== undefined) job.done(outcome);
    });
  };

  const expire = (): void => {
    if (open === undefined) return;
    core.rollback();
    report(open.priority, open.since, 1, true);
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

  const runOne = (): boolean => {
    options.takeArrivals?.();
    if (open !== undefined) return false;
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
      queues[priority].push({ packed, done });
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
      report(priority, since, 1, true);
    },
    run,
  };
}
