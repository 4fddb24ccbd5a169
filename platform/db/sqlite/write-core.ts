import { ConflictError, type Value } from '../types.ts';
import type { Connection, Prepared } from './connection.ts';
import { type PackedStatement, Unpacker } from './packed-statements.ts';
import { isIoFailure, toFailure, type WriteFailure } from './sqlite-errors.ts';

/** One batch as the writer sees it (packed-statements.ts). */
export type PackedBatch = Uint8Array<ArrayBuffer>;

/** Statement texts with the numbers by which batches name them. */
export type NumberedTexts = readonly (readonly [number, string])[];

export type BatchOutcome =
  | { readonly ok: true; readonly changes: number[] }
  | { readonly ok: false; readonly failure: WriteFailure };

/** What one statement of an interactive transaction gave. */
export interface StatementResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly changes: number;
  readonly insertId: number | bigint;
}

/** The writing connection: groups of batches, each batch whole or not at all, one fsync per group. */
export interface WriteCore {
  /** Called in the order of sending, before any batch that names one of the texts runs. */
  learn(texts: NumberedTexts): void;
  /**
   * Runs batches in one durable transaction for as long as `next` gives one; each is atomic by itself. The outcomes
   * stand in the order taken and are final: everything reported as ok is on the disk.
   */
  runGroup(next: () => PackedBatch | undefined): BatchOutcome[];
  begin(): void;
  run(sql: string, parameters: readonly unknown[]): StatementResult;
  commit(): void;
  rollback(): void;
  close(): void;
}

const KEPT_TEXTS = 8000;

const STOPPED: WriteFailure = {
  kind: 'storage',
  message: 'an earlier write could not be made durable: the database takes no writes until it is opened again',
  code: '',
  statement: 0,
};

export function createWriteCore(db: Connection): WriteCore {
  const byNumber = new Map<number, string | Prepared>();
  const byText = new Map<string, Prepared>();
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  const save = db.prepare('savepoint batch');
  const release = db.prepare('release batch');
  const undo = db.prepare('rollback to batch');
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
    } catch (error) {
      failed(error);
      stopped = true;
    }
  };

  const preparedOf = (number: number): Prepared => {
    const known = byNumber.get(number);
    if (known === undefined) throw new RangeError('a batch names an unknown statement');
    if (typeof known !== 'string') return known;
    const prepared = db.prepare<unknown[], unknown>(known);
    byNumber.set(number, prepared);
    return prepared;
  };

  const runStatement = (unpacker: Unpacker, statement: PackedStatement, index: number): number => {
    const prepared = preparedOf(statement.text);
    const values: Value[] = new Array<Value>(statement.columns).fill(null);
    let changes = 0;
    for (let row = 0; row < statement.rows; row += 1) {
      unpacker.row(values);
      changes += prepared.reader ? prepared.all(...values).length : prepared.run(...values).changes;
    }
    if (statement.expect >= 0 && changes !== statement.expect) throw new ConflictError(index);
    return changes;
  };

  const runBatch = (batch: PackedBatch): number[] => {
    const unpacker = new Unpacker(batch);
    const count = unpacker.count();
    const changes: number[] = [];
    for (let index = 0; index < count; index += 1) changes.push(runStatement(unpacker, unpacker.statement(), index));
    return changes;
  };

  return {
    learn(texts) {
      for (const [number, text] of texts) {
        byNumber.set(number, text);
        // The sender forgets its numbering long before (thread-writer.ts), so nobody asks for these again.
        byNumber.delete(number - KEPT_TEXTS);
      }
    },
    runGroup(next) {
      const outcomes: BatchOutcome[] = [];
      const loseAll = (failure: WriteFailure): BatchOutcome[] => outcomes.map(() => ({ ok: false, failure }));
      let batch = next();
      if (batch === undefined) return outcomes;
      try {
        if (!stopped) begin.run();
      } catch (error) {
        return [{ ok: false, failure: failed(error) }];
      }
      for (; batch !== undefined; batch = next()) {
        if (stopped) {
          outcomes.push({ ok: false, failure: STOPPED });
          continue;
        }
        try {
          save.run();
          const changes = runBatch(batch);
          release.run();
          outcomes.push({ ok: true, changes });
        } catch (error) {
          const failure = failed(error);
          outcomes.push({ ok: false, failure });
          // A full disk or an I/O error makes SQLite roll the whole transaction back by itself.
          if (!db.inTransaction) return loseAll(failure);
          try {
            undo.run();
            release.run();
          } catch (second) {
            const worse = failed(second);
            abandon();
            return loseAll(worse);
          }
        }
      }
      if (stopped) {
        abandon();
        return loseAll(STOPPED);
      }
      try {
        commit.run();
      } catch (error) {
        const failure = failed(error);
        abandon();
        return loseAll(failure);
      }
      return outcomes;
    },
    begin() {
      if (stopped) throw Object.assign(new Error(STOPPED.message), { code: 'SQLITE_IOERR' });
      begin.run();
    },
    run(sql, parameters) {
      let prepared = byText.get(sql);
      if (prepared === undefined) {
        prepared = db.prepare<unknown[], unknown>(sql);
        if (byText.size > 500) byText.clear();
        byText.set(sql, prepared);
      }
      if (!prepared.reader) {
        const { changes, lastInsertRowid } = prepared.run(...parameters);
        return { columns: [], rows: [], changes, insertId: lastInsertRowid };
      }
      const rows = prepared.raw(true).all(...parameters) as unknown[][];
      const columns = prepared.columns().map((column) => column.name);
      return { columns, rows, changes: rows.length, insertId: 0 };
    },
    commit() {
      try {
        commit.run();
      } catch (error) {
        failed(error);
        abandon();
        throw error;
      }
    },
    rollback: abandon,
    close() {
      db.close();
    },
  };
}
