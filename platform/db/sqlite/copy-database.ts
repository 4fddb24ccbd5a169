import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Connection, createPrivately } from './connection.ts';

/**
 * Copies the whole database as it is at one moment: one step of SQLite's backup under one read lock, because a backup
 * in several steps starts again after every write. Resolves when the copy is on the disk under its name, mode 0600.
 */
export async function copyDatabase(db: Connection, target: string): Promise<void> {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  createPrivately(unfinished);
  await db.backup(unfinished, { progress: () => 0x7fffffff });
  publish(unfinished, target);
}

/** Gives a closed, finished file its name, so that the name never stands for half a file. */
export function publish(unfinished: string, target: string): void {
  syncPath(unfinished);
  renameSync(unfinished, target);
  syncPath(dirname(target));
}

function syncPath(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
