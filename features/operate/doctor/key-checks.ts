import { isCoded } from '@chartwarden/errors';
import { idFromBytes } from '@chartwarden/ids';
import { lastEntry } from '../past-acts.ts';
import { type Check, type Examine, ok, problem, warning } from './types.ts';

const DAY = 86_400_000;

/** Does the one sealed keyring hold what the keyring holds, and nothing that was destroyed? */
export const sealedKeyring: Examine = async ({ core, sealed, backupDirSet }) => {
  const place: Check[] = backupDirSet
    ? []
    : [
        warning(
          'keys.backup-dir',
          'keys.backupDir is not set: the sealed keyring is written beside the last backup only. Set it to a folder on another disk.',
        ),
      ];
  try {
    const found = await sealed.read(core.keyring);
    if (found === null)
      return [
        ...place,
        problem(
          'keys.sealed',
          'There is no sealed keyring: without it no backup can be read. Run: chartwarden keys backup --out FILE',
        ),
      ];
    const own = await core.keyring.export();
    const nameOf = (row: { scope: Buffer; epoch: number; key_id: Buffer }): string =>
      `${row.scope.toString('hex')}/${row.epoch}/${row.key_id.toString('hex')}`;
    const kept = new Set(found.keys.map(nameOf));
    const lacking = own.keys.filter((row) => !kept.has(nameOf(row)));
    const held = new Set(own.keys.map(nameOf));
    const undead = found.keys.filter((row) => !held.has(nameOf(row)));
    const scopes = (rows: readonly { scope: Buffer }[]): string =>
      [...new Set(rows.map(({ scope }) => idFromBytes(scope)))].slice(0, 10).join(', ');
    const checks = [
      ...(lacking.length === 0
        ? []
        : [
            problem(
              'keys.unsealed',
              `No sealed keyring holds ${lacking.length} keys (of ${scopes(lacking)}). Run: chartwarden keys backup`,
            ),
          ]),
      ...(undead.length === 0
        ? []
        : [
            problem(
              'keys.not-destroyed',
              `The sealed keyring still holds ${undead.length} keys that were destroyed (of ${scopes(undead)}). Run: chartwarden keys backup`,
            ),
          ]),
    ];
    return [
      ...place,
      ...(checks.length > 0 ? checks : [ok('keys.sealed', `The sealed keyring holds all ${own.keys.length} keys.`)]),
    ];
  } catch (error) {
    if (!isCoded(error)) throw error;
    return [...place, problem('keys.sealed', `${error.code}: ${error.message}`)];
  }
};

/** When was the last backup, can its keys still open it, and when was a restore last rehearsed? */
export const backups: Examine = async ({ core, clock }) => {
  const [backup, rehearsal, forgotten, root, restore] = await Promise.all(
    ['backup', 'rehearse', 'keys-forgotten', 'root-key-rotated', 'restore'].map((action) =>
      lastEntry(core.ledger, action),
    ),
  );
  const days = (time: number): number => Math.floor((clock.now() - time) / DAY);
  const last = ((): Check => {
    if (backup === undefined)
      return warning('backup.last', 'No backup was ever taken. Run: chartwarden backup --out FILE');
    // The line about the backup that this was restored from is written after it was taken, and so is not in it.
    if (restore !== undefined && restore.seq > Math.max(backup.seq, forgotten?.seq ?? 0, root?.seq ?? 0))
      return warning('backup.last', 'No backup was taken since this was restored. Run: chartwarden backup --out FILE');
    if (forgotten !== undefined && forgotten.seq > backup.seq)
      return problem(
        'backup.last',
        'Old keys were destroyed after the last backup: it can no longer be read. Take a backup now.',
      );
    if (root !== undefined && root.seq > backup.seq)
      return problem(
        'backup.last',
        'The root key was changed after the last backup, which opens with the old one only. Take a backup now.',
      );
    const message = `The last backup was taken ${days(backup.time)} days ago.`;
    return days(backup.time) > 7
      ? warning('backup.last', `${message} Take one: chartwarden backup --out FILE`)
      : ok('backup.last', message);
  })();
  const rehearsed = ((): Check => {
    if (rehearsal === undefined)
      return warning('backup.rehearsed', 'Restoring was never rehearsed. Run: chartwarden backup rehearse');
    if (rehearsal.body.outcome !== 'done')
      return problem('backup.rehearsed', 'The last rehearsal of a restore failed. Run: chartwarden backup rehearse');
    return ok(
      'backup.rehearsed',
      `Restoring was last rehearsed ${days(rehearsal.time)} days ago, and everything came back.`,
    );
  })();
  return [last, rehearsed];
};
