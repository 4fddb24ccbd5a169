import type { PoolClient } from 'pg';
import type { ReadStream, Value } from '../types.ts';
import { toDbError } from './pg-errors.ts';
import { numberPlaceholders } from './sql-text.ts';

/** Streams reads through cursors of the transaction that `client` is in (PostgreSQL manual, DECLARE and FETCH). */
export function cursorStream(client: PoolClient): ReadStream {
  let made = 0;
  return async function* <Row>(sql: string, parameters: readonly Value[] = [], rows = 200) {
    made += 1;
    const name = `stream_${made}`;
    const query = async (text: string, values: readonly Value[] = []): Promise<Row[]> => {
      try {
        return (await client.query<Row & object>({ text, values: [...values] })).rows;
      } catch (error) {
        throw toDbError(error);
      }
    };
    await query(`declare ${name} no scroll cursor for ${numberPlaceholders(sql)}`, parameters);
    for (;;) {
      const piece = await query(`fetch ${Math.trunc(rows)} from ${name}`);
      if (piece.length > 0) yield piece;
      if (piece.length < rows) break;
    }
    await query(`close ${name}`);
  };
}
