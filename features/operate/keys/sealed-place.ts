import { createHash } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import type { Clock } from '@chartwarden/time';
import type { Keyring } from '@chartwarden/vault';
import { asCoded, bytesOfFile, writeDurably } from '../durable-file.ts';
import { openSealedKeyring, type SealedKeyring, sealKeyring } from './sealed-keyring.ts';
import { addToNote, readNote } from './sealed-note.ts';

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
  /** Turns among servers that keep it in one place; absent where there is one. */
  readonly among?: <T>(work: () => Promise<T>) => Promise<T>;
}): SealedPlace {
  const { backupDir, note, clock, among = (work) => work() } = parts;
  let turn: Promise<unknown> = Promise.resolve();

  // One at a time, so that an older keyring never takes the place of a newer one.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const ours = () => among(work);
    const mine = turn.then(ours, ours);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const place = (): string | null => (backupDir === undefined ? readNote(note).file : join(backupDir, SEALED_KEYRING));

  /** Ours is what we wrote, under whichever root key, what our root key opens, and what nobody can restore from. */
  const isOurs = async (keyring: Keyring, file: string): Promise<boolean> => {
    if (!existsSync(file) || statSync(file).size === 0) return true;
    const digest = createHash('sha256');
    for await (const piece of bytesOfFile(file)) digest.update(piece);
    if (readNote(note).written.includes(digest.digest('hex'))) return true;
    return openSealedKeyring(keyring.root, bytesOfFile(file)).then(
      () => true,
      () => false,
    );
  };

  const refuseForeign = async (keyring: Keyring, file: string): Promise<void> => {
    const isFree = await isOurs(keyring, file).catch((error: unknown) => {
      throw asCoded(error);
    });
    if (!isFree) throw new CodedError('CW-OPS-015');
  };

  const write = async (keyring: Keyring, file: string, keptAt: string | null): Promise<void> => {
    const { sha256 } = await writeDurably(file, sealKeyring(keyring, clock), 'replace');
    await addToNote(note, keptAt, sha256);
  };

  return {
    file: place,
    renew: (keyring) =>
      inTurn(async () => {
        const file = place();
        if (file === null) return null;
        await refuseForeign(keyring, file);
        await write(keyring, file, file);
        return file;
      }),
    moveTo: (keyring, given) =>
      inTurn(async () => {
        const file = resolve(given);
        const before = place();
        await refuseForeign(keyring, file);
        if (backupDir === undefined) {
          const isReplaced = before !== null && before !== file && (await isOurs(keyring, before));
          await write(keyring, file, file);
          // Exactly one: an older copy would keep what an erasure destroys. Another instance's is no copy of ours.
          if (isReplaced) rmSync(before, { force: true });
        } else {
          await write(keyring, file, before);
          if (before !== null && dirname(before) !== dirname(file) && (await isOurs(keyring, before)))
            await write(keyring, before, before);
        }
        return (await keyring.export()).keys.length;
      }),
    async read(keyring) {
      const file = place();
      if (file === null || !existsSync(file)) return null;
      return openSealedKeyring(keyring.root, bytesOfFile(file));
    },
  };
}
