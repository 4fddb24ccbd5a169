import type { RecoveryKit } from '@chartwarden/accounts';
import type { RootKey } from '@chartwarden/vault';

const WIDTH = 5;

/** The printable recovery kit: the root key in groups with a checksum, and the public key that proves the log. */
export function recoveryKit(root: RootKey, publicKey: string, madeAt: number): RecoveryKit {
  const words = root.kitWords();
  const groups = words.split('-');
  const rows = Array.from(
    { length: Math.ceil(groups.length / WIDTH) },
    (_, row) => `    ${groups.slice(row * WIDTH, (row + 1) * WIDTH).join('  ')}`,
  );
  const text = [
    'CHARTWARDEN RECOVERY KIT',
    `made ${new Date(madeAt).toISOString().slice(0, 10)}`,
    '',
    'Whoever has this sheet, a backup and the sealed keyring can read every record.',
    'Keep it where you keep a passport, and not on this computer.',
    '',
    'Root key (the last group is a checksum):',
    '',
    ...rows,
    '',
    'Public key of the log. It is no secret; it proves that nobody rewrote who saw what:',
    '',
    `    ${publicKey}`,
    '',
    'To bring everything back on another machine you need this sheet, the sealed keyring',
    'file and a backup file:',
    '',
    '    npx chartwarden restore BACKUP --keyring SEALED-KEYRING',
    '',
  ].join('\n');
  return { text, words, publicKey, file: 'chartwarden-recovery-kit.txt' };
}
