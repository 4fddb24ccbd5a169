import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** URL of a PostgreSQL server on which tests may make databases (CHARTWARDEN_TEST_POSTGRES), or null. */
export const postgresUrl = (): string | null => process.env.CHARTWARDEN_TEST_POSTGRES || null;

/** Path of a Chromium to drive (CHARTWARDEN_CHROMIUM, else Debian's), or null. */
export function chromiumPath(): string | null {
  const path = process.env.CHARTWARDEN_CHROMIUM || '/usr/bin/chromium';
  return existsSync(path) ? path : null;
}

/** Folder of the real test data (CHARTWARDEN_TEST_DATA, else ../shared/data beside the project), or null. Read-only. */
export function dataFolder(): string | null {
  const path = resolve(root, process.env.CHARTWARDEN_TEST_DATA || '../shared/data');
  return existsSync(path) ? path : null;
}
