import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** The folder that holds package.json. */
export const projectRoot = resolve(import.meta.dirname, '..');

const IGNORED = new Set(['node_modules', '.git', '.cache', 'dist', 'data', 'coverage']);

/**
 * Every file of the project, as sorted paths from its root with forward slashes: what git tracks or would track; in a
 * tree without git, everything but what tools leave behind.
 */
export function projectFiles(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: projectRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
    return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(projectRoot, path))).sort();
  } catch {
    return [...walk(projectRoot)].sort();
  }
}

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (IGNORED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile()) yield relative(projectRoot, path).split(sep).join('/');
  }
}
