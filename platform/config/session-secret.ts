import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './load.ts';
import { ConfigError } from './problems.ts';
import { Secret } from './secret.ts';

/**
 * The secret under which session tokens are stored: SESSION_SECRET, or in dev one that is made once and kept in
 * `<data>/keys/session.secret` (mode 0600 in a 0700 folder). Throws ConfigError when that file is open to others,
 * or when prod has none.
 */
export function openSessionSecret(config: Config): Secret {
  if (config.session.secret) return config.session.secret;
  if (config.server.env === 'prod') {
    throw new ConfigError([{ code: 'CW-CFG-005', key: 'SESSION_SECRET', detail: 'is not set' }]);
  }
  const file = join(config.server.data, 'keys', 'session.secret');
  const kept = readPrivate(file);
  if (kept !== undefined) return new Secret(kept);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const made = randomBytes(32).toString('hex');
  try {
    // "wx": of two processes that start at once, one makes it and the other reads it.
    writeFileSync(file, `${made}\n`, { flag: 'wx', mode: 0o600 });
    chmodSync(file, 0o600);
    return new Secret(made);
  } catch (error) {
    const others = readPrivate(file);
    if (others === undefined) throw error;
    return new Secret(others);
  }
}

function readPrivate(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw new ConfigError([
      { code: 'CW-CFG-013', key: 'session.secret', detail: 'in the folder "keys" of the data folder' },
    ]);
  }
  const text = readFileSync(file, 'utf8').trim();
  if (text.length < 32)
    throw new ConfigError([
      { code: 'CW-CFG-006', key: 'session.secret', detail: 'in the folder "keys" of the data folder' },
    ]);
  return text;
}
