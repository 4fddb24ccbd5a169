import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Connection } from './connection.ts';
import { createStatementCache } from './connection.ts';
import { translated } from './sqlite-errors.ts';

/** SQLite's schema changes are part of a transaction; Kysely's own adapter does not use that. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** A Kysely dialect whose driver is given; everything else is SQLite's. */
export const sqliteDialect = (createDriver: () => Driver): Dialect => ({
  createAdapter: () => new TransactionalSqliteAdapter(),
  createDriver,
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

/** Runs Kysely's queries on a connection of this thread, prepared statements cached by their text. */
export function connectionDialect(db: Connection): Dialect {
  const prepare = createStatementCache(db);
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      return translated(() => {
        const statement = prepare(sql);
        if (statement.reader) return { rows: statement.all(...parameters) as R[] };
        const { changes, lastInsertRowid } = statement.run(...parameters);
        return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
      });
    },
    streamQuery() {
      throw new TypeError('streaming is done by exportTables, in a snapshot of its own');
    },
  };
  return sqliteDialect(() => ({
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: async () => void db.exec('begin immediate'),
    commitTransaction: async () => void db.exec('commit'),
    rollbackTransaction: async () => {
      if (db.inTransaction) db.exec('rollback');
    },
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }));
}
