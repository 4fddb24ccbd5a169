import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CodedError } from '@chartwarden/errors';
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
  /**
   * Renews it where it stands; resolves with the file, null when there is no place. Throws CW-OPS-002, and CW-OPS-015 when
   * another instance's stands there: a server that was set up anew would destroy all that the lost one can be restored with.
   */
  renew(keyring: Keyring): Promise<string | null>;
  /** Writes it to another place, which becomes its place when `keys.backupDir` is unset. The one before is removed. Throws as `renew`. */
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

  /** Where it was written last, and the SHA-256 of what was written. */
  const noted = (): { readonly file?: unknown; readonly sha256?: unknown } =>
    existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as { file?: unknown; sha256?: unknown }) : {};

  const remembered = (): string | null => {
    const { file } = noted();
    return typeof file === 'string' ? file : null;
  };
  const place = (): string | null => (backupDir === undefined ? remembered() : join(backupDir, SEALED_KEYRING));

  /** Ours is what we wrote last, under whichever root key, and what our root key opens. */
  const isOurs = async (keyring: Keyring, file: string): Promise<boolean> => {
    if (!existsSync(file)) return true;
    if (createHash('sha256').update(readFileSync(file)).digest('hex') === noted().sha256) return true;
    return openSealedKeyring(keyring.root, bytesOfFile(file)).then(
      () => true,
      () => false,
    );
  };

  const write = async (keyring: Keyring, file: string): Promise<string> => {
    if (!(await isOurs(keyring, file))) throw new CodedError('CW-OPS-015');
    return (await writeDurably(file, sealKeyring(keyring, clock), 'replace')).sha256;
  };

  const remember = (file: string, sha256: string): void =>
    writeFileSync(note, `${JSON.stringify({ file, sha256 })}\n`, { mode: 0o600 });

  return {
    file: place,
    renew: (keyring) =>
      inTurn(async () => {
        const file = place();
        if (file !== null) remember(file, await write(keyring, file));
        return file;
      }),
    moveTo: (keyring, given) =>
      inTurn(async () => {
        const file = resolve(given);
        const before = place();
        const sha256 = await write(keyring, file);
        if (backupDir === undefined) {
          remember(file, sha256);
          // Exactly one: an older copy would keep what an erasure destroys.
          if (before !== null && before !== file) rmSync(before, { force: true });
        } else if (before !== null && dirname(before) !== dirname(file)) remember(before, await write(keyring, before));
        return (await keyring.export()).keys.length;
      }),
    async read(keyring) {
      const file = place();
      if (file === null || !existsSync(file)) return null;
      return openSealedKeyring(keyring.root, bytesOfFile(file));
    },
  };
}
