import { CodedError } from '@chartwarden/errors';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { COMMON_LONG_PASSWORDS } from './common-passwords.ts';
import { isCommonShort } from './common-short-passwords.ts';

/** What a password must not be made of. */
export interface PasswordContext {
  readonly email: string;
  readonly name: string;
}

export interface Passwords {
  /** A PHC string. Throws CW-ACC-012 when too many are being computed. */
  hash(password: string): Promise<string>;
  /**
   * Always costs one Argon2id computation: `stored` null (no such account) is compared with a dummy. `upgrade` is a new
   * hash when the right password was stored under weaker parameters.
   */
  verify(stored: string | null, password: string): Promise<{ readonly right: boolean; readonly upgrade?: string }>;
}

/** OWASP Password Storage, Argon2id: 19 MiB, 2 passes, 1 lane; a floor (design 3). Memory in KiB. */
export const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** NIST SP 800-63B-4, 3.1.1.2: at least 15 characters when the password is the only factor, at least 64 allowed. */
export const LEAST_ALONE = 15;
/** The same, where a second factor is asked for as well. */
export const LEAST_WITH_SECOND = 8;
const MOST = 1024;
/** What must be left of a password when every known word is taken out of it. */
const LEAST_OF_ITS_OWN = 6;

/** Throws CW-ACC-006 or CW-ACC-007. No rules of composition (SP 800-63B-4, 3.1.1.2). `least`: how many characters. */
export function checkPassword(password: string, context: PasswordContext, least = LEAST_ALONE): void {
  const length = [...normalise(password)].length;
  if (length < least || length > MOST) throw new CodedError(least === LEAST_ALONE ? 'CW-ACC-006' : 'CW-ACC-037');
  const plain = squeeze(password);
  if (length < LEAST_ALONE && isCommonShort(plain)) throw new CodedError('CW-ACC-007');
  if (COMMON_LONG_PASSWORDS.has(plain) || isRepetition(normalise(password).toLowerCase()))
    throw new CodedError('CW-ACC-007');
  if (plain !== '' && ownPart(plain, context).length < LEAST_OF_ITS_OWN) throw new CodedError('CW-ACC-007');
}

/** True when it is short enough to be worth computing. */
export const isPossiblePassword = (password: string): boolean => password.length <= 2 * MOST;

/**
 * At most `parallel` computations of 19 MiB at once and `waiting` in line, so that logins cannot take all memory.
 */
export function createPasswords(options: { readonly parallel?: number; readonly waiting?: number } = {}): Passwords {
  const inTurn = createTurnstile(options.parallel ?? 2, options.waiting ?? 64);
  const compute = (password: string) => inTurn(() => hash(normalise(password), ARGON2ID));
  let dummy: Promise<string> | undefined;
  return {
    hash: compute,
    async verify(stored, password) {
      dummy ??= hash('no account has this password', ARGON2ID);
      const nobody = await dummy;
      const against = stored ?? nobody;
      const matches = await inTurn(() => verify(against, normalise(password)));
      const right = matches && stored !== null;
      if (!right || !isWeaker(against)) return { right };
      return { right, upgrade: await compute(password) };
    },
  };
}

/** SP 800-63B-4, 3.1.1.2: normalise before hashing, so that every keyboard makes the same bytes. */
const normalise = (password: string): string => password.normalize('NFKC');

function isWeaker(phc: string): boolean {
  const used = parseOptions(phc);
  return used.memoryCost < ARGON2ID.memoryCost || used.timeCost < ARGON2ID.timeCost || !phc.startsWith('$argon2id$');
}

const squeeze = (text: string): string =>
  normalise(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** `abcabcabcabcabc`, `aabbaabbabababa`: one to five characters again and again, or three in any order. */
function isRepetition(text: string): boolean {
  if (new Set(text).size <= 3) return true;
  const unit = /^(.{1,5}?)\1{2,}/su.exec(text)?.[1] ?? '';
  return unit !== '' && unit.repeat(Math.ceil(text.length / unit.length)).startsWith(text);
}

function ownPart(plain: string, { email, name }: PasswordContext): string {
  const words = ['chartwarden', squeeze(email), ...email.split('@').map((part) => squeeze(part)), squeeze(name)]
    .concat(name.split(/\s+/).map((part) => squeeze(part)))
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  return words.reduce((rest, word) => rest.replaceAll(word, ''), plain);
}

function createTurnstile(parallel: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const line: (() => void)[] = [];
  return async (work) => {
    if (running >= parallel) {
      if (line.length >= waiting) throw new CodedError('CW-ACC-012');
      await new Promise<void>((turn) => line.push(turn));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      // The place is handed on without being given up, so that nobody overtakes the line.
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
