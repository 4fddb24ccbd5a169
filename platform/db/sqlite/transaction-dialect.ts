import type { CompiledQuery, DatabaseConnection, Dialect, QueryResult } from 'kysely';
import type { Priority, Value } from '../types.ts';
import { sqliteDialect } from './read-dialect.ts';
import type { OpenTransaction, Writer } from './writer.ts';

/** A connection of Kysely that lives for one interactive transaction in the writer. */
class TransactionConnection implements DatabaseConnection {
  open: OpenTransaction | undefined;

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.open === undefined) throw new TypeError('writing outside a transaction');
    const { columns, rows, changes, insertId } = await this.open.run(sql, parameters as readonly Value[]);
    const named = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])) as R);
    return { rows: named, numAffectedRows: BigInt(changes), insertId: BigInt(insertId) };
  }

  streamQuery(): never {
    throw new TypeError('a write transaction does not stream');
  }
}

/** A Kysely dialect whose transactions hold the writer, from BEGIN IMMEDIATE to their end. */
export function transactionDialect(writer: Writer, priority: Priority): Dialect {
  const own = (connection: DatabaseConnection): TransactionConnection => {
    if (connection instanceof TransactionConnection) return connection;
    throw new TypeError('a connection of another driver');
  };
  return sqliteDialect(() => ({
    init: async () => undefined,
    acquireConnection: async () => new TransactionConnection(),
    async beginTransaction(connection) {
      own(connection).open = await writer.begin(priority);
    },
    async commitTransaction(connection) {
      await own(connection).open?.commit();
    },
    async rollbackTransaction(connection) {
      await own(connection).open?.rollback();
    },
    async releaseConnection(connection) {
      own(connection).open = undefined;
    },
    destroy: async () => undefined,
  }));
}
