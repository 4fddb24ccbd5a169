import { readFileSync, statSync } from 'node:fs';
import type { Config } from './load.ts';
import { ConfigError } from './problems.ts';
import { Secret } from './secret.ts';
import { readSecrets } from './sign-on.ts';

/**
 * The secret of each provider by its id, from CHARTWARDEN_SIGN_ON_SECRETS or its file; a public client has none. Throws
 * ConfigError for a file that cannot be read, is empty, or, in prod, is open to everybody on the machine.
 */
export function openSignOnSecrets({ server, signOn }: Pick<Config, 'server' | 'signOn'>): ReadonlyMap<string, Secret> {
  const named = readSecrets(signOn.secrets?.reveal() ?? '') ?? new Map<string, string>();
  const found = new Map<string, Secret>();
  for (const { id, secretFile } of signOn.providers) {
    const text = secretFile === undefined ? named.get(id) : readSecretFile(id, secretFile, server.env === 'prod');
    if (text !== undefined) found.set(id, new Secret(text));
  }
  return found;
}

function readSecretFile(id: string, file: string, strict: boolean): string {
  const key = `signOn.providers ${id} secretFile`;
  let text: string;
  try {
    if (strict && process.platform !== 'win32' && (statSync(file).mode & 0o004) !== 0)
      throw new ConfigError([{ code: 'CW-CFG-013', key, detail: 'everybody may read it' }]);
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([{ code: 'CW-CFG-004', key, detail: 'cannot be read' }]);
  }
  if (text === '') throw new ConfigError([{ code: 'CW-CFG-004', key, detail: 'is empty' }]);
  return text;
}
