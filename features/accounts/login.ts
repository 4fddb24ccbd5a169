import { CodedError } from '@chartwarden/errors';
import { newId } from '@chartwarden/ids';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import type { Devices } from './devices.ts';
import type { Factors, GivenFactor } from './factors.ts';
import { foldEmail, type Identities, type Profile } from './identity.ts';
import type { Links } from './links.ts';
import { type Caller, noteOf, OPERATOR } from './notes.ts';
import { checkPassword, type Passwords } from './password.ts';
import type { AccountsPorts } from './ports.ts';
import type { ProvePassword } from './prove-password.ts';
import type { SecondStep } from './second-step.ts';
import type { ProvedHow } from './sessions.store.ts';
import type { OpenedSession, Session, Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';

/** What a login gives: who it is, and a session whose token leaves once. */
export interface LoggedIn {
  readonly account: Profile;
  readonly opened: OpenedSession;
}

export interface Login {
  /**
   * Throws CW-ACC-002, the same words after the same work for an unknown address, a wrong password and a disabled
   * account (ASVS 6.3.8), ThrottledError, or, when the account wants a code as well, SecondStepError. `previous` is the
   * session the caller had; it ends.
   */
  login(
    input: { readonly email: string; readonly password: string },
    caller: Caller,
    previous: Session | null,
  ): Promise<LoggedIn>;
  /** The second step of a login. Throws CW-ACC-031, CW-ACC-032, ThrottledError. */
  secondStep(token: string, given: GivenFactor, caller: Caller, previous: Session | null): Promise<LoggedIn>;
  /** Opens a session for whoever was proved otherwise; `provedAt`: when, if not now. */
  proven(
    row: AccountRow,
    how: ProvedHow,
    caller: Caller,
    previous: Session | null,
    provedAt?: number,
  ): Promise<LoggedIn>;
  logout(session: Session, caller: Caller): Promise<void>;
  /** Ends every other session of the account, its API tokens and links for a new password. Throws CW-ACC-002, CW-ACC-006, CW-ACC-007. */
  changePassword(
    session: Session,
    input: { readonly current: string; readonly next: string },
    caller: Caller,
  ): Promise<void>;
  /** For an account that has none yet; ends every other session. Throws CW-ACC-002 when it has one, CW-ACC-006, CW-ACC-007. */
  firstPassword(session: Session, password: string, caller: Caller): Promise<void>;
  /** A link for an owner who lost the password; ends their sessions at once and leaves a notice. Throws CW-ACC-011. */
  newPasswordLink(
    email: string,
  ): Promise<{ readonly token: string; readonly expires: number; readonly sessionsEnded: number }>;
  /**
   * Uses such a link. Throws CW-ACC-009, CW-ACC-006, CW-ACC-007 (the link stays usable for the last two). One that an owner
   * handed out, or that came by mail, replaces the password only: with a second step, SecondStepError follows it.
   */
  newPassword(input: { readonly token: string; readonly password: string }, caller: Caller): Promise<LoggedIn>;
}

export interface LoginParts {
  readonly store: AccountsStore;
  readonly identities: Identities;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly throttle: Throttle;
  readonly links: Links;
  readonly prove: ProvePassword;
  readonly factors: Factors;
  readonly second: SecondStep;
  readonly devices: Devices;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
}

export function createLogin(parts: LoginParts): Login {
  const { store, identities, passwords, sessions, throttle, links, prove, factors, second, devices } = parts;
  const { clock, gate } = parts.ports;

  const enter = async (
    row: AccountRow,
    caller: Caller,
    action: 'login' | 'new-password',
    how: ProvedHow,
    provedAt?: number,
  ): Promise<LoggedIn> => {
    const opened = await sessions.open(row.id, caller.client, caller.facts, row.passwordVersion, how, provedAt);
    try {
      const detail = how === 'password' ? {} : { detail: { how } };
      await gate.note(noteOf(opened.session.actor, action, caller, detail));
    } catch (error) {
      await sessions.end(row.id, opened.session.id);
      throw error;
    }
    await devices.met(row.id, caller);
    return { account: identities.profile(row), opened };
  };
  const proven: Login['proven'] = async (row, how, caller, previous, provedAt) => {
    const logged = await enter(row, caller, 'login', how, provedAt);
    if (previous !== null) await sessions.end(previous.account, previous.id);
    return logged;
  };
  const replacePassword = async (row: AccountRow, password: string): Promise<AccountRow> => {
    checkPassword(password, identities.profile(row), await factors.least(row.id));
    const changed = await identities.setPassword(row, await passwords.hash(password));
    if (changed) await factors.passwordChanged(row.id, password);
    // One that lies in a mailbox must not undo this. What was half begun and API tokens end with the password's version.
    await links.endAll('new-password', row.id);
    const fresh = changed ? await identities.byId(row.id) : null;
    if (fresh === null) throw new CodedError('CW-ACC-002');
    return fresh;
  };

  return {
    proven,
    async login({ email, password }, caller, previous) {
      const row = await identities.byEmail(email);
      const right = await prove({ email, row, password }, caller, 'login');
      await second.ask(right, caller, 'login');
      return proven(right, 'password', caller, previous);
    },
    async secondStep(token, given, caller, previous) {
      const row = await second.finish(token, given, caller);
      return proven(row, 'code' in given ? 'code' : 'recovery', caller, previous);
    },
    async logout(session, caller) {
      await sessions.end(session.account, session.id);
      await gate.note(noteOf(session.actor, 'logout', caller));
    },
    async changePassword(session, { current, next }, caller) {
      const row = await identities.byId(session.account);
      if (row === null) throw new CodedError('CW-ACC-002');
      const right = await prove({ email: identities.profile(row).email, row, password: current }, caller, 'login');
      await replacePassword(right, next);
      await sessions.endAll(session.account, session.id);
      await gate.note(noteOf(session.actor, 'new-password', caller));
    },
    async firstPassword(session, password, caller) {
      const row = await identities.byId(session.account);
      if (row === null || identities.passwordHash(row) !== null) throw new CodedError('CW-ACC-002');
      await replacePassword(row, password);
      await sessions.endAll(session.account, session.id);
      await gate.note(noteOf(session.actor, 'new-password', caller));
    },
    async newPasswordLink(email) {
      const row = await identities.byEmail(email);
      if (row === null || !gate.account(row.id).roles.includes('owner')) throw new CodedError('CW-ACC-011');
      const caller: Caller = { client: 'cli', facts: {} };
      await gate.note(noteOf(OPERATOR, 'setup-link', caller, { detail: { account: row.id } }));
      const now = clock.now();
      await store.addNotice(row.id, { id: newId(now), kind: 'new-password-link', at: now });
      const sessionsEnded = await sessions.endAll(row.id);
      await throttle.forgive(foldEmail(email));
      return { ...(await links.make('new-password', row.id)), sessionsEnded };
    },
    async newPassword({ token, password }, caller) {
      const { account, alone, issuer } = await links.peek(token, 'new-password');
      const row = account === null ? null : await identities.byId(account);
      if (row === null || gate.account(row.id).status !== 'active') throw new CodedError('CW-ACC-009');
      checkPassword(password, identities.profile(row), await factors.least(row.id));
      await links.use(token);
      const fresh = await replacePassword(row, password);
      await sessions.endAll(row.id);
      // It came by mail, and came back.
      if (!alone && issuer === null) await identities.prove(row.id);
      // The operator's link stands for the machine itself; an owner's, or a mailed one, for the password and no more.
      if (!alone) await second.ask(fresh, caller, 'new-password');
      return enter(fresh, caller, 'new-password', 'link');
    },
  };
}
