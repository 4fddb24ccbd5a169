import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { Identity, LinkedIdentities } from './linked-identities.ts';
import { checkPassword, type PasswordContext, type Passwords } from './password.ts';

/** With what a new account will be opened: a password, or an account elsewhere that its holder just signed in with. */
export type Credential = { readonly password: string } | { readonly identity: Identity };

export interface MadeCredential {
  /** Null: no password. */
  readonly hash: string | null;
  /** For the account's row, before the gate makes it active. Throws CW-ACC-076. */
  link(account: AccountId): Promise<void>;
}

export interface Credentials {
  /** Throws CW-ACC-006, CW-ACC-007; CW-ACC-076 when that opens another account. */
  check(credential: Credential, context: PasswordContext): Promise<void>;
  make(credential: Credential): Promise<MadeCredential>;
}

export function createCredentials(parts: {
  readonly passwords: Passwords;
  readonly linked: LinkedIdentities;
}): Credentials {
  const { passwords, linked } = parts;
  return {
    async check(credential, context) {
      if ('password' in credential) checkPassword(credential.password, context);
      else if ((await linked.find(credential.identity)) !== null) throw new CodedError('CW-ACC-076');
    },
    async make(credential) {
      if ('password' in credential)
        return { hash: await passwords.hash(credential.password), link: () => Promise.resolve() };
      const { issuer, subject, label } = credential.identity;
      return {
        hash: null,
        async link(account) {
          await linked.add(account, { issuer, subject, label });
        },
      };
    },
  };
}
