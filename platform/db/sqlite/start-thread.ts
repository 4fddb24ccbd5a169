import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';

export interface ThreadOptions {
  /** The thread's file beside this one. */
  readonly file: string;
  readonly name: string;
  readonly data: unknown;
  /** Arguments for Node in the thread. */
  readonly execArgv: readonly string[];
}

/** Starts a thread of this package. It gets no environment: a secret there would be one more copy. */
export function startThread({ file, name, data, execArgv }: ThreadOptions): Worker {
  return new Worker(new URL('./thread-start.mjs', import.meta.url), {
    name,
    workerData: data,
    env: {},
    argv: [new URL(file, import.meta.url).href, getCompileCacheDir() ?? ''],
    execArgv: [...execArgv],
  });
}
