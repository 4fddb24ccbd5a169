import { StorageError } from '../types.ts';
import type { ConnectionSettings } from './connection.ts';
import { toError } from './sqlite-errors.ts';
import { startThread } from './start-thread.ts';
import type { CopyAnswer } from './writer-messages.ts';

/** Copies the database in a thread of its own; resolves when the copy is on the disk under its name. */
export function startCopy(settings: ConnectionSettings, target: string, execArgv: readonly string[]): Promise<void> {
  const worker = startThread({ thread: 'copy', data: { settings, target }, execArgv });
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: CopyAnswer) => (answer.ok ? resolve() : reject(toError(answer.failure))));
    worker.once('error', (cause) => reject(new StorageError('the copying thread failed', { cause })));
    // After an answer this changes nothing any more.
    worker.once('exit', () => reject(new StorageError('the copying thread ended early')));
  });
}
