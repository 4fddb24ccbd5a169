import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from './arguments.ts';

/** The names of the proofs or benchmarks in a folder: every .ts file directly in it that is not a test, sorted. */
export function caseNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** Loads `<folder>/<name>.ts` and returns what it exports as `key`. Throws UsageError for an unknown name. */
export async function loadCase<T extends object>(folder: string, name: string, key: string): Promise<T> {
  const names = caseNames(folder);
  if (!names.includes(name)) {
    throw new UsageError(`there is no ${name}; there are: ${names.join(', ') || '(none yet)'}`);
  }
  const module: Record<string, unknown> = await import(pathToFileURL(join(folder, `${name}.ts`)).href);
  const value = module[key];
  if (typeof value !== 'object' || value === null || !('run' in value)) {
    throw new Error(`${name}.ts does not export a ${key} with a run function`);
  }
  return value as T;
}
