import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import { CodedError } from '@chartwarden/errors';
import type { Printed, PrintJob } from './job.ts';
import type { PageJob } from './page-job.ts';

export interface PrintAnswer {
  readonly printed: Printed | null;
}

/** Makes a print. Null when what it is of is not there. */
export type MakePrint = (job: PrintJob | PageJob) => Promise<Printed | null>;

/** A print of 20,000 facts takes a quarter of this on a slow machine. */
const DEADLINE = 120_000;
/** Measured: 200 pages of results need less than half of it. */
const HEAP_MEGABYTES = 1024;
/** Prints that wait at most, beside the one that is made. */
const MOST_WAITING = 8;

/**
 * Makes each print in a thread of its own, one after the other, so that neither other requests nor the memory feel it.
 * Throws CW-PRNT-001 when there are too many, CW-PRNT-002 when one takes too long, too much, or fails.
 */
export function createThreadPrinter(options: { readonly deadline?: number } = {}): MakePrint {
  const { deadline = DEADLINE } = options;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return (job) => {
    if (waiting > MOST_WAITING) return Promise.reject(new CodedError('CW-PRNT-001'));
    waiting += 1;
    const made = last.then(() => inThread(job, deadline));
    last = made.catch(() => undefined).finally(() => {
      waiting -= 1;
    }); // biome-ignore format: one chain
    return made;
  };
}

function inThread(job: PrintJob | PageJob, deadline: number): Promise<Printed | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread-start.mjs', import.meta.url), {
      name: 'print',
      workerData: job,
      env: {},
      argv: [getCompileCacheDir() ?? ''],
      // What a library might write would be content; it goes nowhere.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    const timer = setTimeout(() => fail('it took too long'), deadline);
    const fail = (why: string): void => {
      clearTimeout(timer);
      void worker.terminate();
      reject(new CodedError('CW-PRNT-002', why));
    };
    worker.once('message', ({ printed }: PrintAnswer) => {
      clearTimeout(timer);
      resolve(printed);
    });
    // A message of an error could hold content: its name is enough.
    worker.once('error', (error) => fail(error instanceof Error ? error.name : 'unknown'));
    worker.once('exit', () => fail('it ended without an answer'));
  });
}
