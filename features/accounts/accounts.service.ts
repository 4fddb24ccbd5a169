import { setTimeout as sleep } from 'node:timers/promises';
import type { Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type AccountId, newId } from '@chartwarden/ids';
import type { Reseal } from '@chartwarden/vault';
import { createAccountNotesStore } from './account-notes.store.ts';
import { type AccountNotes, createAccountNotes } from './account-notes.ts';
import { createAccountsStore } from './accounts.store.ts';
import { type AddressProof, createAddressProof } from './address-proof.ts';
import { createAdministrationStore } from './administration.store.ts';
import { type Administration, createAdministration } from './administration.ts';
import { createApiTokensStore } from './api-tokens.store.ts';
import { type ApiTokens, createApiTokens } from './api-tokens.ts';
import { createChallengesStore } from './challenges.store.ts';
import { createChallenges } from './challenges.ts';
import { type Confirming, createConfirming } from './confirming.ts';
import { createCredentials } from './credentials.ts';
import { createDevices } from './devices.ts';
import { createFactorsStore } from './factors.store.ts';
import { createFactors } from './factors.ts';
import { createHandover, type Handover } from './handover/handover.service.ts';
import { createHandoverStore } from './handover/handover.store.ts';
import { createIdentities, type Profile } from './identity.ts';
import { type AllInvitations, createAllInvitations } from './invitation-parts.ts';
import { createInvitationsStore } from './invitations.store.ts';
import { createLinkedIdentities, type LinkedIdentities } from './linked-identities.ts';
import { createLinks } from './links.ts';
import { createLogin, type LoggedIn, type Login } from './login.ts';
import { createLostPassword, type LostPassword } from './lost-password.ts';
import { type Caller, noteOf } from './notes.ts';
import { createNoticeMailStore } from './notice-mail.store.ts';
import { createNoticeMail, type NoticeMail } from './notice-mail.ts';
import { createOutboxStore } from './outbox.store.ts';
import { createOutbox } from './outbox.ts';
import { createOwnFactors, type OwnFactors } from './own-factors.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createPasswords, type Passwords } from './password.ts';
import type { AccountsPorts, AccountsSettings, RecoveryKit } from './ports.ts';
import { createPreferences, type PreferencesOf } from './preferences.ts';
import { type CarriesSession, presented } from './presented.ts';
import { createProvePassword } from './prove-password.ts';
import { createRegistration, type Registration } from './registration.ts';
import { createSecondStep } from './second-step.ts';
import { createSessionView, type SessionView } from './session-view.ts';
import { createSessionsStore } from './sessions.store.ts';
import { createSessions, type Session, type SessionLine } from './sessions.ts';
import { createSetup, type FirstOwner, type Setup } from './setup.ts';
import { createMayChange, type MayChange } from './showing.ts';
import { createSignOn, type SignOn } from './sign-on.ts';
import { createThrottleStore } from './throttle.store.ts';
import { createThrottle } from './throttle.ts';
import { createWaysIn } from './ways-in.ts';

/** What the operator at the shell may do here; the answers of `chartwarden setup`. */
export interface AccountsOperator {
  /** Throws CW-ACC-003 when there is an owner, CW-ACC-006 or CW-ACC-007. */
  setup(input: FirstOwner): Promise<LoggedIn & { readonly kit: RecoveryKit }>;
  /** For the first run while there is no owner; afterwards for the owner of that address. Throws CW-ACC-011. */
  setupLink(email: string): Promise<{
    readonly purpose: 'first-run' | 'new-password';
    readonly url: string;
    readonly expires: number;
    readonly sessionsEnded: number;
  }>;
}

