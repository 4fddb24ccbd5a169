import { ConflictError, DuplicateError, QueryError, StorageError, TimeLimitError } from '../types.ts';

/** An error in the form that crosses between threads. */
export interface WriteFailure {
  readonly kind: 'conflict' | 'duplicate' | 'storage' | 'query' | 'time';
  readonly message: string;
  /** SQLite's extended result code, or empty. */
  readonly code: string;
  /** The statement's place in its batch, for conflicts. */
  readonly statement: number;
}

const DUPLICATE = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_ROWID']);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The index of the log that connections share could not grow: a full disk or memory, nothing that was written. */
const HARMLESS = /^SQLITE_IOERR_(SHM|NOMEM)/;

/** True when the disk may no longer hold what SQLite was told it holds: nothing may be acknowledged after that. */
export const isIoFailure = (code: string): boolean => /^SQLITE_(IOERR|CORRUPT)/.test(code) && !HARMLESS.test(code);

/** True when there was no room for the write, and nothing else was wrong. */
export const isFull = (code: string): boolean => code === 'SQLITE_FULL' || /^SQLITE_IOERR_SHM/.test(code);

export const isSqliteError = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_');

const STORAGE = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|NOMEM|BUSY|LOCKED|PROTOCOL)/;

/** Sorts a thrown value of better-sqlite3. SQLite's messages name tables and columns, never values. */
export function toFailure(error: unknown): WriteFailure {
  if (error instanceof ConflictError) {
    return { kind: 'conflict', message: error.message, code: '', statement: error.statement };
  }
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : 'unknown failure';
  if (DUPLICATE.has(code)) return { kind: 'duplicate', message, code, statement: 0 };
  // Of the file system: the message names a path.
  if (/^E[A-Z0-9]+$/.test(code))
    return { kind: 'storage', message: `the file system failed (${code})`, code, statement: 0 };
  if (STORAGE.test(code)) return { kind: 'storage', message: `${code}: ${message}`, code, statement: 0 };
  return { kind: 'query', message, code, statement: 0 };
}

/** The error that the caller of the write sees. */
export function toError(failure: WriteFailure): Error {
  switch (failure.kind) {
    case 'conflict':
      return new ConflictError(failure.statement);
    case 'duplicate':
      return new DuplicateError(failure.message);
    case 'storage':
      return new StorageError(failure.message, { full: isFull(failure.code) });
    case 'time':
      return new TimeLimitError(failure.message);
    case 'query':
      return new QueryError(failure.message, failure.code);
  }
}

/** Runs a read or write on this thread and throws the errors of types.ts. */
export function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw toError(toFailure(error));
  }
}
