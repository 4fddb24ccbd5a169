import type { Worker } from 'node:worker_threads';
import type { ConnectionSettings } from './connection.ts';
import { startThread } from './start-thread.ts';
import type { CheckpointAnswer } from './writer-messages.ts';

export interface Checkpointer {
  /** Moves the log now; a call while one is under way does nothing. */
  go(): void;
  close(): Promise<void>;
}

export interface CheckpointerOptions {
  readonly settings: ConnectionSettings;
  readonly execArgv: readonly string[];
  /** Called when a round has ended, well or not. */
  onEnd(answer: CheckpointAnswer): void;
}

/** Starts its thread at the first need only: a small instance never has one. */
export function createCheckpointer({ settings, execArgv, onEnd }: CheckpointerOptions): Checkpointer {
  let worker: Worker | undefined;
  let running = false;

  const start = (): Worker => {
    const made = startThread({ thread: 'checkpoint', data: settings, execArgv });
    const end = (answer: CheckpointAnswer): void => {
      running = false;
      onEnd(answer);
    };
    made.on('message', end);
    // Without this thread the writer does the work itself, later and slower (writer-thread.ts).
    made.on('error', () => {
      worker = undefined;
      running = false;
    });
    made.unref();
    return made;
  };

  return {
    go() {
      if (running) return;
      running = true;
      worker ??= start();
      worker.postMessage('go');
    },
    async close() {
      const open = worker;
      if (open === undefined) return;
      worker = undefined;
      open.ref();
      const exited = new Promise<void>((resolve) => open.once('exit', () => resolve()));
      open.postMessage('close');
      await exited;
    },
  };
}
