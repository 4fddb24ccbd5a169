/**
 * Writes every generated file of the project; with `--check` writes nothing and fails when one is out of date.
 * A generated file is never edited: its source is.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configGenerators } from '@chartwarden/config';
import { errorsPage } from './generate/errors-page.ts';
import { routesPage } from './generate/routes-page.ts';
import { projectRoot } from './project-files.ts';
import { log, print, runMain } from './runner/main.ts';

/** A file whose text follows from something else in the project. */
interface Generator {
  /** Path from the project's root. */
  readonly file: string;
  text(): string;
}

const generators: readonly Generator[] = [
  ...configGenerators,
  { file: 'docs/reference/errors.md', text: errorsPage },
  { file: 'docs/reference/routes.md', text: routesPage },
];

/** Generators that write several files themselves and know `--check`. */
const programs: readonly string[] = ['scripts/generate-extractors.ts'];

await runMain(async () => {
  const check = process.argv.includes('--check');
  const stale = generators.filter(({ file, text }) => readOrEmpty(file) !== text());
  for (const { file, text } of stale) {
    if (check) log(`${file} is not what its source gives; run: npm run generate`);
    else write(file, text());
  }
  const failed = programs.filter((program) => !runs(program, check));
  if (check && stale.length + failed.length === 0) print('Every generated file is current.');
  return (check && stale.length > 0) || failed.length > 0 ? 1 : 0;
});

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
