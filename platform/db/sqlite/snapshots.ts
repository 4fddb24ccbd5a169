import type { Db, Value } from '../types.ts';
import {
  type Connection,
  type ConnectionSettings,
  createStatementCache,
  openForReading,
  type Prepared,
} from './connection.ts';
import { translated } from './sqlite-errors.ts';

interface Reader {
  readonly db: Connection;
  readonly prepare: (sql: string) => Prepared;
}

/** Read connections, each lent to one snapshot at a time. */
export function createSnapshots(settings: ConnectionSettings): { run: Db['snapshot']; close(): void } {
  const idle: Reader[] = [];
  const all = new Set<Reader>();

  const take = (): Reader => {
    const known = idle.pop();
    if (known !== undefined) return known;
    const db = openForReading({ ...settings, cacheKiB: 4096 });
    const reader = { db, prepare: createStatementCache(db, 100) };
    all.add(reader);
    return reader;
  };

  return {
    async run(work) {
      const reader = take();
      try {
        // BEGIN alone takes no snapshot: the first read does.
        reader.db.exec('begin; select 1 from sqlite_schema limit 1');
        return await work(async <Row>(sql: string, parameters: readonly Value[] = []) =>
          translated(() => reader.prepare(sql).all(...parameters) as Row[]),
        );
      } finally {
        if (reader.db.inTransaction) reader.db.exec('commit');
        idle.push(reader);
      }
    },
    close() {
      for (const { db } of all) db.close();
      all.clear();
      idle.length = 0;
    },
  };
}
