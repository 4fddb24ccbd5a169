import type { Call } from '@chartwarden/http';
import type { Profile } from './identity.ts';
import type { LoggedIn } from './login.ts';
import type { AccountsSettings } from './ports.ts';
import type { Session } from './sessions.ts';

export interface Entered {
  readonly account: Profile & { readonly roles: Session['roles'] };
  readonly expires: number;
  /** For a command line only. */
  readonly token?: string;
}

/** Answers whoever has just been let in. */
export type LetIn = (call: Pick<Call<unknown, unknown, unknown, Session>, 'setCookie'>, logged: LoggedIn) => Entered;

/** A browser gets its token in a cookie that scripts cannot read, a command line in the body. */
export const createLetIn =
  ({ cookie, maxAgeMs }: Pick<AccountsSettings, 'cookie' | 'maxAgeMs'>): LetIn =>
  (call, { account, opened }) => {
    const { token, session } = opened;
    const answer = { account: { ...account, roles: session.roles }, expires: session.expires };
    if (session.client === 'cli') return { ...answer, token };
    call.setCookie(cookie.name, token, { ...cookie.options, maxAge: Math.floor(maxAgeMs / 1000) });
    return answer;
  };
