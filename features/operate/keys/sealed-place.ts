import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Clock } from '@chartwarden/time';
import type { Keyring } from '@chartwarden/vault';
import { bytesOfFile, writeDurably } from '../durable-file.ts';
import { openSealedKeyring, type SealedKeyring, sealKeyring } from './sealed-keyring.ts';

/** Its name in `keys.backupDir`, and beside a backup when that is unset. */
export const SEALED_KEYRING = 'chartwarden-keyring.age';

/**
 * Where the one sealed keyring stands. `keys.backupDir` when it is set; otherwise the place it was written to last,
 * remembered in the data folder, so that new keys and erasures reach it there, too. Null: nowhere yet.
 */
export interface SealedPlace {
  file(): string | null;
  /** Renews it where it stands; resolves with the file, null when there is no place. Throws CW-OPS-002. */
  renew(keyring: Keyring): Promise<string | null>;
  /** Writes it to another place, which becomes its place when `keys.backupDir` is unset. The one before is removed. */
  moveTo(keyring: Keyring, file: string): Promise<number>;
  /** What stands there now; null when there is nothing. Throws CW-OPS-003. */
  read(keyring: Keyring): Promise<SealedKeyring | null>;
}

export function createSealedPlace(parts: {
  readonly backupDir: string | undefined;
  /** `<data>/keys/sealed-keyring.json`. */
  readonly note: string;
  readonly clock: Clock;
}): SealedPlace {
  const { backupDir, note, clock } = parts;
  let turn: Promise<unknown> = Promise.resolve();

  // One at a time, so that an older keyring never takes the place of a newer one.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const remembered = (): string | null => {
    if (!existsSync(note)) return null;
    const { file } = JSON.parse(readFileSync(note, 'utf8')) as { file?: unknown };
    return typeof file === 'string' ? file : null;
  };
  const place = (): string | null => (backupDir === undefined ? remembered() : join(backupDir, SEALED_KEYRING));

  const write = async (keyring: Keyring, file: string): Promise<void> => {
    await writeDurably(file, sealKeyring(keyring, clock), 'replace');
  };

  return {
    file: place,
    renew: (keyring) =>
      inTurn(async () => {
        const file = place();
        if (file !== null) await write(keyring, file);
        return file;
      }),
    moveTo: (keyring, given) =>
      inTurn(async () => {
        const file = resolve(given);
        const before = place();
        await write(keyring, file);
        if (backupDir === undefined) {
          writeFileSync(note, `${JSON.stringify({ file })}\n`, { mode: 0o600 });
          // Exactly one: an older copy would keep what an erasure destroys.
          if (before !== null && before !== file) rmSync(before, { force: true });
        } else if (before !== null && dirname(before) !== dirname(file)) await write(keyring, before);
        return (await keyring.export()).keys.length;
      }),
    async read(keyring) {
      const file = place();
      if (file === null || !existsSync(file)) return null;
      return openSealedKeyring(keyring.root, bytesOfFile(file));
    },
  };
}
