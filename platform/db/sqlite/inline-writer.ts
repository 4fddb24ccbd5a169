import { type Priority, type Statement, StorageError } from '../types.ts';
import { type ConnectionSettings, openForWriting } from './connection.ts';
import { createPacker } from './packed-statements.ts';
import { toError } from './sqlite-errors.ts';
import { createTextNumbers } from './text-numbers.ts';
import { createWriteCore } from './write-core.ts';
import { createWriteScheduler, type Reply, type SlowWrite } from './write-scheduler.ts';
import type { OpenTransaction, Writer } from './writer.ts';

export interface InlineWriterOptions {
  readonly settings: ConnectionSettings;
  readonly transactionTimeLimit: number;
  readonly slowWriteLimit: number;
  onSlowWrite(slow: SlowWrite): void;
}

/** A writer on the calling thread, for small databases that are written now and then (the keyring). */
export function openInlineWriter(options: InlineWriterOptions): Writer & { checkpointTruncate(): void } {
  const db = openForWriting(options.settings);
  const core = createWriteCore(db);
  const scheduler = createWriteScheduler({ ...options, core });
  const packer = createPacker();
  const texts = createTextNumbers();
  let lastTransaction = 0;

  const checkOpen = (): void => {
    if (!db.open) throw new StorageError('the database is closed');
  };

  const promised = <T>(start: (reply: Reply<T>) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      start((answer) => (answer.ok ? resolve(answer.value) : reject(toError(answer.failure))));
      scheduler.run();
    });

  const openTransaction = (transaction: number): OpenTransaction => ({
    run: (sql, parameters) => promised((reply) => scheduler.statement(transaction, sql, parameters, reply)),
    commit: () => promised((reply) => scheduler.end(transaction, true, reply)),
    rollback: () => promised((reply) => scheduler.end(transaction, false, reply)),
  });

  return {
    async batch(statements: readonly Statement[], priority: Priority) {
      checkOpen();
      const packed = packer.packStatements(statements, texts);
      core.learn(texts.takeNew());
      return promised<number[]>((reply) => scheduler.batch(priority, packed, reply));
    },
    async begin(priority) {
      checkOpen();
      lastTransaction += 1;
      const transaction = lastTransaction;
      await promised<void>((reply) => scheduler.begin(priority, transaction, reply));
      return openTransaction(transaction);
    },
    checkpointTruncate() {
      core.checkpoint('TRUNCATE');
    },
    async close() {
      core.close();
    },
  };
}
