import { getCompileCacheDir } from 'node:module';
import { parentPort, Worker } from 'node:worker_threads';

/** What a thread answers one question with. */
type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly failed: string };

export interface Thread {
  /** Asks and waits for the answer. Rejects when the thread fails or ends; `give` are buffers that move over and are empty here. */
  ask(question: unknown, give?: readonly ArrayBuffer[]): Promise<unknown>;
  /** True when nothing is answered any more: out of memory, or broken in another way. */
  isOver(): boolean;
  end(): Promise<void>;
}

/**
 * A thread of this folder that answers questions one after the other. It gets no environment: a secret there would be one
 * more copy. Out of memory ends it with an error, and not the process.
 */
export function startThread(name: 'search', heapMegabytes: number): Thread {
  const worker = new Worker(new URL('./thread-start.mjs', import.meta.url), {
    name: `chart-${name}`,
    env: {},
    argv: [name, getCompileCacheDir() ?? ''],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  let over: Error | undefined;
  // What runs in it never keeps the process from ending.
  worker.unref();
  const fail = (error: Error): void => {
    over ??= error;
    for (const { reject } of waiting.values()) reject(over);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('failed' in answer) one?.reject(new Error(answer.failed));
    else one?.resolve(answer.value);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the thread has ended')));
  return {
    ask: (question, give = []) =>
      new Promise((resolve, reject) => {
        if (over !== undefined) return reject(over);
        asked += 1;
        waiting.set(asked, { resolve, reject });
        worker.postMessage({ id: asked, question }, [...give]);
      }),
    isOver: () => over !== undefined,
    async end() {
      await worker.terminate();
    },
  };
}

/** In a thread: answers questions with this, in their order. The error of one is told by its name only: a message may quote a record. */
export function answer(handle: (question: never) => unknown): void {
  const port = parentPort;
  if (port === null) throw new Error('not in a thread');
  let last: Promise<void> = Promise.resolve();
  port.on('message', ({ id, question }: { readonly id: number; readonly question: never }) => {
    last = last.then(async () => {
      try {
        port.postMessage({ id, value: await handle(question) });
      } catch (error) {
        port.postMessage({ id, failed: error instanceof Error ? error.name : 'Error' });
      }
    });
  });
}
