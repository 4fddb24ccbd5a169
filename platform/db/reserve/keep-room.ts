import { CodedError } from '@chartwarden/errors';
import type { Clock } from '@chartwarden/time';
import { type Db, type Statement, StorageError } from '../types.ts';
import type { DiskReserve } from './disk-reserve.ts';

/** Pieces that one write may ask for: others may take what it was given. */
const TRIES = 4;
/** Milliseconds without rows of imports after a PostgreSQL server said that its disk is full: it cannot be asked how full. */
const REST = 60_000;

const isFull = (error: unknown): boolean => error instanceof StorageError && error.full;

/** Import batches are what fills a disk. Those that only take away or change make room in the end. */
const adds = (statements: readonly Statement[]): boolean => statements.some((one) => 'rows' in one);

/**
 * The same database, which refuses the rows of imports (`bulk`) with CW-DB-006 as long as the reserve is not whole, and
 * tries every other batch again with a piece of the reserve when the disk is full. Safe to try again: a full disk has
 * undone the batch. Interactive transactions are left as they are.
 */
export function keepRoom<D extends Db>(db: D, reserve: DiskReserve, clock: Clock): D {
  let quietUntil = 0;

  async function grow(statements: readonly Statement[]): Promise<number[]> {
    if (clock.now() < quietUntil || !(await reserve.mayGrow())) throw new CodedError('CW-DB-006');
    try {
      return await db.batch(statements, { priority: 'bulk' });
    } catch (error) {
      if (!isFull(error)) throw error;
      if (db.engine === 'postgres') quietUntil = clock.now() + REST;
      throw new CodedError('CW-DB-006', undefined, { cause: error });
    }
  }

  async function batch(...[statements, options]: Parameters<Db['batch']>): Promise<number[]> {
    if (options?.priority === 'bulk' && adds(statements)) return grow(statements);
    for (let tries = 0; ; tries += 1) {
      try {
        return await db.batch(statements, options);
      } catch (error) {
        if (!isFull(error) || tries === TRIES) throw error;
        if (db.engine === 'postgres') quietUntil = clock.now() + REST;
        // The first time without: SQLite has moved its log meanwhile, which often makes room enough.
        if (tries > 0 && !(await reserve.makeRoom())) throw error;
      }
    }
  }

  return { ...db, batch };
}
