import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureWebBuilt } from '../../../scripts/web-build.ts';

const projectRoot = resolve(import.meta.dirname, '../../..');
const READY_WITHIN = 60_000;

/** The product as a person starts it: its own process, port and data folder. */
export interface Product {
  /** `http://localhost:PORT`, the base that cookies and links are made for. */
  readonly url: string;
  /** The data folder; gone after `stop`. */
  readonly data: string;
  /** What it wrote to stdout and stderr so far. */
  output(): string;
  /** Stops it gracefully and removes what it kept. */
  stop(): Promise<void>;
}

/** What an operator would write down for the server at that address. */
export interface ProductSettings {
  /** `chartwarden.yaml`. */
  readonly file: object;
  readonly env: Readonly<Record<string, string>>;
}

/** Builds the web app when it has to, starts the server on a free port with an empty data folder, and waits until it is ready. */
export async function startProduct(
  settings: (url: string) => Promise<ProductSettings> = async () => ({ file: {}, env: {} }),
): Promise<Product> {
  await buildOnce();
  const place = mkdtempSync(join(tmpdir(), 'chartwarden-e2e-'));
  const data = join(place, 'data');
  const port = await freePort();
  // A folder of its own to start in, so that no chartwarden.yaml or .env of the checkout takes part.
  mkdirSync(join(place, 'cwd'));
  const url = `http://localhost:${port}`;
  const { file, env } = await settings(url);
  writeFileSync(join(place, 'cwd', 'chartwarden.yaml'), JSON.stringify(file));
  const server = spawn(process.execPath, [join(projectRoot, 'apps/server/main.mjs')], {
    cwd: join(place, 'cwd'),
    env: {
      PATH: process.env.PATH,
      HOME: place,
      CHARTWARDEN_DATA: data,
      CHARTWARDEN_PORT: String(port),
      CHARTWARDEN_DISK_RESERVE_MEGABYTES: '0',
      CHARTWARDEN_ENV: 'dev',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  server.stdout.on('data', (chunk) => {
    output += chunk;
  });
  server.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(place, { recursive: true, force: true });
  };
  try {
    await ready(url, () => server.exitCode !== null);
  } catch (error) {
    await stop();
    throw new Error(`the server did not become ready:\n${output}`, { cause: error });
  }
  return { url, data, output: () => output, stop };
}

/** Test files run side by side: one of them builds, the others wait and find it built. */
async function buildOnce(): Promise<void> {
  const lock = join(projectRoot, '.cache/e2e-build.lock');
  mkdirSync(join(projectRoot, '.cache'), { recursive: true });
  const until = performance.now() + READY_WITHIN;
  while (!claim(lock)) {
    // Whoever held it that long is gone.
    if (performance.now() > until) rmSync(lock, { recursive: true, force: true });
    await new Promise((later) => setTimeout(later, 100));
  }
  try {
    if (ensureWebBuilt(() => undefined) === 'failed') throw new Error('the web app could not be built');
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Making a folder succeeds for one process only. */
function claim(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

async function ready(url: string, gone: () => boolean): Promise<void> {
  const until = performance.now() + READY_WITHIN;
  while (performance.now() < until) {
    if (gone()) throw new Error('it ended');
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error('it took too long');
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}
