import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type ConnectionSettings, openForWriting } from './connection.ts';
import { toFailure } from './sqlite-errors.ts';
import type { CheckpointAnswer } from './writer-messages.ts';

// Moves the write-ahead log into the database file beside the writer, which goes on meanwhile. Done by the writer
// itself, the copying and the fsync of some ten megabytes would make every ledger entry wait for 100 ms and more.

/** Pages that the writer may be left with: it takes them over in a few milliseconds. */
const LEFT_TO_WRITER = 500;
const ROUNDS = 4;

function serve(port: MessagePort, settings: ConnectionSettings): void {
  const db = openForWriting({ ...settings, cacheKiB: 1024, autoCheckpoint: false });
  const checkpoint = db.prepare<[], { log: number; checkpointed: number }>('pragma wal_checkpoint(PASSIVE)');
  port.on('message', (message: 'go' | 'close') => {
    if (message === 'close') {
      db.close();
      port.close();
      return;
    }
    const answer = (reply: CheckpointAnswer): void => port.postMessage(reply);
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const state = checkpoint.get();
        if (state === undefined || state.log - state.checkpointed < LEFT_TO_WRITER) break;
      }
      answer({ ok: true });
    } catch (error) {
      answer({ ok: false, failure: toFailure(error) });
    }
  });
}

if (parentPort === null) throw new Error('checkpoint-thread.ts runs as a worker thread only');
serve(parentPort, workerData as ConnectionSettings);
