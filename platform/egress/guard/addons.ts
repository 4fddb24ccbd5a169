import { fileURLToPath } from 'node:url';
import { indexOf, startsWith } from './safe.ts';

/** `<project>/node_modules/`, with a slash at the end. */
const modules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** The packages whose native code we chose to run (design section 3). Anything else needs a line here and a reason. */
const expected = [
  // The embedded database.
  'better-sqlite3/',
  // Argon2id; the second form is its package per platform.
  '@node-rs/argon2/',
  '@node-rs/argon2-',
];

/** Whether a native library, by its real path, belongs to a package of the list. */
export const isExpectedAddon = (path: string): boolean => {
  if (indexOf(path, '/../') >= 0) return false;
  for (let i = 0; i < expected.length; i++) if (startsWith(path, modules + (expected[i] as string))) return true;
  return false;
};
