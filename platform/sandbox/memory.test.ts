import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeAsRoot } from '../../tests/support/needs.ts';
import type { IsolationLevel } from './index.ts';
import { createTestSandbox, inputOf, testSpawn } from './testing.ts';

const entry = `${import.meta.dirname}/fixtures/echo.ts`;

/** Every readable page of a process, looked through for the needles. The needles never leave this process. */
const findInMemory = (
  pid: number,
  needles: readonly Buffer[],
  enough = Number.POSITIVE_INFINITY,
): { found: number; bytes: number } => {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const step = 4 * 1024 * 1024;
  const overlap = 128;
  const block = Buffer.alloc(step + overlap);
  let found = 0;
  let bytes = 0;
  for (const line of readFileSync(`/proc/${pid}/maps`, 'latin1').split('\n')) {
    const [range = '', rights = ''] = line.split(' ');
    const [from, to] = range.split('-').map((text) => Number.parseInt(text, 16));
    if (from === undefined || to === undefined || !rights.startsWith('r')) continue;
    for (let at = from; at < to && found < enough; at += step) {
      let read = 0;
      try {
        read = readSync(memory, block, 0, Math.min(step + overlap, to - at), at);
      } catch {
        // [vvar] and the like cannot be read by anybody.
        continue;
      }
      bytes += read;
      for (const needle of needles) if (block.subarray(0, read).includes(needle)) found++;
    }
  }
  closeSync(memory);
  return { found, bytes };
};

/** A process and all below it: with a jail the importer is a grandchild. */
const withDescendants = (pid: number): number[] => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(withDescendants)];
};

describeAsRoot("the importer's process", () => {
  it.each<IsolationLevel>(['jail', 'network', 'guard'])(
    'holds no trace of the root key in memory, environment, arguments or files, at the level "%s"',
    async (atMost) => {
      const key = randomBytes(32);
      const control = randomBytes(32);
      const hex = key.toString('hex');
      process.env.CHARTWARDEN_ROOT_KEY = hex;
      const pids: number[] = [];
      const sandbox = createTestSandbox([], {
        atMost,
        spawn: (file, args, options) => {
          const child = testSpawn(file, args, options);
          if (child.pid !== undefined) pids.push(child.pid);
          return child;
        },
      });
      const needles = [key, Buffer.from(hex), Buffer.from(hex, 'utf16le'), Buffer.from(key.toString('base64'))];
      const reports: {
        found: number;
        control: number;
        bytes: number;
        environment: string;
        line: string;
        files: string[];
      }[] = [];
      async function* held(): AsyncGenerator<Uint8Array> {
        // The control is given to the importer, to see that a key that is there would be found.
        yield Buffer.from(control);
        yield Buffer.alloc(1000);
        await new Promise((resolve) => setTimeout(resolve, 100));
        for (const pid of withDescendants(pids.at(-1) ?? 0)) {
          const { found, bytes } = findInMemory(pid, needles);
          reports.push({
            found,
            bytes,
            control: findInMemory(pid, [control], 1).found,
            environment: readFileSync(`/proc/${pid}/environ`, 'latin1'),
            line: readFileSync(`/proc/${pid}/cmdline`, 'latin1'),
            files: readdirSync(`/proc/${pid}/fd`),
          });
        }
      }
      await sandbox.run({ entry, limits: { heapMb: 64, buffersMb: 64 }, input: held(), onMessage: () => undefined });
      delete process.env.CHARTWARDEN_ROOT_KEY;
      // It is in this process, in both forms.
      expect(findInMemory(process.pid, needles, 1).found).toBeGreaterThan(0);
      expect(reports.length).toBeGreaterThan(0);
      expect(reports.map(({ found }) => found)).toEqual(reports.map(() => 0));
      for (const { environment, line } of reports) {
        expect(environment).not.toContain(hex);
        expect(line).not.toContain(hex);
      }
      const importer = reports.at(-1);
      expect(importer?.control).toBeGreaterThan(0);
      expect(importer?.bytes).toBeGreaterThan(50_000_000);
      expect(importer?.environment).toBe('');
    },
  );
});

describe('what a program is started with', () => {
  it('names code folders and limits only', async () => {
    const lines: string[] = [];
    const sandbox = createTestSandbox(['features/intake'], {
      atMost: 'guard',
      spawn: (file, args, options) => {
        lines.push([file, ...args].join(' '));
        return testSpawn(file, args, options);
      },
    });
    await sandbox.run({ entry, input: inputOf(), onMessage: () => undefined });
    expect(lines.at(-1)).toMatch(/--permission --allow-fs-read=\S+\/kernel\/ /);
    expect(lines.at(-1)).not.toMatch(/--allow-(?!fs-read)/);
  });
});
