import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '@chartwarden/errors';

/** Where things stand in the data folder. */
export interface DataFolder {
  readonly root: string;
  readonly keys: string;
  readonly database: string;
  readonly keyring: string;
  readonly objects: string;
  readonly highWater: string;
  /** Says where a running server listens (0600). */
  readonly serverNote: string;
  /** Lets the operator's command line into a running server (0600, new at every start). */
  readonly operatorToken: string;
  /** The witness's folder, chosen at set-up. */
  readonly witnessNote: string;
  /** Where the sealed keyring was written to last, when the settings do not say. */
  readonly sealedNote: string;
  /** Room that is kept back for the log. */
  readonly reserve: string;
  /** There while a restore is under way, or after one that was cut off: nothing is served then. */
  readonly restoring: string;
}

/** Makes the data folder and its `keys` folder, private to this user. Throws CW-VLT-005 when `keys` is open to others. */
export function openDataFolder(root: string): DataFolder {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const keys = join(root, 'keys');
  if (!existsSync(keys)) {
    mkdirSync(keys, { mode: 0o700 });
    chmodSync(keys, 0o700);
  }
  const { mode } = lstatSync(keys);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new CodedError('CW-VLT-005', 'the folder "keys"');
  return {
    root,
    keys,
    database: join(root, 'chartwarden.db'),
    keyring: join(keys, 'keyring.db'),
    objects: join(root, 'objects'),
    highWater: join(keys, 'high-water'),
    serverNote: join(root, 'server.json'),
    operatorToken: join(keys, 'operator.token'),
    witnessNote: join(keys, 'witness.json'),
    sealedNote: join(keys, 'sealed-keyring.json'),
    reserve: join(root, 'reserve'),
    restoring: join(root, 'restoring.json'),
  };
}

/** The witness's folder as chosen at set-up; null for none, undefined when nobody chose yet. */
export function readWitnessNote(folder: DataFolder): string | null | undefined {
  if (!existsSync(folder.witnessNote)) return undefined;
  const note = JSON.parse(readFileSync(folder.witnessNote, 'utf8')) as { folder?: unknown };
  return typeof note.folder === 'string' ? note.folder : null;
}

export function writeWitnessNote(folder: DataFolder, witness: string | null): void {
  writeFileSync(folder.witnessNote, `${JSON.stringify({ folder: witness })}\n`, { mode: 0o600 });
}
