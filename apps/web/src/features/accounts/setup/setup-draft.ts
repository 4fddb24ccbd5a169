/** What the first questions gathered, kept in memory only until the server has it. */
export interface SetupDraft {
  readonly name: string;
  readonly email: string;
  readonly code: string;
  readonly password: string;
}

export const emptyDraft: SetupDraft = { name: '', email: '', code: '', password: '' };

/** Which question the server's refusal is about: its codes for the set-up code and for the password. */
export function questionOf(code: string): 'owner' | 'password' | null {
  if (code === 'CW-ACC-004') return 'owner';
  return code === 'CW-ACC-006' || code === 'CW-ACC-007' ? 'password' : null;
}

/** NIST SP 800-63B-4, 3.1.1.2: a password that stands alone has at least 15 characters; no rules about kinds of signs. */
export const PASSWORD_LENGTH = 15;

/** The same, where the login asks for a code as well. */
export const PASSWORD_LENGTH_BESIDE_A_CODE = 8;

/** Characters as a person counts them (code points), not UTF-16 units. */
export const lengthOf = (password: string): number => [...password].length;

/** The groups of a recovery key as they stand on the kit. */
export const groupsOf = (words: string): readonly string[] => words.split(/[\s-]+/).filter((group) => group !== '');

/** Only what surely cannot be an address is refused here: the server has the last word. */
export const looksLikeEmail = (text: string): boolean => /^\S+@\S+$/.test(text);
