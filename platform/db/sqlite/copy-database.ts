import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Connection, createPrivately } from './connection.ts';

/** Copies the whole database as it is at one moment. Resolves when the copy is on the disk under its name. */
export async function copyDatabase(db: Connection, target: string): Promise<void> {
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  createPrivately(partial);
  await db.backup(partial, { progress: () => 0x7fffffff });
  chmodSync(partial, 0o600);
  syncPath(partial);
  renameSync(partial, target);
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
