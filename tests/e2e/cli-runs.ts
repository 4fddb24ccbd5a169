import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runInProcess } from '../../apps/cli/testing.ts';
import { projectRoot } from '../../scripts/project-files.ts';

/** What one run of the command line gave. */
export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The document of `--json`. */
  readonly document: Record<string, unknown>;
}

/** The real command line on a data folder of its own. */
export interface CliPlace {
  readonly folder: string;
  readonly data: string;
  /** A process of its own, without a terminal. `--json` is added. */
  run(...argv: string[]): Promise<CliRun>;
  /** The same in the process of the test: all but the launcher, and without the second that loading takes. */
  here(...argv: string[]): Promise<CliRun>;
  /** Starts the server and waits until it says where it listens. */
  serve(): Promise<{ readonly url: string; stop(): Promise<void> }>;
  file(name: string, content: string | Buffer | object): string;
  remove(): void;
}

const LAUNCHER = join(projectRoot, 'apps/cli/chartwarden.mjs');
const PATIENCE = 90_000;

/** `sealed`: with a folder where the sealed keyring is kept up to date. */
export function makeCliPlace(options: { readonly sealed?: boolean } = {}): CliPlace {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-cli-e2e-'));
  const data = join(folder, 'data');
  const sealed = join(folder, 'sealed');
  mkdirSync(sealed);
  const servers: ChildProcess[] = [];
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    CHARTWARDEN_DATA: data,
    CHARTWARDEN_PORT: '0',
    CHARTWARDEN_LOGIN_FILE: join(folder, 'login', 'login.json'),
    ...(options.sealed ? { CHARTWARDEN_KEYS_BACKUP_DIR: sealed } : {}),
  };
  const start = (argv: readonly string[]): ChildProcess =>
    spawn(process.execPath, [LAUNCHER, ...argv], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });

  return {
    folder,
    data,
    async run(...argv) {
      const child = start([...argv, '--json']);
      const [out, err, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]);
      return { code, out, err, document: documentOf(out) };
    },
    async here(...argv) {
      const { code, out, notes } = await runInProcess([...argv, '--json'], environment, folder);
      return { code, out: out.join('\n'), err: notes.join('\n'), document: documentOf(out.join('\n')) };
    },
    async serve() {
      const child = start(['serve']);
      servers.push(child);
      const ended = exitOf(child);
      const log = textOf(child.stdout);
      const errors = textOf(child.stderr);
      const note = join(data, 'server.json');
      for (let waited = 0; !existsSync(note); waited += 100) {
        if (child.exitCode !== null || waited > PATIENCE)
          throw new Error(`the server did not start: ${await log} ${await errors}`);
        await sleep(100);
      }
      const { url } = JSON.parse(readFileSync(note, 'utf8')) as { url: string };
      return {
        url,
        async stop() {
          child.kill('SIGTERM');
          await ended;
        },
      };
    },
    file(name, content) {
      const path = join(folder, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
      return path;
    },
    remove() {
      for (const child of servers) if (child.exitCode === null) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    child.once('exit', (code) => {
      clearTimeout(late);
      resolve(code);
    });
  });

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks).toString('utf8');
}

function documentOf(out: string): Record<string, unknown> {
  try {
    return JSON.parse(out) as Record<string, unknown>;
  } catch {
    return {};
  }
}
