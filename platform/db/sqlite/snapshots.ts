import { setImmediate } from 'node:timers/promises';
import type { Db, ReadStream, Value } from '../types.ts';
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

const streamOf = (db: Connection): ReadStream =>
  async function* <Row>(sql: string, parameters: readonly Value[] = [], rows = 200) {
    const iterator = translated(() => db.prepare<unknown[], Row>(sql).iterate(...parameters));
    try {
      for (let piece = take(iterator, rows); piece.length > 0; piece = take(iterator, rows)) {
        yield piece;
        // Others get a turn between two pieces.
        await setImmediate();
      }
    } finally {
      iterator.return?.();
    }
  };

function take<Row>(iterator: Iterator<Row>, count: number): Row[] {
  return translated(() => {
    const rows: Row[] = [];
    while (rows.length < count) {
      const next = iterator.next();
      if (next.done === true) break;
      rows.push(next.value);
    }
    return rows;
  });
}

/** Read connections, each lent to one snapshot at a time. */
export function createSnapshots(settings: ConnectionSettings): { run: Db['snapshot']; close(): void } {
  const idle: Reader[] = [];
  const all = new Set<Reader>();

  const lend = (): Reader => {
    const known = idle.pop();
    if (known !== undefined) return known;
    const db = openForReading({ ...settings, cacheKiB: 4096 });
    const reader = { db, prepare: createStatementCache(db, 100) };
    all.add(reader);
    return reader;
  };

  return {
    async run(work) {
      const reader = lend();
      try {
        // BEGIN alone takes no snapshot: the first read does.
        reader.db.exec('begin; select 1 from sqlite_schema limit 1');
        const all = async <Row>(sql: string, parameters: readonly Value[] = []) =>
          translated(() => reader.prepare(sql).all(...parameters) as Row[]);
        return await work(all, streamOf(reader.db));
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
