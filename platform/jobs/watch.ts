import type { JobState } from './types.ts';

export interface WatchOptions {
  readonly id: string;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks when nothing is heard: the job may run in another process. */
  readonly poll: number;
  read(): Promise<JobState | undefined>;
  /** Calls the listener after every change in this process; returns the end of it. */
  subscribe(listener: () => void): () => void;
}

const OVER = new Set(['done', 'dead', 'cancelled']);

/** The states of one job, each once; a reader that is slow gets the newest and misses those between. */
export async function* watchJob({ signal, poll, read, subscribe }: WatchOptions): AsyncGenerator<JobState> {
  let heard = true;
  let ring: () => void = () => undefined;
  const end = subscribe(() => {
    heard = true;
    ring();
  });
  const onAbort = (): void => ring();
  signal.addEventListener('abort', onAbort);
  let last = '';
  try {
    while (!signal.aborted) {
      heard = false;
      const state = await read();
      if (!state) return;
      const text = JSON.stringify(state);
      if (text !== last) {
        last = text;
        yield state;
      }
      if (OVER.has(state.status)) return;
      if (heard || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, poll);
        ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    end();
    signal.removeEventListener('abort', onAbort);
  }
}
