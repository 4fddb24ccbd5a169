import { createHash, randomInt } from 'node:crypto';

/** Crockford base 32: none is mistaken for another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const COUNT = 10;
const LENGTH = 16;

/** Ten codes of 80 random bits each, in four groups: the only copy. */
export const makeRecoveryCodes = (): string[] =>
  Array.from({ length: COUNT }, () =>
    Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)])
      .join('')
      .replace(/.{4}(?=.)/g, '$&-'),
  );

/**
 * What is kept of a code, in hex. It is random enough that a plain hash cannot be searched, and what it is kept in is
 * sealed. Case, spaces and dashes do not matter; O, I, L are 0, 1, 1.
 */
export const recoveryDigest = (typed: string): string =>
  createHash('sha256')
    .update(typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'))
    .digest('hex');
