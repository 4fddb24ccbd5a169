import { createBatchRunner, type NumberedTexts, type PackedBatch } from './batch-runner.ts';
import { type Connection, createStatementCache } from './connection.ts';
import { isIoFailure, toFailure, type WriteFailure } from './sqlite-errors.ts';

/** What became of a group of batches that shared a transaction. */
export type GroupOutcome =
  /** Everything is on the disk; the changes of each statement of each batch. */
  | { readonly ok: true; readonly changes: readonly number[][] }
  /** Nothing was kept. `split`: one batch was at fault, the others deserve a transaction of their own. */
  | { readonly ok: false; readonly failure: WriteFailure; readonly split: boolean };

/** What one statement of an interactive transaction gave. */
export interface StatementResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly changes: number;
  readonly insertId: number | bigint;
}

/** The writing connection: groups of batches, each batch whole or not at all, one fsync per group. */
export interface WriteCore {
  learn(texts: NumberedTexts): void;
  /** Runs batches in one durable transaction for as long as `next` gives one: all of them are kept, or none. */
  runGroup(next: () => PackedBatch | undefined): GroupOutcome;
  /** An interactive transaction; these throw what better-sqlite3 throws, for toFailure. */
  begin(): void;
  run(sql: string, parameters: readonly unknown[]): StatementResult;
  commit(): void;
  rollback(): void;
  /** Pages that stand in the write-ahead log and not yet in the database file. */
  logPages(): number;
  /** Moves as much of the log into the database file as readers allow. */
  checkpoint(mode: 'PASSIVE' | 'TRUNCATE'): void;
  /** No write after this: somebody else saw the disk fail. */
  stop(): void;
  close(): void;
}

const STOPPED: WriteFailure = {
  kind: 'storage',
  message: 'an earlier write could not be made durable: the database takes no writes until it is opened again',
  code: 'SQLITE_IOERR',
  statement: 0,
};

/** For toFailure: the shape of better-sqlite3's errors. */
const storageError = (message: string): Error => Object.assign(new Error(message), { code: 'SQLITE_IOERR' });

export function createWriteCore(db: Connection): WriteCore {
  const batches = createBatchRunner(db);
  const prepare = createStatementCache(db);
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  const countLog = db.prepare<[], { log: number; checkpointed: number }>('pragma wal_checkpoint(NOOP)');
  // After a failed fsync the kernel may have dropped the very pages it could not write, and the next fsync would lie.
  let stopped = false;

  const failed = (error: unknown): WriteFailure => {
    const failure = toFailure(error);
    if (isIoFailure(failure.code)) stopped = true;
    return failure;
  };

  const abandon = (): void => {
    try {
      if (db.inTransaction) rollback.run();
    } catch {
      // A transaction that cannot even be undone leaves the connection in a state nobody should write in.
      stopped = true;
    }
  };

  return {
    learn: batches.learn,
    runGroup(next) {
      const changes: number[][] = [];
      let taken = 0;
      try {
        if (!stopped) begin.run();
        for (let batch = next(); batch !== undefined; batch = next()) {
          taken += 1;
          if (!stopped) changes.push(batches.run(batch));
        }
        if (!stopped) commit.run();
      } catch (error) {
        const failure = failed(error);
        abandon();
        // begin itself failed: the batch that asked for it gets the answer.
        if (taken === 0 && next() !== undefined) taken = 1;
        return { ok: false, failure, split: taken > 1 && failure.kind !== 'storage' };
      }
      return stopped ? { ok: false, failure: STOPPED, split: false } : { ok: true, changes };
    },
    begin() {
      if (stopped) throw storageError(STOPPED.message);
      begin.run();
    },
    run(sql, parameters) {
      // Without this check a statement after SQLite's own rollback would commit by itself.
      if (!db.inTransaction) throw storageError('the engine has rolled the transaction back');
      try {
        const prepared = prepare(sql);
        if (!prepared.reader) {
          const { changes, lastInsertRowid } = prepared.run(...parameters);
          return { columns: [], rows: [], changes, insertId: lastInsertRowid };
        }
        const rows = prepared.raw(true).all(...parameters) as unknown[][];
        return { columns: prepared.columns().map(({ name }) => name), rows, changes: rows.length, insertId: 0 };
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    commit() {
      try {
        if (stopped || !db.inTransaction) throw storageError('the engine has rolled the transaction back');
        commit.run();
      } catch (error) {
        failed(error);
        abandon();
        throw error;
      }
    },
    rollback: abandon,
    logPages() {
      const state = countLog.get();
      return state === undefined ? 0 : state.log - state.checkpointed;
    },
    checkpoint(mode) {
      try {
        db.pragma(`wal_checkpoint(${mode})`);
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    stop() {
      stopped = true;
    },
    close() {
      db.close();
    },
  };
}