export interface Accounts extends AllInvitations {
  readonly setup: Setup;
  readonly login: Login;
  readonly operator: AccountsOperator;
  readonly settings: AccountsSettings;
  readonly preferences: PreferencesOf;
  readonly administration: Administration;
  readonly handover: Handover;
  readonly apiTokens: ApiTokens;
  readonly lostPassword: LostPassword;
  readonly noticeMail: NoticeMail;
  readonly confirming: Confirming;
  readonly ownFactors: OwnFactors;
  readonly passkeys: Passkeys;
  readonly linked: LinkedIdentities;
  readonly signOn: SignOn;
  readonly registration: Registration;
  readonly addressProof: AddressProof;
  /** Throws CW-ACC-080 for whoever may only look around. */
  readonly mayChange: MayChange;
  /** What other features keep for an account. */
  readonly notes: AccountNotes;
  /**
   * Who makes this request, or null. Looked up every time, so that an ended session is nobody at once. Throws CW-ACC-036
   * for a session that is locked, unless it is asked even for those.
   */
  authenticate(request: CarriesSession, even?: 'locked'): Promise<Session | null>;
  view(session: Session): Promise<SessionView>;
  /** The name under which an account is shown to others; null when there is no such account. */
  nameOf(account: AccountId): Promise<string | null>;
  /** Name and address, for whose role it is to see them; null when there is no such account. */
  cardOf(account: AccountId): Promise<Profile | null>;
  /** The account of exactly this address, or null; one whose holder has not shown that it is theirs only if asked for. */
  findAccount(address: string, even?: 'unproven'): Promise<AccountId | null>;
  /** Leaves a notice that an account finds when it is next here: a kind of thing that happened, and when. */
  tell(account: AccountId, kind: string): Promise<void>;
  sessions(session: Session): Promise<SessionLine[]>;
  /** Throws CW-GEN-002 when it is not one of the account's own. */
  endSession(session: Session, id: string, caller: Caller): Promise<void>;
  /** API tokens, half-finished logins and links for a new password, too. Resolves with how many logins and tokens. */
  endOtherSessions(session: Session, caller: Caller): Promise<number>;
  /** Ends every session and API token of an account; for whoever disables it. */
  endSessionsOf(account: AccountId): Promise<number>;
  seeNotices(session: Session): Promise<void>;
  /** A notice for an account, inside a batch of the caller's; `at` in milliseconds. */
  notice(account: AccountId, kind: string, at: number): Statement;
  /** Notices that were seen before a time (milliseconds): how many, of how many accounts; and forgetting them. */
  readonly seenNotices: {
    count(before: number): Promise<{ readonly things: number; readonly of: number }>;
    apply(before: number): Promise<number>;
  };
  /** Removes what has expired; run it hourly. */
  sweep(): Promise<void>;
  /** For the job that sends mail: one message that waits. Throws CW-MAIL-*, CW-ACC-023. */
  deliver(mail: string): Promise<void>;
  /** For the doctor: whether mail is configured, and how many messages have waited for more than an hour. */
  mailState(): Promise<{ readonly configured: boolean; readonly late: number }>;
  /** For a key rotation: moves what is kept of an account, or of the instance, to its newest keys; 0 when all of it is. */
  reseal(scope: AccountId | 'instance', again: Reseal): Promise<number>;
}

