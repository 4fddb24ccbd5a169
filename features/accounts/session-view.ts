import { CodedError } from '@chartwarden/errors';
import type { AccountsStore, NoticeRow } from './accounts.store.ts';
import type { Identities, Profile } from './identity.ts';
import type { Preferences, PreferencesOf } from './preferences.ts';
import type { Session } from './sessions.ts';
import type { Setup } from './setup.ts';

/** Who is logged in, and what they should know. */
export interface SessionView {
  readonly account: Profile & { readonly roles: Session['roles'] };
  /** True: nothing else of the server answers before its holder has proved who they are. */
  readonly locked: boolean;
  /** False: nobody finds this account by its address, which anybody could have typed. */
  readonly addressProven: boolean;
  readonly kitConfirmed: boolean;
  readonly expires: number;
  readonly notices: readonly NoticeRow[];
  readonly preferences: Preferences;
}

/** Throws CW-ACC-001 for an account that is gone. */
export const createSessionView =
  (parts: {
    readonly store: AccountsStore;
    readonly identities: Identities;
    readonly preferences: PreferencesOf;
    readonly setup: Setup;
  }) =>
  async (session: Session): Promise<SessionView> => {
    const { store, identities, preferences, setup } = parts;
    const row = await identities.byId(session.account);
    if (row === null) throw new CodedError('CW-ACC-001');
    return {
      account: { ...identities.profile(row), roles: session.roles },
      locked: session.locked,
      addressProven: identities.isProven(row),
      // The kit is the owners' to keep: nobody else is asked for it, or held up by it.
      kitConfirmed: !session.roles.includes('owner') || (await setup.kitConfirmed()),
      expires: session.expires,
      // Nobody has shown who is there: what happened is not for them.
      notices: session.locked ? [] : await store.notices(session.account),
      preferences: await preferences.get(session.account),
    };
  };
