import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';

export interface ThreadOptions {
  /** The thread's file beside this one. */
  readonly file: string;
  readonly name: string;
  readonly data: unknown;
  /** Arguments for Node in the thread, such as `--import` of the egress guard. */
  readonly execArgv: readonly string[];
}

/** Starts a thread of this package. It gets no environment: a secret there would be one more copy. */
export function startThread({ file, name, data, execArgv }: ThreadOptions): Worker {
  return new Worker(new URL(file, import.meta.url), {
    name,
    workerData: data,
    env: {},
    execArgv: [...execArgv, ...compileCacheArgv(getCompileCacheDir())],
  });
}

/** A thread does not inherit the compile cache (Node 24), and half of its start is stripping types again. */
export function compileCacheArgv(folder: string | undefined): string[] {
  if (folder === undefined) return [];
  const code = `import { enableCompileCache } from 'node:module'; enableCompileCache(${JSON.stringify(folder)});`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}
