import { StorageError, type Value } from '../types.ts';
import { createCheckpointer } from './checkpointer.ts';
import { createPacker } from './packed-statements.ts';
import { isIoFailure, toError } from './sqlite-errors.ts';
import { startThread } from './start-thread.ts';
import { resultOf } from './statement-result.ts';
import { createTextNumbers } from './text-numbers.ts';
import type { StatementResult } from './write-core.ts';
import type { SlowWrite } from './write-scheduler.ts';
import type { OpenTransaction, Writer } from './writer.ts';
import type { Answer, FromWriter, ToWriter, WriterSettings } from './writer-messages.ts';

export interface ThreadWriterOptions {
  readonly settings: WriterSettings;
  /** Arguments for Node in the thread, such as `--import` of the egress guard. */
  readonly execArgv: readonly string[];
  onSlowWrite(slow: SlowWrite): void;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Starts the writer thread and resolves once it holds the database open for writing. */
export async function startThreadWriter(options: ThreadWriterOptions): Promise<Writer> {
  const { settings, execArgv } = options;
  const worker = startThread({ thread: 'writer', data: settings, execArgv });
  const packer = createPacker();
  const texts = createTextNumbers();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let gone: Error | undefined;

  const lose = (error: Error): void => {
    gone ??= error;
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };

  const settle = (answer: Answer): void => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    // The thread alone does not keep the process running; a write that waits does.
    if (waiting.size === 0) worker.unref();
    if (caller === undefined) return;
    if ('failure' in answer) caller.reject(toError(answer.failure));
    else caller.resolve(answer);
  };

  const ask = (message: WithoutId<ToWriter>, transfer: readonly ArrayBuffer[]): Promise<Answer> => {
    if (gone !== undefined) return Promise.reject(gone);
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      if (waiting.size === 0) worker.ref();
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...message, id }, transfer);
    });
  };

  const checkpointer = createCheckpointer({
    settings,
    execArgv,
    onEnd: (answer) => {
      const broken = !answer.ok && isIoFailure(answer.failure.code);
      if (gone === undefined) worker.postMessage({ t: broken ? 'stop' : 'checkpoint', id: 0 } satisfies ToWriter);
    },
  });

  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => reject(new StorageError('the writer thread ended before it was ready')));
    worker.on('message', (message: FromWriter) => {
      if ('answers' in message) message.answers.forEach(settle);
      else if ('slow' in message) options.onSlowWrite(message.slow);
      else if ('logIsLong' in message) checkpointer.go();
      else resolve();
    });
  });
  worker.on('error', (error: Error) => lose(new StorageError('the writer thread failed', { cause: error })));
  worker.on('exit', () => lose(new StorageError('the database is closed')));
  worker.unref();

  const openTransaction = (transaction: number): OpenTransaction => ({
    async run(sql: string, parameters: readonly Value[]): Promise<StatementResult> {
      const packed = packer.packRows([parameters], parameters.length);
      const answer = await ask({ t: 'run', transaction, sql, packed, columns: parameters.length }, [packed.buffer]);
      return resultOf(answer);
    },
    async commit() {
      await ask({ t: 'end', transaction, keep: true }, []);
    },
    async rollback() {
      await ask({ t: 'end', transaction, keep: false }, []);
    },
  });

  return {
    async batch(statements, priority) {
      const packed = packer.packStatements(statements, texts);
      const fresh = texts.takeNew();
      const answer = await ask({ t: 'batch', priority, packed, ...(fresh.length > 0 && { texts: fresh }) }, [
        packed.buffer,
      ]);
      return 'changes' in answer && typeof answer.changes !== 'number' ? [...answer.changes] : [];
    },
    async begin(priority) {
      const transaction = lastId + 1;
      await ask({ t: 'begin', priority, transaction }, []);
      return openTransaction(transaction);
    },
    async close() {
      if (gone !== undefined) return;
      await checkpointer.close();
      const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      await ask({ t: 'close' }, []);
      gone = new StorageError('the database is closed');
      worker.ref();
      await exited;
    },
  };
}
