import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs';
import { CodedError } from '@chartwarden/errors';

/** Reads a small text file. Throws CW-CLI-007. */
export function readSmall(file: string, most = 1024 * 1024): string {
  try {
    if (statSync(file).size > most) throw new CodedError('CW-CLI-007', `${file} is too large to be that`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('CW-CLI-007', file, { cause: error });
  }
}

/** The first line of a password file, without its line end. Throws CW-CLI-007. */
export const readPasswordFile = (file: string): string => readSmall(file, 64 * 1024).split(/\r?\n/)[0] ?? '';

/** Throws CW-CLI-007 when there is no file that can be read. */
export function refuseMissing(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw new CodedError('CW-CLI-007', file, { cause: error });
  }
  if (!statSync(file).isFile()) throw new CodedError('CW-CLI-007', `${file} is not a file`);
}

/** Throws CW-CLI-008 when something is there. */
export function refuseExisting(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) throw new CodedError('CW-CLI-008', file);
}

/** Writes a new file that only this user can read. Throws CW-CLI-008 when it exists, CW-CLI-007 when it cannot be written. */
export function writePrivate(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const exists = (error as { code?: string }).code === 'EEXIST';
    throw new CodedError(exists ? 'CW-CLI-008' : 'CW-CLI-007', file, { cause: error });
  }
}
