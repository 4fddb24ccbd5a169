import { Kysely } from 'kysely';
import type { Db, MigrationStep, Priority, Value } from '../types.ts';
import { type ConnectionSettings, createStatementCache, openForReading } from './connection.ts';
import { openInlineWriter } from './inline-writer.ts';
import { migrateFile } from './migrate-file.ts';
import { connectionDialect } from './read-dialect.ts';
import { createSnapshots } from './snapshots.ts';
import { isSqliteError, toError, toFailure, translated } from './sqlite-errors.ts';
import { startCopy } from './start-copy.ts';
import { startThreadWriter } from './thread-writer.ts';
import { transactionDialect } from './transaction-dialect.ts';
import type { SlowWrite } from './write-scheduler.ts';
import type { Writer } from './writer.ts';

export interface SqliteOptions {
  /** Path of the database file; made with mode 0600 when it is not there. */
  readonly file: string;
  readonly migrations: readonly MigrationStep[];
  /** `thread` (default) writes in a thread of its own; `inline` on this thread, for small databases. */
  readonly writer?: 'thread' | 'inline';
  /** Arguments for Node in the writer thread, such as `--import` of the egress guard. */
  readonly workerExecArgv?: readonly string[];
  /** Overwrites deleted content with zeros. */
  readonly secureDelete?: boolean;
  /** Milliseconds an interactive transaction may hold the writer; then it is rolled back. Default 5,000. */
  readonly transactionTimeLimit?: number;
  /** Milliseconds above which a write transaction is told to `onSlowWrite`. Default 20. */
  readonly slowWriteLimit?: number;
  readonly onSlowWrite?: (slow: SlowWrite) => void;
  /** Pages in the write-ahead log at which a thread beside the writer moves it into the file. Default 6,000 (24 MiB). */
  readonly longLogPages?: number;
  /** KiB of pages each connection keeps in memory. Default 16,384. */
  readonly cacheKiB?: number;
}

/** A SQLite database with what only this engine has. */
export interface SqliteDb<Schema = unknown> extends Db<Schema> {
  readonly engine: 'sqlite';
  readonly file: string;
  /** Writes a consistent copy while writes go on. A file of that name is replaced at the end; mode 0600, on the disk. */
  backupTo(file: string): Promise<void>;
  /** Moves the write-ahead log into the database and empties it, so that no old content stays in it. Inline writer only. */
  checkpointTruncate(): void;
}

/**
 * Opens a SQLite database, brings its schema up to date and starts its writer. Throws CW-DB-001 or CW-DB-002 of
 * migrate.ts, StorageError when the file is no database or the disk fails, and the file system's own errors.
 */
export async function openSqlite<Schema = unknown>(options: SqliteOptions): Promise<SqliteDb<Schema>> {
  const settings: ConnectionSettings = {
    file: options.file,
    secureDelete: options.secureDelete ?? false,
    cacheKiB: options.cacheKiB ?? 16_384,
    busyTimeout: 5000,
    autoCheckpoint: options.writer === 'inline',
  };
  await migrateFile(settings, options.migrations).catch((error: unknown) => {
    throw isSqliteError(error) ? toError(toFailure(error)) : error;
  });
  const common = {
    transactionTimeLimit: options.transactionTimeLimit ?? 5000,
    slowWriteLimit: options.slowWriteLimit ?? 20,
  };
  const execArgv = options.workerExecArgv ?? [];
  const onSlowWrite = options.onSlowWrite ?? (() => undefined);
  const inline = options.writer === 'inline' ? openInlineWriter({ settings, ...common, onSlowWrite }) : undefined;
  const writer: Writer =
    inline ??
    (await startThreadWriter({
      settings: { ...settings, ...common, longLogPages: options.longLogPages ?? 6000 },
      execArgv,
      onSlowWrite,
    }));
  return assemble<Schema>({ settings, execArgv, writer, truncate: inline?.checkpointTruncate });
}

interface Parts {
  readonly settings: ConnectionSettings;
  readonly execArgv: readonly string[];
  readonly writer: Writer;
  readonly truncate: (() => void) | undefined;
}

function assemble<Schema>({ settings, execArgv, writer, truncate }: Parts): SqliteDb<Schema> {
  const reader = openForReading(settings);
  const prepare = createStatementCache(reader);
  const snapshots = createSnapshots(settings);
  let closed: Promise<void> | undefined;
  const writing = new Map<Priority, Kysely<Schema>>();

  const writingAt = (priority: Priority): Kysely<Schema> => {
    const known = writing.get(priority);
    if (known !== undefined) return known;
    const made = new Kysely<Schema>({ dialect: transactionDialect(writer, priority) });
    writing.set(priority, made);
    return made;
  };

  return {
    engine: 'sqlite',
    file: settings.file,
    read: new Kysely<Schema>({ dialect: connectionDialect(reader) }),
    async all<Row>(sql: string, parameters: readonly Value[] = []) {
      return translated(() => prepare(sql).all(...parameters) as Row[]);
    },
    batch: (statements, batchOptions) => writer.batch(statements, batchOptions?.priority ?? 'normal'),
    transaction: (work, txOptions) =>
      writingAt(txOptions?.priority ?? 'normal')
        .transaction()
        .execute(work),
    snapshot: (work) => snapshots.run(work),
    refreshStatistics: async () => undefined,
    backupTo: (target) => startCopy(settings, target, execArgv),
    checkpointTruncate() {
      if (truncate === undefined) throw new TypeError('only an inline writer truncates its log on demand');
      truncate();
    },
    close() {
      closed ??= (async () => {
        snapshots.close();
        reader.close();
        await writer.close();
      })();
      return closed;
    },
  };
}
