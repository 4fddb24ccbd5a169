import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { findOldNode, type OldNode } from './fresh-clone/old-node.ts';
import type { Proof, ProofContext } from './runner/types.ts';

const project = resolve(import.meta.dirname, '..');

/** A machine that has nothing but an old Node, npm and git, and its own empty home. */
interface Machine {
  readonly clone: string;
  readonly env: NodeJS.ProcessEnv;
  run(command: string, args: readonly string[]): { code: number | null; output: string; seconds: number };
}

export const proof: Proof = {
  title: 'A fresh clone with only an old Node and npm installs, starts, serves, and passes its tests',
  promises: ['F1'],
  takes:
    'five minutes and a network to the package registry; --set tests=no leaves the tests out, --set node=PATH names the old Node',
  run: async (context) => {
    const old = findOldNode(join(context.scratch, 'bin'), context.settings.node);
    if (old === null) {
      return {
        failures: [],
        figures: { old_node: 'none' },
        notes: ['not tried: no Node older than 24 with npm on the PATH'],
      };
    }
    return context.scale === 'small' ? launchers(old) : freshClone(context, old);
  },
};

/** The small cut: what an old Node makes of the two ways in, in this checkout. */
function launchers(old: OldNode) {
  const failures: string[] = [];
  const help = spawnSync(old.node, ['apps/cli/chartwarden.mjs', '--help'], { cwd: project, encoding: 'utf8' });
  if (help.status !== 0 || !help.stdout.includes('setup')) failures.push(`chartwarden --help: ${help.status}`);
  const start = spawnSync(old.node, ['scripts/start.mjs'], { cwd: project, encoding: 'utf8' });
  if (start.status !== 1 || !start.stderr.includes('needs Node 24'))
    failures.push('start.mjs does not say what it needs');
  return { failures, figures: { old_node: old.version } };
}

async function freshClone(context: ProofContext, old: OldNode) {
  const failures: string[] = [];
  const figures: Record<string, number | string> = { old_node: old.version };
  const machine = newMachine(context.scratch, old);
  const must = (what: string, args: readonly string[]): void => {
    context.log(what);
    const { code, output, seconds } = machine.run(args[0] ?? '', args.slice(1));
    figures[`${what.replaceAll(/[^a-z]+/g, '_')}_s`] = seconds;
    if (code !== 0) failures.push(`${what} ended with ${code}: ${output.slice(-2000)}`);
  };
  const cloned = spawnSync('git', ['clone', '--quiet', project, machine.clone], { stdio: 'inherit' });
  if (cloned.status !== 0) throw new Error('git clone failed');

  must('npm ci', ['npm', 'ci', '--no-audit', '--no-fund']);
  figures.installation_mb = Number(machine.run('du', ['-sm', 'node_modules']).output.split('\t')[0]);
  for (const which of ['first', 'second']) {
    context.log(`npm start, ${which}`);
    const seconds = await startAndAsk(machine, failures);
    if (seconds !== null) figures[`npm_start_${which}_to_ready_s`] = seconds;
  }
  must('npx chartwarden', ['npx', 'chartwarden', '--help']);
  if (context.settings.tests !== 'no') must('npm test', ['npm', 'test']);
  return { failures, figures };
}

function newMachine(scratch: string, old: OldNode): Machine {
  const clone = join(scratch, 'chartwarden');
  const certificates = process.env.NODE_EXTRA_CA_CERTS;
  const env = {
    PATH: old.path,
    HOME: join(scratch, 'home'),
    CHARTWARDEN_DATA: join(scratch, 'data'),
    ...(certificates === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificates }),
  };
  return {
    clone,
    env,
    run(command, args) {
      const started = performance.now();
      const options = { cwd: clone, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
      const { status, stdout, stderr } = spawnSync(command, args, options);
      return { code: status, output: `${stdout}${stderr}`, seconds: toSeconds(performance.now() - started) };
    },
  };
}

/** Starts the server with npm, waits until it is ready, asks for its page and stops it. Null when it did not get there. */
async function startAndAsk({ clone, env }: Machine, failures: string[]): Promise<number | null> {
  const port = await freePort();
  const started = performance.now();
  const server = spawn('npm', ['start', '--silent'], {
    cwd: clone,
    env: { ...env, CHARTWARDEN_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    while (!(await answers(`http://127.0.0.1:${port}/readyz`))) {
      if (server.exitCode !== null || performance.now() - started > 180_000) {
        failures.push(`npm start was not ready: ${output.slice(-2000)}`);
        return null;
      }
      await new Promise((wake) => setTimeout(wake, 50));
    }
    const seconds = toSeconds(performance.now() - started);
    const page = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    if (!page.includes('<html')) failures.push('the server does not serve the web app');
    return seconds;
  } finally {
    await stop(server);
  }
}

/** Ends the whole group: npm, its shell and the server. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return;
  const ended = new Promise((done) => server.once('close', done));
  process.kill(-server.pid, 'SIGTERM');
  await ended;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const toSeconds = (ms: number): number => Math.round(ms / 100) / 10;
