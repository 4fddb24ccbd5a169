import { existsSync } from 'node:fs';
import type { SpawnSandbox } from '@chartwarden/egress';
import { jailScript } from './jail-script.ts';
import type { IsolationLevel, SandboxStatus } from './types.ts';

/** A program line that runs another inside what this machine allows. */
export interface Isolation {
  readonly status: SandboxStatus;
  /**
   * `readable` are folders (ending in a slash) and files that exist inside a jail; `memoryBytes` caps private memory;
   * `writable` is one more folder, for programs that no file was given to.
   */
  wrap(
    program: readonly string[],
    readable: readonly string[],
    memoryBytes: number,
    writable?: string,
  ): readonly [string, readonly string[]];
}

const toolFolders = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
const libraryFolders = ['/lib/', '/lib64/', '/usr/lib/', '/usr/lib64/', '/usr/local/lib/'];
const trialMs = 10_000;

interface Plan {
  readonly level: IsolationLevel;
  readonly hard: boolean;
  readonly unshare?: readonly string[];
}

/**
 * Finds the strongest isolation that works here, by starting a program in each and letting it look around, strongest
 * first. Nothing is assumed from versions or from exit codes alone.
 */
export const detectIsolation = async (
  spawn: SpawnSandbox,
  node: string,
  atMost: IsolationLevel = 'jail',
): Promise<Isolation> => {
  const order: readonly IsolationLevel[] = ['jail', 'network', 'guard'];
  for (const plan of plans()) {
    if (order.indexOf(plan.level) < order.indexOf(atMost)) continue;
    const isolation = build(plan);
    if (isolation !== undefined && (await works(spawn, node, isolation))) return isolation;
  }
  return bare;
};

const plans = (): readonly Plan[] => {
  if (process.platform !== 'linux') return [];
  const asRoot = process.getuid?.() === 0 ? [[] as string[]] : [];
  const ways = [...asRoot, ['-r']];
  return [
    ...ways.map(
      (way): Plan => ({
        level: 'jail',
        hard: true,
        unshare: [...way, '-n', '-m', '-p', '-i', '-u', '--fork', '--kill-child', '--propagation', 'private'],
      }),
    ),
    ...ways.map((way): Plan => ({ level: 'network', hard: true, unshare: [...way, '-n'] })),
    ...ways.map((way): Plan => ({ level: 'network', hard: false, unshare: [...way, '-n'] })),
    { level: 'guard', hard: true },
  ];
};

const build = ({ level, hard, unshare }: Plan): Isolation | undefined => {
  const [unshareTool, setpriv, prlimit, shell] = ['unshare', 'setpriv', 'prlimit', 'sh'].map(findTool);
  if (hard && (setpriv === undefined || prlimit === undefined)) return undefined;
  if (unshare !== undefined && unshareTool === undefined) return undefined;
  if (level === 'jail' && shell === undefined) return undefined;
  const outer = hard ? [setpriv as string, '--pdeathsig=KILL', '--'] : [];
  const spaces = unshare === undefined ? [] : [unshareTool as string, ...unshare, '--'];
  return {
    status: { level, noNewPrivileges: hard, kernelLimits: hard, explanation: explain(level, hard) },
    wrap(program, readable, memoryBytes, writable) {
      const inner = hard
        ? [
            setpriv as string,
            '--no-new-privs',
            '--inh-caps=-all',
            '--bounding-set=-all',
            '--pdeathsig=KILL',
            '--',
            prlimit as string,
            '--core=0',
            ...(writable === undefined ? ['--fsize=0'] : []),
            '--nofile=64',
            `--data=${memoryBytes}`,
            '--',
          ]
        : [];
      const mounts = [
        ...libraryFolders.filter((folder) => existsSync(folder)),
        ...readable,
        ...(writable === undefined ? [] : [`rw:${writable}`]),
        setpriv as string,
        prlimit as string,
      ];
      const jail = level === 'jail' ? [shell as string, '-c', jailScript, 'sh', '/sys', ...mounts, '--'] : [];
      const [file, ...args] = [...outer, ...spaces, ...jail, ...inner, ...program];
      return [file as string, args];
    },
  };
};

const explain = (level: IsolationLevel, hard: boolean): string => {
  const kernel = hard
    ? 'without privileges and under kernel limits of memory and file size'
    : 'without kernel limits (setpriv and prlimit of util-linux are missing)';
  switch (level) {
    case 'jail':
      return `File readers run in a jail of their own: no network, no files but the program's code, no other processes, ${kernel}.`;
    case 'network':
      return `File readers run without a network, ${kernel}; files and processes are kept from them by Node's permission model only, because this system allows no mount namespace.`;
    case 'guard':
      return `File readers are held by Node's permission model and the egress guard only, ${kernel}, because this system allows no namespaces (unshare).`;
  }
};

const bare: Isolation = {
  status: { level: 'guard', noNewPrivileges: false, kernelLimits: false, explanation: explain('guard', false) },
  wrap: ([file, ...args]) => [file as string, args],
};

const findTool = (name: string): string | undefined => {
  for (const folder of toolFolders) if (existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
  return undefined;
};

/** What a program inside says about where it is. */
const lookAround = `
const { existsSync, readdirSync } = require('node:fs');
const { networkInterfaces } = require('node:os');
const outside = Object.values(networkInterfaces()).flat().filter((one) => !one.internal).length;
process.stdout.write(JSON.stringify({ outside, passwd: existsSync('/etc/passwd'), pid: process.pid }));
`;

const works = async (spawn: SpawnSandbox, node: string, isolation: Isolation): Promise<boolean> => {
  const said = await output(spawn, ...isolation.wrap([node, '-e', lookAround], [node], 2 ** 31));
  if (said === undefined) return false;
  const { outside, passwd, pid } = said;
  if (isolation.status.level === 'guard') return true;
  if (isolation.status.level === 'network') return outside === 0;
  return outside === 0 && passwd === false && pid === 1;
};

const output = (
  spawn: SpawnSandbox,
  file: string,
  args: readonly string[],
): Promise<Record<string, unknown> | undefined> =>
  new Promise((resolve) => {
    const child = spawn(file, args, { cwd: '/' });
    const timer = setTimeout(() => child.kill('SIGKILL'), trialMs);
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (text.length < 4096) text += chunk.toString('latin1');
    });
    child.stderr?.resume();
    child.stdin?.on('error', () => undefined);
    child.stdin?.end();
    child.on('error', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      try {
        resolve(code === 0 ? JSON.parse(text) : undefined);
      } catch {
        resolve(undefined);
      }
    });
  });
