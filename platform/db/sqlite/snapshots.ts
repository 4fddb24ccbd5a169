import { setImmediate } from 'node:timers/promises';
import { type Db, type ReadStream, StorageError, type Value } from '../types.ts';
import { type ConnectionSettings, createStatementCache, openForReading } from './connection.ts';
import { translated } from './sqlite-errors.ts';

/** A read connection, lent to one snapshot at a time. */
interface Reader {
  readonly all: Db['all'];
  readonly stream: ReadStream;
  begin(): void;
  end(): void;
  close(): void;
}

/** Snapshots beyond this many wait: each holds a connection with its own page cache. */
const MOST = 16;

export function createSnapshots(settings: ConnectionSettings): { run: Db['snapshot']; close(): void } {
  const idle: Reader[] = [];
  const all = new Set<Reader>();
  const waiting: { take(reader: Reader): void; refuse(error: Error): void }[] = [];
  let closed = false;

  const lend = async (): Promise<Reader> => {
    if (closed) throw new StorageError('the database is closed');
    const known = idle.pop();
    if (known !== undefined) return known;
    if (all.size >= MOST) return new Promise((take, refuse) => waiting.push({ take, refuse }));
    const made = openReader(settings);
    all.add(made);
    return made;
  };

  const takeBack = (reader: Reader): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(reader);
    else next.take(reader);
  };

  return {
    async run(work) {
      const reader = await lend();
      try {
        reader.begin();
        return await work(reader.all, reader.stream);
      } finally {
        if (!closed) {
          reader.end();
          takeBack(reader);
        }
      }
    },
    close() {
      closed = true;
      for (const { refuse } of waiting) refuse(new StorageError('the database is closed'));
      for (const reader of all) reader.close();
    },
  };
}

function openReader(settings: ConnectionSettings): Reader {
  const db = openForReading({ ...settings, cacheKiB: 4096 });
  const prepare = createStatementCache(db, 100);
  const streams = new Set<Iterator<unknown>>();
  const endStreams = (): void => {
    for (const stream of streams) stream.return?.();
    streams.clear();
  };
  return {
    all: async <Row>(sql: string, parameters: readonly Value[] = []) =>
      translated(() => prepare(sql).all(...parameters) as Row[]),
    async *stream<Row>(sql: string, parameters: readonly Value[] = [], rows = 200) {
      const iterator = translated(() => db.prepare<unknown[], Row>(sql).iterate(...parameters));
      streams.add(iterator);
      try {
        for (let piece = take(iterator, rows); piece.length > 0; piece = take(iterator, rows)) {
          yield piece;
          // Others get a turn between two pieces.
          await setImmediate();
        }
      } finally {
        streams.delete(iterator);
        iterator.return?.();
      }
    },
    begin() {
      // BEGIN alone takes no snapshot: the first read does.
      translated(() => db.exec('begin; select 1 from sqlite_schema limit 1'));
    },
    end() {
      endStreams();
      if (db.inTransaction) translated(() => db.exec('commit'));
    },
    close() {
      endStreams();
      db.close();
    },
  };
}

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
