import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createTestSandbox } from './testing.ts';

const { kernelLimits } = await createTestSandbox([]).status();

const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
};

const withDescendants = (pid: number): number[] => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(withDescendants)];
};

// Needs setpriv; without it an importer in an endless loop would outlive a killed server (README).
describe.runIf(kernelLimits)('a server that is killed', () => {
  it.each(['jail', 'guard'])('takes its importers with it, endless loops too (%s)', async (level) => {
    const server = spawn(process.execPath, [`${import.meta.dirname}/fixtures/to-be-killed.mjs`, level], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [said] = await once(server.stdout, 'data');
    const pids = withDescendants(Number(String(said)));
    expect(pids.filter(isAlive)).toEqual(pids);
    server.kill('SIGKILL');
    await expect.poll(() => pids.filter(isAlive), { timeout: 5000 }).toEqual([]);
  });
});

describe('a process that closes its sandbox', () => {
  it.each(['jail', 'guard'])('lives until the spare has ended (%s)', async (level) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--no-warnings',
      `${import.meta.dirname}/fixtures/closes-its-spare.mjs`,
      level,
    ]);
    expect(stdout).toBe('closed');
  });
});
