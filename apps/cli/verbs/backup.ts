import { join, resolve } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import type { Outcome } from '../outcome.ts';
import type { AddVerb } from '../program.ts';
import { count, type Shell, size } from '../shell.ts';
import { describe } from '../verb.ts';

export const addBackup: AddVerb = (program, run) => {
  const backup = describe(program.command('backup'), {
    summary: 'write a backup, or rehearse restoring one',
    about:
      'Writes everything but the keys into one encrypted file, also while the server works. To bring it back you need three things: this file, the sealed keyring, the recovery kit. Keep them in different places.',
    examples: [
      ['backup --out /mnt/usb/chartwarden.backup', 'refuses to overwrite'],
      ['backup', 'into the folder of backup.dir, named by date'],
      ['backup rehearse', 'restores into a throw-away place and compares'],
    ],
  })
    .option('--out <file>', 'where to write it')
    .action((options: { out?: string }) => run('backup', (shell) => write(shell, options.out)));

  describe(backup.command('rehearse'), {
    summary: 'prove that a backup can be restored',
    about:
      'Restores into a throw-away place, compares counts, hashes and a hundred facts picked at random, verifies the log, and removes the place again.',
    examples: [['backup rehearse', 'exit code 1 when anything differs']],
  }).action(() => run('backup rehearse', rehearse));
};

async function write(shell: Shell, given: string | undefined): Promise<Outcome> {
  const out = given === undefined ? dated(shell) : resolve(given);
  const done = await (await shell.operator()).backup({ out }, shell.report);
  const { people, facts, sources } = done.counts;
  return {
    document: { ...done },
    lines: [
      `${count(people, 'person', 'people')}, ${count(facts, 'fact')} and ${count(sources, 'file')} are in ${done.out} (${size(done.bytes)}).`,
      done.sealedKeyring === null
        ? 'There is no sealed keyring beside it, and without one this backup cannot be read. Run: chartwarden keys backup --out FILE'
        : `The keys it needs are in ${done.sealedKeyring}. Keep the two apart.`,
    ],
  };
}

function dated({ config, clock }: Shell): string {
  const folder = config.backup.dir;
  if (folder === undefined) throw new CodedError('CW-CLI-003', '--out, or the setting backup.dir');
  return join(folder, `chartwarden-${new Date(clock.now()).toISOString().slice(0, 19).replaceAll(':', '-')}.backup`);
}

async function rehearse(shell: Shell): Promise<Outcome> {
  const done = await (await shell.operator()).rehearse({}, shell.report);
  const { passed, factsCompared, entries, problems } = done;
  return {
    exit: passed ? 0 : 1,
    document: { ...done },
    lines: passed
      ? [
          `Restored and compared: ${count(factsCompared, 'fact')}, ${count(entries, 'line')} of the log. Everything is there.`,
        ]
      : [
          'The rehearsal failed. Your data is untouched, but this backup would not bring everything back:',
          ...problems.map((problem) => `  ${problem}`),
        ],
  };
}
