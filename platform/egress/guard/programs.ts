import childProcess, { ChildProcess } from 'node:child_process';
import type { SandboxSpawnOptions, SpawnSandbox } from '../types.ts';
import { spawnTicketOpen, withSpawnTicket } from './policy.ts';
import { refuse } from './refusals.ts';
import { apply, push, replace } from './safe.ts';

/** Refuses to start programs, by whatever function, and returns the one way that is left: the sandbox's. */
export const guardPrograms = (): SpawnSandbox => {
  const { spawn } = childProcess;
  const refused = (): never => {
    throw refuse('process', 'CW-EGR-005', 'a program');
  };
  for (const name of ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync', '_forkChild'])
    replace(childProcess, name, () => refused());
  const prototype = ChildProcess.prototype as object as { spawn(options: object): unknown };
  const start = prototype.spawn;
  replace(prototype, 'spawn', function guarded(this: ChildProcess, options: object) {
    return spawnTicketOpen() ? apply(start as never, this, [options] as never) : refused();
  });
  return (file: string, args: readonly string[], { cwd }: SandboxSpawnOptions): ChildProcess => {
    const list: string[] = [];
    for (let i = 0; i < args.length; i++) push(list, args[i] as string);
    return withSpawnTicket(file, list, () =>
      spawn(file, list, { cwd, env: {}, stdio: ['pipe', 'pipe', 'pipe'], shell: false }),
    );
  };
};
