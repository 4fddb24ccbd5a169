/**
 * Writes every generated file of the project; with `--check` writes nothing and fails when one is out of date.
 * A generated file is never edited: its source is.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './project-files.ts';
import { log, print, runMain } from './runner/main.ts';

/** A file whose text follows from something else in the project. */
interface Generated {
  /** Path from the project's root. */
  readonly file: string;
  text(): string;
}

/** Loaded one by one, so that a source that does not load today stops its own page only. */
const generators: readonly (() => Promise<readonly Generated[]>)[] = [
  async () => (await import('@chartwarden/config')).configGenerators,
  async () => [{ file: 'docs/reference/cli.md', text: (await import('./generate/cli-page.ts')).cliPage }],
  async () => [{ file: 'docs/reference/errors.md', text: (await import('./generate/errors-page.ts')).errorsPage }],
  async () => [{ file: 'docs/reference/routes.md', text: (await import('./generate/routes-page.ts')).routesPage }],
];

/** Generators that write several files themselves and know `--check`. */
const programs: readonly string[] = ['scripts/generate-extractors.ts'];

await runMain(async () => {
  const check = process.argv.includes('--check');
  const outcomes = [];
  for (const load of generators) outcomes.push(await generate(load, check));
  for (const program of programs) outcomes.push(runs(program, check));
  if (outcomes.includes(false)) return 1;
  if (check) print('Every generated file is current.');
  return 0;
});

/** Writes what is out of date, or with `check` says so; false when something is out of date or cannot be made. */
async function generate(load: () => Promise<readonly Generated[]>, check: boolean): Promise<boolean> {
  try {
    const stale = (await load()).filter(({ file, text }) => readOrEmpty(file) !== text());
    for (const { file, text } of stale) {
      if (check) log(`${file} is not what its source gives; run: npm run generate`);
      else write(file, text());
    }
    return !check || stale.length === 0;
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return false;
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(join(projectRoot, file), 'utf8');
  } catch {
    return '';
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(projectRoot, file)), { recursive: true });
  writeFileSync(join(projectRoot, file), text);
  print(`wrote ${file}`);
}

function runs(program: string, check: boolean): boolean {
  const args = [join(projectRoot, program), ...(check ? ['--check'] : [])];
  return spawnSync(process.execPath, args, { cwd: projectRoot, stdio: 'inherit' }).status === 0;
}
