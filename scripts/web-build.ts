import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const projectRoot = resolve(import.meta.dirname, '..');

/** Where the built web app keeps the hash of what it was built from. */
const STAMP = '.sources';

/** Everything the bundle is made of: the app, the kernel it shares with the server, the versions of its packages. */
const SOURCES = ['apps/web', 'kernel', 'package-lock.json'];
const NOT_SOURCES = /^(dist.*|node_modules|.*\.test\.tsx?|README\.md)$/;

/** How it ended; `failed` has left the build's own words on stderr. */
export type WebBuild = 'current' | 'built' | 'failed';

/**
 * Builds the web app when it is missing or was built from other sources (compared by content, so that a fresh clone or
 * a touched file costs nothing). The new build replaces the old one whole, or not at all. An installation that ships
 * without the app's sources is taken as it is.
 */
export function ensureWebBuilt(say: (line: string) => void, root: string = projectRoot): WebBuild {
  const app = join(root, 'apps/web');
  const dist = join(app, 'dist');
  if (!existsSync(join(app, 'index.html'))) return 'current';
  const hash = hashSources(root);
  if (readStamp(dist) === hash) return 'current';

  say('Building the web app (once, and again when its sources change) ...');
  const fresh = join(app, `dist.${process.pid}`);
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'];
  const { status } = spawnSync(process.execPath, args, { cwd: app, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    return 'failed';
  }
  compressScripts(join(fresh, 'assets'));
  writeFileSync(join(fresh, STAMP), hash);
  const old = join(app, `dist.${process.pid}.old`);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
  return 'built';
}

/** Larger ones are rare and loaded late; the best compression takes seconds for each of their megabytes. */
const WORTH_MOST = 400_000;

/** Puts beside each script and style what the server sends instead of it: compressed once here, and not at every start. */
function compressScripts(assets: string): void {
  const names = existsSync(assets) ? readdirSync(assets) : [];
  for (const name of names.filter((one) => /\.(?:js|css)$/.test(one))) {
    const bytes = readFileSync(join(assets, name));
    if (bytes.length < 1024) continue;
    const quality = bytes.length > WORTH_MOST ? 7 : 11;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
}

function readStamp(dist: string): string | null {
  try {
    return readFileSync(join(dist, STAMP), 'utf8');
  } catch {
    return null;
  }
}

/** SHA-256 over path and content of every source, sorted by path. */
export function hashSources(root: string): string {
  const hash = createHash('sha256').update('compressed');
  for (const path of SOURCES.flatMap((source) => filesUnder(join(root, source))).sort()) {
    hash.update(`${relative(root, path)}\0`).update(createHash('sha256').update(readFileSync(path)).digest());
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (path.endsWith('.json')) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !NOT_SOURCES.test(entry.name))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return filesUnder(inside);
      return entry.isFile() ? [inside] : [];
    });
}

if (import.meta.main) {
  const outcome = ensureWebBuilt((line) => process.stderr.write(`${line}\n`));
  process.exitCode = outcome === 'failed' ? 1 : 0;
}
