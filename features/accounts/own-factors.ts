import { CodedError, isCoded } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { AccountsStore } from './accounts.store.ts';
import { requireAdministrator } from './administration.ts';
import type { Factors, FactorsState } from './factors.ts';
import type { Identities } from './identity.ts';
import { type Caller, noteOf } from './notes.ts';
import { type NoticeKind, noticeOf } from './notices.ts';
import type { AccountsPorts } from './ports.ts';
import type { Session, Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';
import type { WaysIn } from './ways-in.ts';

/** The codes of one's own account: each change is an entry and a notice, and wants a session that is fresh (its routes say so). */
export interface OwnFactors {
  state(session: Session): Promise<FactorsState & { readonly hasPassword: boolean }>;
  /** Throws CW-ACC-033 when there is a second step already. */
  offerTotp(session: Session): Promise<{ readonly secret: string; readonly uri: string }>;
  /** Ends every other session. Throws CW-ACC-031, CW-ACC-033, ThrottledError. */
  confirmTotp(session: Session, code: string, caller: Caller): Promise<{ readonly codes: readonly string[] }>;
  /** Throws CW-ACC-033, CW-ACC-034. */
  removeTotp(session: Session, caller: Caller): Promise<void>;
  /** Throws CW-ACC-033. */
  renewCodes(session: Session, caller: Caller): Promise<{ readonly codes: readonly string[] }>;
  /**
   * An owner takes the second step off another's account, who lost app and codes; that account is told. With a password
   * too short to stand alone the next login needs a link for a new one. Throws CW-GATE-007, CW-GEN-002, CW-ACC-033.
   */
  takeAway(session: Session, account: AccountId, caller: Caller): Promise<void>;
}

export function createOwnFactors(parts: {
  readonly store: AccountsStore;
  readonly identities: Identities;
  readonly sessions: Sessions;
  readonly factors: Factors;
  readonly waysIn: WaysIn;
  readonly throttle: Throttle;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
}): OwnFactors {
  const { store, identities, sessions, factors, waysIn, throttle, ports } = parts;
  const { clock, gate } = ports;
  const done = async (session: Session, what: string, caller: Caller, told?: NoticeKind): Promise<void> => {
    await gate.note(noteOf(session.actor, 'second-step', caller, { detail: { what } }));
    if (told !== undefined) await store.addNotice(session.account, noticeOf(told, clock));
  };
  return {
    state: async ({ account }) => ({
      ...(await factors.state(account)),
      hasPassword: await waysIn.hasPassword(account),
    }),
    async offerTotp({ account }) {
      const row = await identities.byId(account);
      if (row === null) throw new CodedError('CW-ACC-001');
      return factors.offerTotp(account, identities.profile(row).email);
    },
    async confirmTotp(session, code, caller) {
      const attempt = await throttle.enter(`the offer to ${session.account}`, caller.facts.ip);
      const codes = await factors.confirmTotp(session.account, code).catch(async (error: unknown) => {
        // A wrong code stands in the log, as it does at the login.
        if (isCoded(error)) await gate.note(noteOf(session.actor, 'second-step', caller, { code: error.code }));
        throw error;
      });
      await attempt.succeeded();
      await done(session, 'on', caller, 'second-step-on');
      // They were opened without it.
      await sessions.endAll(session.account, session.id);
      return codes;
    },
    async removeTotp(session, caller) {
      await factors.removeTotp(session.account);
      await done(session, 'off', caller, 'second-step-off');
    },
    async renewCodes(session, caller) {
      const codes = await factors.renewCodes(session.account);
      await done(session, 'codes', caller);
      return codes;
    },
    async takeAway(session, account, caller) {
      await requireAdministrator(gate, session, caller, 'owners', account === session.account);
      if ((await identities.byId(account)) === null || gate.account(account).status === 'unknown')
        throw new CodedError('CW-GEN-002');
      if (!(await factors.hasSecond(account))) throw new CodedError('CW-ACC-033');
      await gate.note(noteOf(session.actor, 'second-step', caller, { detail: { account, what: 'taken-away' } }));
      await factors.removeAll(account);
      await store.addNotice(account, noticeOf('second-step-taken-away', clock));
    },
  };
}
