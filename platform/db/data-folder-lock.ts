import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import type { Clock } from '@chartwarden/time';
import Database from 'better-sqlite3';
import { createPrivately } from './sqlite/connection.ts';

/** The claim of this process on a data folder. */
export interface DataFolderLock {
  /** Gives the folder up; the end of the process, however it comes, does the same. */
  release(): void;
}

/**
 * Claims the data folder for this process, or throws CW-DB-003 with the holder in the detail. The claim is SQLite's
 * exclusive lock on a file of its own: the operating system drops it with the process, so that a kill -9 or a power
 * cut leaves nothing to clean up. The note beside it says who holds it; only the lock decides.
 *
 * POSIX drops a process's locks on a file when the process closes any handle of it: nothing else in this program may
 * open `lock.db`.
 */
export function lockDataFolder(folder: string, clock: Clock): DataFolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const note = join(folder, 'in-use.json');
  const db = claim(join(folder, 'lock.db'), note);
  writeFileSync(
    note,
    `${JSON.stringify({ pid: process.pid, host: hostname(), since: new Date(clock.now()).toISOString() })}\n`,
    {
      mode: 0o600,
    },
  );
  return {
    release() {
      if (!db.open) return;
      rmSync(note, { force: true });
      db.close();
    },
  };
}

function claim(file: string, note: string): Database.Database {
  createPrivately(file);
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('begin exclusive');
    return db;
  } catch (error) {
    db.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) {
      throw new CodedError('CW-DB-003', holderIn(note));
    }
    throw error;
  }
}

function holderIn(note: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(note, 'utf8')) as Record<string, unknown>;
    const place = host === hostname() ? '' : ` on ${String(host)}`;
    return `process ${String(pid)}${place}, since ${String(since)}`;
  } catch {
    return 'a process that left no note';
  }
}