/** `passwords` and `pause` are ports for tests: what is computed and how long is waited. */
export function createAccounts(
  ports: AccountsPorts,
  settings: AccountsSettings,
  outside: { readonly passwords?: Passwords; pause?(ms: number): Promise<void> } = {},
): Accounts {
  const { clock, db, gate, sealed } = ports;
  const store = createAccountsStore(db);
  const identities = createIdentities(store, ports);
  const sessions = createSessions(createSessionsStore(db), ports, settings);
  const throttle = createThrottle(createThrottleStore(db), sealed, clock);
  const notes = createAccountNotes(createAccountNotesStore(db), sealed, clock);
  const preferences = createPreferences(notes);
  const links = createLinks(store, ports, settings.sessionSecret);
  const passwords = outside.passwords ?? createPasswords();
  const pause = outside.pause ?? ((ms: number) => (ms > 0 ? sleep(ms) : Promise.resolve()));
  const basic = { store, identities, passwords, sessions, throttle, links, ports, settings, pause };
  const prove = createProvePassword(basic);
  const outbox = createOutbox(createOutboxStore(db), ports.mail, sealed, clock);
  const lostPassword = createLostPassword({ ...basic, outbox, preferences });
  const noticeMail = createNoticeMail({ ...basic, store: createNoticeMailStore(db), outbox, notes, preferences });
  const challenges = createChallenges(createChallengesStore(db), ports, settings.sessionSecret);
  const factorRows = createFactorsStore(db);
  const factors = createFactors(factorRows, notes, ports);
  const second = createSecondStep({ ...basic, factors, challenges });
  const apiTokens = createApiTokens({ ...basic, prove, second, store: createApiTokensStore(db) });
  const devices = createDevices({ ...basic, notes });
  const waysIn = createWaysIn({ rows: factorRows, identities });
  const linked = createLinkedIdentities({ ...basic, rows: factorRows, waysIn });
  const credentials = createCredentials({ passwords, linked });
  const door = { prove, apiTokens, factors, second, devices, outbox, preferences, challenges };
  const parts = { ...basic, ...door, waysIn, linked, credentials };
  const confirming = createConfirming(parts);
  const ownFactors = createOwnFactors(parts);
  const passkeys = createPasskeys({ ...parts, factors: factorRows });
  const setup = createSetup(parts);
  const login = createLogin(parts);
  const administration = createAdministration({ ...parts, uses: createAdministrationStore(db) });
  const handover = createHandover({ ...parts, rows: createHandoverStore(db) });
  const tell = (account: AccountId, kind: string) =>
    store.addNotice(account, { id: newId(clock.now()), kind, at: clock.now() });
  const addressProof = createAddressProof(parts);
  const invited = createAllInvitations({ ...parts, addressProof, rows: createInvitationsStore(db), tell });
  const { invitations, personInvitations, taking } = invited;
  const registration = createRegistration({ ...parts, addressProof });
  const signOn = createSignOn({ ...parts, login, confirming, registration, taking });
  const operatorCaller: Caller = { client: 'cli', facts: {} };

  return {
    setup,
    login,
    settings,
    preferences,
    administration,
    handover,
    apiTokens,
    lostPassword,
    noticeMail,
    confirming,
    ownFactors,
    passkeys,
    linked,
    signOn,
    ...invited,
    registration,
    addressProof,
    mayChange: createMayChange(ports),
    notes,
    operator: {
      setup: (input) => setup.firstOwner(input, operatorCaller, 'operator'),
      async setupLink(email) {
        if (!gate.hasOwner()) {
          const { token, expires } = await setup.firstRunLink();
          return { purpose: 'first-run', url: `${settings.publicUrl}/setup#code=${token}`, expires, sessionsEnded: 0 };
        }
        const { token, expires, sessionsEnded } = await login.newPasswordLink(email);
        const row = await identities.byEmail(email);
        if (row !== null) await apiTokens.endAll(row.id);
        const url = `${settings.publicUrl}/new-password#link=${token}`;
        return { purpose: 'new-password', url, expires, sessionsEnded };
      },
    },
    async authenticate(request, even) {
      const found = presented(request, settings.cookie.name);
      if (found === null) return null;
      const session = await (found.client === 'api' ? apiTokens.find(found.token) : sessions.find(found));
      if (session?.locked && even !== 'locked') throw new CodedError('CW-ACC-036');
      return session;
    },
    view: createSessionView({ ...parts, setup }),
    async nameOf(account) {
      const row = await identities.byId(account);
      return row === null ? null : identities.profile(row).name;
    },
    async cardOf(account) {
      const row = await identities.byId(account);
      return row === null ? null : identities.profile(row);
    },
    async findAccount(address, even) {
      const row = await identities.byEmail(address);
      return row !== null && (even === 'unproven' || identities.isProven(row)) ? row.id : null;
    },
    tell,
    sessions: (session) => sessions.list(session),
    async endSession(session, id, caller) {
      if (!(await sessions.end(session.account, id))) throw new CodedError('CW-GEN-002');
      await gate.note(noteOf(session.actor, 'session-end', caller, { detail: { count: 1 } }));
    },
    async endOtherSessions(session, caller) {
      const { account, id } = session;
      const count = (await sessions.endAll(account, id)) + (await apiTokens.endAll(account));
      // Whoever had one of those may have begun something, or asked for a link.
      await challenges.endAll(account);
      await links.endAll('new-password', account);
      await gate.note(noteOf(session.actor, 'session-end', caller, { detail: { count } }));
      return count;
    },
    notice: (account, kind, at) => store.noticeStatement(account, { id: newId(at), kind, at }),
    async endSessionsOf(account) {
      return (await sessions.endAll(account)) + (await apiTokens.endAll(account));
    },
    seeNotices: (session) => store.seeNotices(session.account, clock.now()),
    seenNotices: { count: store.oldNotices, apply: store.forgetNotices },
    async sweep() {
      await sessions.sweep();
      await apiTokens.sweep();
      await challenges.sweep();
      await throttle.sweep();
      await store.sweepLinks(clock.now());
      await invitations.sweep();
      await personInvitations.sweep();
      await outbox.sweep();
      await noticeMail.sweep();
    },
    deliver: (mail) =>
      outbox.deliver(mail, async (waiting) => {
        if (waiting.kind === 'message') return waiting;
        return waiting.kind === 'notices' ? noticeMail.message(waiting) : lostPassword.message(waiting.email);
      }),
    mailState: async () => ({ configured: outbox.isOpen, late: await outbox.late() }),
    // Counters of the throttle are not moved: they begin anew.
    async reseal(scope, again) {
      if (scope === 'instance')
        return (
          (await identities.retoken()) +
          (await notes.retoken()) +
          (await invitations.reseal(again)) +
          (await handover.reseal(again)) +
          (await outbox.reseal(again)) +
          (await passkeys.retoken()) +
          (await linked.retoken())
        );
      const account = (await identities.reseal(scope, again)) + (await sessions.reseal(scope, again));
      return (
        account +
        (await notes.reseal(scope, again)) +
        (await apiTokens.reseal(scope, again)) +
        (await factors.reseal(scope, again))
      );
    },
  };
}
