import { mkdirSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SpawnSandbox } from '@chartwarden/egress';
import type { Isolation } from './isolation.ts';

/** Compiled code of importers: written by programs that never saw a file, read by those that do. */
export interface CompileCache {
  /** Its folder, with a slash at the end. */
  readonly folder: string;
  /** What Node needs to be told, before anything else is loaded. */
  readonly flags: readonly string[];
}

const fillMs = 20_000;

/**
 * Node uses a compile cache only where its permission model lets it write. That permission is given in the jail alone,
 * where the kernel mounts the folder read-only.
 */
export const compileCacheIn = (root: string, folder: string): CompileCache => {
  const own = resolve(folder) + sep;
  const loader = pathToFileURL(resolve(root, 'platform/sandbox/child-cache.mjs'));
  loader.search = encodeURIComponent(own);
  return { folder: own, flags: [`--allow-fs-read=${own}`, `--allow-fs-write=${own}`, `--import=${loader.href}`] };
};

/**
 * Starts the program once with nothing to do, in the same jail with the folder writable: it loads its code, finds its
 * input closed and leaves the compiled code behind. False where that did not work (a read-only checkout): programs
 * then start without a cache.
 */
export const fillCompileCache = async (
  spawn: SpawnSandbox,
  isolation: Isolation,
  cache: CompileCache,
  program: { readonly line: readonly string[]; readonly readable: readonly string[]; readonly memory: number },
): Promise<boolean> => {
  try {
    mkdirSync(cache.folder, { recursive: true, mode: 0o700 });
  } catch {
    return false;
  }
  const [file, args] = isolation.wrap(program.line, program.readable, program.memory, cache.folder);
  return new Promise((done) => {
    const child = spawn(file, args, { cwd: '/' });
    const timer = setTimeout(() => child.kill('SIGKILL'), fillMs);
    child.stdout?.resume();
    child.stderr?.resume();
    child.stdin?.on('error', () => undefined);
    child.stdin?.end();
    const end = (isFilled: boolean) => {
      clearTimeout(timer);
      done(isFilled);
    };
    child.on('error', () => end(false));
    child.on('close', (code) => end(code === 0));
  });
};
