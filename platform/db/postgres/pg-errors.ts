import { DuplicateError, QueryError, StorageError, TimeLimitError } from '../types.ts';

/** The five characters of SQLSTATE (PostgreSQL manual, Appendix A), or a code of Node's sockets, or empty. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const nameIn = (error: unknown, field: 'constraint' | 'table' | 'column'): string => {
  const value = error instanceof Error ? (error as unknown as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : '';
};

/** Classes of failure after which a write is not known to be on the disk. */
const STORAGE = /^(08|53|57P|58|F0|XX)/;
const DISK_FULL = '53100';
/** serialization_failure and deadlock_detected: the whole transaction was undone and may be tried again. */
const AGAIN = new Set(['40001', '40P01']);

export const mayTryAgain = (error: unknown): boolean => AGAIN.has(codeOf(error));

/**
 * Turns an error of `pg` into one of types.ts. The server's own message and detail may quote values of the row, so
 * only names of constraints, tables and columns are taken over, and no cause is kept.
 */
export function toDbError(error: unknown): Error {
  const code = codeOf(error);
  if (code === '23505') return new DuplicateError(`unique constraint failed: ${nameIn(error, 'constraint')}`);
  if (code === '55P03') return new TimeLimitError('another write held the same rows for too long');
  if (code === '25P03')
    return new TimeLimitError('the transaction took longer than its time limit and was rolled back');
  if (STORAGE.test(code))
    return new StorageError(`PostgreSQL could not keep the write (${code})`, { full: code === DISK_FULL });
  if (/^[0-9A-Z]{5}$/.test(code)) return new QueryError(describe(error, code), code);
  // No SQLSTATE: the connection broke. Whether a commit under way was kept is not known.
  return new StorageError(`the connection to PostgreSQL failed${code === '' ? '' : ` (${code})`}`);
}

function describe(error: unknown, code: string): string {
  // Class 42 quotes the statement's text, which is ours; any other message may quote a value.
  if (code.startsWith('42') && error instanceof Error) return error.message;
  const names = [nameIn(error, 'table'), nameIn(error, 'column'), nameIn(error, 'constraint')].filter(
    (name) => name !== '',
  );
  return `PostgreSQL refused the statement (${code})${names.length > 0 ? `: ${names.join(', ')}` : ''}`;
}
