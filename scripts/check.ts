import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-files.ts';
import { print, runMain } from './runner/main.ts';

/** One part of the check: a tool with its arguments, started directly so that no shell is in between. */
interface Step {
  readonly name: string;
  readonly module: string;
  readonly args: readonly string[];
}

const HOUSE = ['apps', 'features', 'record', 'platform', 'kernel', 'tests', 'prove', 'bench', 'scripts'];

/** Longest first: the compiler alone keeps one core busy. */
const steps: readonly Step[] = [
  { name: 'types', module: 'node_modules/typescript/bin/tsc', args: ['--project', '.'] },
  { name: 'unused code', module: 'node_modules/knip/bin/knip.js', args: ['--no-progress', '--no-config-hints'] },
  {
    name: 'docs contracts',
    module: 'node_modules/vitest/vitest.mjs',
    args: ['run', 'tests/contracts', '--reporter=dot'],
  },
  {
    name: 'lint and format',
    module: 'node_modules/@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings', '--colors=off'],
  },
  {
    name: 'layers',
    module: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    args: ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', ...HOUSE],
  },
  { name: 'house rules', module: 'scripts/rules/main.ts', args: [] },
  { name: 'generated files', module: 'scripts/generate.ts', args: ['--check'] },
];

/** Two at a time: the tools are single-threaded, for the most part, and small machines have two cores. */
const AT_ONCE = 2;

interface Outcome {
  readonly step: Step;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

await runMain(async () => {
  mkdirSync(join(projectRoot, '.cache'), { recursive: true });
  const wanted = process.argv.slice(2);
  const waiting = steps.filter((step) => wanted.length === 0 || wanted.includes(step.name));
  const outcomes: Outcome[] = [];
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await run(step);
      outcomes.push(outcome);
      print(`${outcome.passed ? 'ok    ' : 'FAILED'}  ${step.name} (${outcome.seconds.toFixed(1)} s)`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const failed = outcomes.filter((outcome) => !outcome.passed);
  for (const { step, output } of failed) print(`\n== ${step.name}\n${output.trim()}`);
  print(
    failed.length === 0
      ? '\nThe check passed.'
      : `\nThe check failed: ${failed.map(({ step }) => step.name).join(', ')}.`,
  );
  return failed.length === 0 ? 0 : 1;
});

function run(step: Step): Promise<Outcome> {
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(projectRoot, step.module), ...step.args], {
      cwd: projectRoot,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const finish = (passed: boolean) => {
      const seconds = (performance.now() - started) / 1000;
      done({ step, passed, seconds, output: Buffer.concat(chunks).toString('utf8') });
    };
    child.on('error', () => finish(false));
    child.on('close', (code) => finish(code === 0));
  });
}
