import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';

export interface ThreadOptions {
  /** Which of the threads in thread-start.mjs. */
  readonly thread: 'writer' | 'checkpoint' | 'copy';
  readonly data: unknown;
  /** Arguments for Node in the thread. */
  readonly execArgv: readonly string[];
}

/** Three halves of the young generation. V8 would let it grow to several times this, for no gain that was measured. */
const YOUNG_MEGABYTES = 48;

/** Starts a thread of this package. It gets no environment: a secret there would be one more copy. */
export function startThread({ thread, data, execArgv }: ThreadOptions): Worker {
  return new Worker(new URL('./thread-start.mjs', import.meta.url), {
    name: `db-${thread}`,
    workerData: data,
    env: {},
    argv: [thread, getCompileCacheDir() ?? ''],
    execArgv: [...execArgv],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
}
