import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { FactorsStore } from './factors.store.ts';
import type { Identities } from './identity.ts';

/** What opens an account by itself: its password, its passkeys, its accounts elsewhere. The last of them stays. */
export interface WaysIn {
  hasPassword(account: AccountId): Promise<boolean>;
  /** Takes a passkey or an identity of that account away. Throws CW-ACC-077 when nothing else opens it. */
  lose(account: AccountId, id: string): Promise<void>;
}

export function createWaysIn(parts: { readonly rows: FactorsStore; readonly identities: Identities }): WaysIn {
  const { rows, identities } = parts;
  const hasPassword: WaysIn['hasPassword'] = async (account) => {
    const row = await identities.byId(account);
    return row !== null && identities.passwordHash(row) !== null;
  };
  return {
    hasPassword,
    async lose(account, id) {
      // Nobody gives a password up, so that who has one has it still when the row goes.
      const gone = (await hasPassword(account)) ? rows.remove(account, id) : rows.removeUnlessLast(account, id);
      if ((await gone) === 0) throw new CodedError('CW-ACC-077');
    },
  };
}
