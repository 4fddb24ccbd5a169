import { parentPort, workerData } from 'node:worker_threads';
import { type ConnectionSettings, openForReading } from './connection.ts';
import { copyDatabase } from './copy-database.ts';
import { toFailure } from './sqlite-errors.ts';
import type { CopyAnswer } from './writer-messages.ts';

// Copies one database while it is written to, without holding the event loop of the process.

const { settings, target } = workerData as { settings: ConnectionSettings; target: string };
const db = openForReading(settings);
const reply = (answer: CopyAnswer): void => parentPort?.postMessage(answer);
try {
  await copyDatabase(db, target);
  reply({ ok: true });
} catch (error) {
  reply({ ok: false, failure: toFailure(error) });
} finally {
  db.close();
}
