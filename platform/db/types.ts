import type { Kysely } from 'kysely';

export type Engine = 'sqlite' | 'postgres';

/**
 * What a column may hold. Ids, tokens and envelopes are bytes (BLOB, bytea), times and counts are integers
 * (INTEGER, bigint; always read back as number), short words are text. Booleans are 0 and 1.
 */
export type Value = string | number | bigint | null | Uint8Array;

/** One SQL statement with `?` placeholders on both engines (the PostgreSQL driver renumbers them once per text). */
export interface RunStatement {
  readonly sql: string;
  readonly parameters: readonly Value[];
  /** When given, the whole batch is rolled back with {@link ConflictError} unless exactly this many rows changed. */
  readonly expect?: number;
}

/** Many rows into one table: a looped prepared statement on SQLite, one `unnest` insert on PostgreSQL. */
export interface InsertStatement {
  readonly table: string;
  /** Column name to PostgreSQL type, in the order of the values in each row. */
  readonly columns: Readonly<Record<string, 'bytea' | 'bigint' | 'text'>>;
  readonly rows: readonly (readonly Value[])[];
  /** `nothing` skips rows whose primary or unique key exists; absent, such a row fails the batch. */
  readonly onConflict?: 'nothing';
}

export type Statement = RunStatement | InsertStatement;

/** The order in which waiting writes are taken: the ledger first, then ordinary writes, then import batches. */
export type Priority = 'ledger' | 'normal' | 'bulk';

/** The rows of one read in pieces of at most `rows` (default 200), so that neither memory nor the event loop is held. */
export type ReadStream = <Row>(sql: string, parameters?: readonly Value[], rows?: number) => AsyncIterable<Row[]>;

/** One open database. Reads see committed data only; every write is durable when its promise resolves. */
export interface Db<Schema = unknown> {
  readonly engine: Engine;
  /** For reads (SQLite: a read-only connection on this thread; PostgreSQL: the pool). Writing through it fails on SQLite. */
  readonly read: Kysely<Schema>;
  /** All rows of one read. `sql` uses `?`; prepared and cached by its text. Bytes come back as Buffer, integers as number. */
  all<Row>(sql: string, parameters?: readonly Value[]): Promise<Row[]>;
  /** Runs the statements as one durable transaction in one hop; resolves with the changed-row count of each. */
  batch(statements: readonly Statement[], options?: { readonly priority?: Priority }): Promise<number[]>;
  /** An interactive transaction, for what a batch cannot express. Keep it short: on SQLite it holds the only writer. */
  transaction<T>(work: (tx: Kysely<Schema>) => Promise<T>, options?: { readonly priority?: Priority }): Promise<T>;
  /** Several reads that see one state of the data: all at once, or piece by piece for what is too large for memory. */
  snapshot<T>(work: (all: Db<Schema>['all'], stream: ReadStream) => Promise<T>): Promise<T>;
  /**
   * Looks anew at tables of which many rows changed, so that PostgreSQL plans the next reads for what they hold now and
   * not for what they held before an import. SQLite plans by its indexes alone: nothing happens there.
   * Never fails: without it reads are slower until the server looks by itself.
   */
  refreshStatistics(): Promise<void>;
  close(): Promise<void>;
}

/** A statement of a batch changed another number of rows than it said; nothing of the batch was kept. */
export class ConflictError extends Error {
  readonly statement: number;
  constructor(statement: number) {
    super(`statement ${statement} of the batch changed an unexpected number of rows`);
    this.name = 'ConflictError';
    this.statement = statement;
  }
}

/** A unique or primary key of a batch exists already; nothing of the batch was kept. */
export class DuplicateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DuplicateError';
  }
}

/** The disk is full, or the database could not make a write durable; nothing of the batch was acknowledged. */
export class StorageError extends Error {
  /** The disk had no room: the write was undone, and may be tried again when there is some. */
  readonly full: boolean;
  constructor(message: string, options?: ErrorOptions & { readonly full?: boolean }) {
    super(message, options);
    this.name = 'StorageError';
    this.full = options?.full ?? false;
  }
}

/** The engine refused a statement for another reason. The message names tables and columns, never values. */
export class QueryError extends Error {
  /** SQLite's extended result code or PostgreSQL's SQLSTATE. */
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.name = 'QueryError';
    this.code = code;
  }
}

/** An interactive transaction held the writer for longer than its time limit and was rolled back. */
export class TimeLimitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TimeLimitError';
  }
}

/** One step of the schema. `up` gets Kysely on either engine; never edited after release. */
export interface MigrationStep {
  /** Sorted by name: `0001-core`. */
  readonly name: string;
  up(db: Kysely<unknown>, engine: Engine): Promise<void>;
}
