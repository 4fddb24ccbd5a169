import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { TimeLimitError } from '../types.ts';
import { toDbError } from './pg-errors.ts';
import type { PreparedText } from './prepared-texts.ts';

interface KyselyPoolOptions {
  readonly pool: Pool;
  readonly prepare: (sql: string, numbered?: boolean) => PreparedText;
  /** Milliseconds after which a lent connection is rolled back and its further statements are refused. */
  readonly timeLimit?: number;
}

/** The pool as Kysely's PostgreSQL dialect wants it, with prepared statements and the errors of types.ts. */
export function kyselyPool({ pool, prepare, timeLimit }: KyselyPoolOptions): PostgresPool {
  return {
    options: {},
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw toDbError(error);
      });
      return facade(client, prepare, timeLimit);
    },
    // The database closes the pool; Kysely only borrows it.
    end: async () => undefined,
  };
}

function facade(
  client: PoolClient,
  prepare: KyselyPoolOptions['prepare'],
  timeLimit: number | undefined,
): PostgresPoolClient {
  let expired = false;
  const expire = (): void => {
    expired = true;
    // Frees the rows that others wait for. When the connection is gone too, so is the transaction.
    client.query('rollback').catch(() => undefined);
  };
  const timer = timeLimit === undefined ? undefined : setTimeout(expire, timeLimit);
  const query = async (sql: string, parameters: readonly unknown[]) => {
    if (expired && sql !== 'rollback') {
      throw new TimeLimitError(`the transaction took longer than ${timeLimit} ms and was rolled back`);
    }
    try {
      // Kysely has numbered the placeholders itself; BEGIN and the like need no preparing.
      if (parameters.length === 0) return await client.query(sql);
      return await client.query({ ...prepare(sql, true), values: [...parameters] });
    } catch (error) {
      throw toDbError(error);
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release(destroy) {
      clearTimeout(timer);
      client.release(destroy);
    },
  };
}
