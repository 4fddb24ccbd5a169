import { resolve } from 'node:path';
import type { Outcome } from '../outcome.ts';
import type { AddVerb } from '../program.ts';
import { count, type Shell } from '../shell.ts';
import { describe } from '../verb.ts';

export const addKeys: AddVerb = (program, run) => {
  const keys = describe(program.command('keys'), {
    summary: 'rotate keys, or keep a sealed copy of them',
    about: 'The keys that records are encrypted under. The recovery kit opens a sealed copy; a backup never holds one.',
    examples: [['keys backup --out /mnt/usb/keyring.age', 'a sealed copy on another disk']],
  });

  describe(keys.command('rotate'), {
    summary: 'encrypt with new keys from now on, and move old data to them',
    about:
      'Makes new keys for every record, account and the instance, and moves what is stored to them. Older backups still open with the newest sealed keyring, unless --forget-old destroys their keys. With CHARTWARDEN_ROOT_KEY_NEXT set it changes the root key: then make and keep a new recovery kit. Goes on where it stopped when it is interrupted.',
    examples: [
      ['keys rotate', 'new keys for everything'],
      ['keys rotate --forget-old', 'the same, and every backup taken before can never be read again'],
    ],
  })
    .option('--forget-old', 'destroy the old keys, and with them every backup taken before')
    .action((options: { forgetOld?: true }) =>
      run('keys rotate', (shell) => rotate(shell, options.forgetOld === true)),
    );

  describe(keys.command('backup'), {
    summary: 'write the sealed keyring',
    about:
      'Writes one file with every key, sealed with the root key of the recovery kit, to --out or into keys.backupDir. It replaces the sealed keyring before it.',
    examples: [['keys backup --out /mnt/usb/keyring.age', 'keep it apart from data backups']],
  })
    .option('--out <file>', 'where to write it')
    .action((options: { out?: string }) => run('keys backup', (shell) => backup(shell, options.out)));
};

async function rotate(shell: Shell, forgetOld: boolean): Promise<Outcome> {
  const done = await (await shell.operator()).rotateKeys({ forgetOld }, shell.report);
  const { root, records, accounts, rows, forgotten, sealedKeyring } = done;
  return {
    document: { ...done },
    lines: [
      ...(root === 'rotated'
        ? ['The root key is new: print and keep the new recovery kit, and take a backup.']
        : [
            `${count(records, 'record')} and ${count(accounts, 'account')} with ${count(rows, 'row')} are under new keys.`,
            forgotten > 0
              ? `${count(forgotten, 'old key')} destroyed: backups taken before now can never be read again. Take one now.`
              : 'Backups taken before still open with the newest sealed keyring.',
          ]),
      sealedKeyring === null
        ? 'There is no sealed keyring of the new keys. Run: chartwarden keys backup --out FILE'
        : `The sealed keyring is ${sealedKeyring}.`,
    ],
  };
}

async function backup(shell: Shell, out: string | undefined): Promise<Outcome> {
  const operator = await shell.operator();
  const done = await operator.backupKeys(out === undefined ? {} : { out: resolve(out) }, shell.report);
  return {
    document: { ...done },
    lines: [`${count(done.keys, 'key')} sealed in ${done.out}. The recovery kit opens it.`],
  };
}
