import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StorageError } from '../types.ts';

export type Connection = Database.Database;
export type Prepared = Database.Statement<unknown[], unknown>;

export interface ConnectionSettings {
  readonly file: string;
  /** Overwrites deleted content with zeros (the keyring: a destroyed key must not stay in a free page). */
  readonly secureDelete: boolean;
  readonly cacheKiB: number;
  /** SQLite's own: the writer copies its log after every 1,000 pages. False: somebody else does (checkpointer.ts). */
  readonly autoCheckpoint: boolean;
  /** How long a statement waits for another process's lock, in milliseconds. */
  readonly busyTimeout: number;
}

/** Creates the file with mode 0600, so that no moment exists at which others may read it. SQLite gives -wal and -shm the same mode. */
export function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file)) chmodSync(file, 0o600);
  else closeSync(openSync(file, 'a', 0o600));
}

/** The one connection that writes. Every commit is followed by an fsync of the write-ahead log. */
export function openForWriting(settings: ConnectionSettings): Connection {
  const db = new Database(settings.file, { timeout: settings.busyTimeout });
  // Some network file systems have no shared memory; SQLite would go on in another mode without a word.
  if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    db.close();
    throw new StorageError('the file system of the database cannot hold a write-ahead log');
  }
  // NORMAL, better-sqlite3's default in WAL mode, loses acknowledged commits in a power cut.
  db.pragma('synchronous = FULL');
  // On macOS a plain fsync does not reach the disk; elsewhere these change nothing.
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  // What a long read made the log grow beyond this is given back.
  db.pragma('journal_size_limit = 67108864');
  common(db, settings);
  if (!settings.autoCheckpoint) db.pragma('wal_autocheckpoint = 0');
  if (settings.secureDelete) db.pragma('secure_delete = ON');
  return db;
}

/** A connection that cannot write. The file must have been opened for writing before. */
export function openForReading(settings: ConnectionSettings): Connection {
  const db = new Database(settings.file, { readonly: true, fileMustExist: true, timeout: settings.busyTimeout });
  common(db, settings);
  db.pragma('query_only = ON');
  return db;
}

function common(db: Connection, settings: ConnectionSettings): void {
  // Sorts and statement journals of personal rows stay out of temporary files.
  db.pragma('temp_store = MEMORY');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma(`cache_size = -${settings.cacheKiB}`);
}

/** Prepared statements by text. The oldest ones go when there are more than `limit`. */
export function createStatementCache(db: Connection, limit = 500): (sql: string) => Prepared {
  const cache = new Map<string, Prepared>();
  return (sql) => {
    const known = cache.get(sql);
    // A statement that is being iterated cannot run a second time at once.
    if (known !== undefined && !known.busy) return known;
    const prepared = db.prepare<unknown[], unknown>(sql);
    if (known !== undefined) return prepared;
    if (cache.size >= limit) {
      const oldest = cache.keys().next();
      if (!oldest.done) cache.delete(oldest.value);
    }
    cache.set(sql, prepared);
    return prepared;
  };
}
