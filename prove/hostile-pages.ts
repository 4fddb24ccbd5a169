import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../scripts/project-files.ts';
import type { Proof } from './runner/types.ts';

export const proof: Proof = {
  title:
    'Every hostile narrative, note, attachment, name and file name of tests/support/hostile, on every page that a person has: nothing runs, nothing loads, nothing breaks the layout',
  promises: ['F1', 'O16'],
  needs: ['chromium'],
  takes: 'five minutes',
  async run({ log, scale }) {
    // The sample on every page is a part of `npm test` itself.
    const run = await vitest(scale === 'full' ? [] : ['--testNamePattern', 'is of sixty kinds']);
    const counts = /Tests\s+(?:(\d+) failed \| )?(\d+) passed/.exec(run.output);
    log(counts?.[0] ?? 'no tests ran');
    const [failed, passed] = [Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 0)];
    const failures =
      run.code === 0 && failed === 0 && passed > (scale === 'full' ? 60 : 0) ? [] : [run.output.slice(-4000)];
    return { failures, figures: { passed, failed }, notes: [] };
  },
};

/** The same test that `npm test` runs with a sample. */
function vitest(only: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const program = join(projectRoot, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [program, 'run', 'tests/e2e/hostile.test.ts', ...only], {
    cwd: projectRoot,
    env: { ...process.env, CHARTWARDEN_TEST_HOSTILE: 'all', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((done) => child.once('close', (code) => done({ code, output })));
}
