import { resolve } from 'node:path';
import { readSmall, refuseMissing } from '../files.ts';
import type { Outcome } from '../outcome.ts';
import type { AddVerb } from '../program.ts';
import { count, type Shell, when } from '../shell.ts';
import { describe } from '../verb.ts';

interface Options {
  readonly keyring: string;
  readonly kit?: string;
}

export const addRestore: AddVerb = (program, run) => {
  describe(program.command('restore <backup>'), {
    summary: 'bring a backup back on an empty data folder',
    about:
      'Needs the backup, the sealed keyring and the root key: from the settings, from --kit, or typed from the recovery kit. People who were erased after the backup are erased again before anything is served.',
    examples: [
      ['restore chartwarden.backup --keyring keyring.age', 'asks for the recovery kit'],
      ['restore chartwarden.backup --keyring keyring.age --kit kit.txt', 'reads it from a file'],
    ],
  })
    .requiredOption('--keyring <file>', 'the sealed keyring')
    .option('--kit <file>', 'the recovery kit as a file')
    .action((backup: string, options: Options) => run('restore', (shell) => restore(shell, backup, options)));
};

async function restore(shell: Shell, backup: string, options: Options): Promise<Outcome> {
  for (const file of [backup, options.keyring]) refuseMissing(file);
  const kitWords = await wordsOf(shell, options.kit);
  const done = await shell.restore(
    {
      backup: resolve(backup),
      keyring: resolve(options.keyring),
      ...(kitWords === undefined ? {} : { kitWords }),
    },
    shell.report,
  );
  const { people, facts, sources } = done.restored;
  return {
    exit: done.verified ? 0 : 1,
    document: { ...done },
    lines: [
      `Restored as of ${when(done.takenAt)}: ${count(people, 'person', 'people')}, ${count(facts, 'fact')}, ${count(sources, 'file')}.`,
      ...(done.erasedAgain === 0 ? [] : [`${count(done.erasedAgain, 'record')} erased since then stay erased.`]),
      ...(done.verified
        ? ['The log verifies, and says that it was restored.']
        : done.problems.map((problem) => `  ${problem}`)),
      'Every login was ended. Next: chartwarden login; chartwarden doctor says what is left to set.',
    ],
  };
}

/** The words of the kit; `undefined` leaves the root key to the settings. */
async function wordsOf({ terminal, ownRootKey }: Shell, file: string | undefined): Promise<string | undefined> {
  if (file !== undefined) return groupsIn(readSmall(file));
  if (!ownRootKey || !terminal.interactive) return undefined;
  const typed = await terminal.secret(
    'The root key from the recovery kit, all groups (empty: from the settings):',
    '--kit',
  );
  return typed.trim() === '' ? undefined : typed;
}

/** Fourteen groups of four characters, wherever they stand in the printed kit (`encodeKit` of the vault). */
export function groupsIn(kit: string): string {
  const lines = kit.split('\n').map((line) => line.trim().split(/[\s-]+/));
  const groups = lines.filter((line) => line.every((group) => /^[0-9A-Za-z]{4}$/.test(group)));
  return groups.flat().join('-');
}
