import { CodedError } from '@chartwarden/errors';
import { type AccountId, idToBytes, newId } from '@chartwarden/ids';
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import type { ChallengePurpose } from './challenges.store.ts';
import type { Begun, Challenges } from './challenges.ts';
import type { FactorRow, FactorsStore } from './factors.store.ts';
import { factorPlace } from './factors.ts';
import type { Identities } from './identity.ts';
import { type Caller, type DoorAction, noteOf, stranger } from './notes.ts';
import { noticeOf } from './notices.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import type { Session } from './sessions.ts';
import { standingOf } from './standing.ts';
import { sourceOf } from './throttle.ts';
import type { WaysIn } from './ways-in.ts';

export interface PasskeyLine {
  readonly id: string;
  /** What its holder calls it. */
  readonly name: string;
  readonly createdAt: number;
  readonly usedAt: number | null;
}

/** What the browser's authenticator is asked, and the token under which its answer is awaited for five minutes. */
export interface Asked<Options> {
  readonly token: string;
  readonly options: Options;
}
export interface Answered<Response> {
  readonly token: string;
  readonly response: Response;
}

/**
 * Passkeys (Web Authentication): discoverable, with user verification, so that one alone is a login of two factors. The
 * relying party is the public address. Credential, key and name are sealed with the account's key; a credential is found
 * by its blind token.
 */
export interface Passkeys {
  list(account: AccountId): Promise<PasskeyLine[]>;
  offer(session: Session): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>>;
  /** Throws CW-ACC-032 when it took too long, CW-ACC-035. The account is told. */
  add(
    session: Session,
    answer: Answered<RegistrationResponseJSON> & { readonly name: string },
    caller: Caller,
  ): Promise<PasskeyLine>;
  /** Throws CW-GEN-002, as {@link remove} does, when it is not one of the account's own. */
  rename(session: Session, id: string, name: string): Promise<void>;
  /** Throws CW-ACC-077 when nothing else opens the account. */
  remove(session: Session, id: string, caller: Caller): Promise<void>;
  /** For whoever wants to log in: the browser offers what it has for this address. */
  askLogin(caller: Caller): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>>;
  /** Whose login it is. Throws CW-ACC-032, and CW-ACC-035 for everything that is not right, all the same. */
  login(answer: Answered<AuthenticationResponseJSON>, caller: Caller): Promise<AccountRow>;
  /** The same for who is logged in already. */
  askAgain(session: Session): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>>;
  again(session: Session, answer: Answered<AuthenticationResponseJSON>, caller: Caller): Promise<void>;
  /** Gives every passkey the token of the newest generation. Resolves with how many had another. */
  retoken(): Promise<number>;
}

interface Content {
  readonly credential: string;
  /** COSE, base64url. */
  readonly key: string;
  readonly transports: readonly string[];
  readonly name: string;
}

const RP_NAME = 'Chartwarden';
/** Enough for every device of a person, and no more than a list can show. */
const MOST = 20;
/** Its certificates and parsers are loaded when somebody uses a passkey. */
const webAuthn = () => import('@simplewebauthn/server');

export function createPasskeys(parts: {
  readonly factors: FactorsStore;
  readonly store: AccountsStore;
  readonly identities: Identities;
  readonly challenges: Challenges;
  readonly waysIn: WaysIn;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate' | 'sealed'>;
  readonly settings: Pick<AccountsSettings, 'publicUrl'>;
}): Passkeys {
  const { factors, store, identities, challenges, waysIn, ports, settings } = parts;
  const { clock, gate, sealed } = ports;

  const relyingParty = () => {
    const { origin, hostname } = new URL(settings.publicUrl);
    return { expectedOrigin: origin, expectedRPID: hostname };
  };
  const contentOf = (row: FactorRow): Content =>
    JSON.parse(sealed.open(row.account, factorPlace(row), row.content).toString('utf8')) as Content;
  const fill = (row: Omit<FactorRow, 'content'>, content: Content): FactorRow => ({
    ...row,
    content: sealed.seal(row.account, factorPlace(row), Buffer.from(JSON.stringify(content))),
  });
  const lineOf = (row: FactorRow): PasskeyLine => {
    const { id, createdAt, usedAt } = row;
    return { id, name: contentOf(row).name, createdAt, usedAt };
  };
  const own = async (account: AccountId): Promise<FactorRow[]> =>
    (await factors.ofAccount(account)).filter(({ kind }) => kind === 'passkey');
  const begun = async (token: string, purpose: ChallengePurpose, bound: string): Promise<Begun> => {
    const found = await challenges.find(token, purpose, bound);
    // Used up before it is looked at: an answer is tried once.
    if (found === null || !(await found.use())) throw new CodedError('CW-ACC-032');
    return found;
  };
  const ask = async (
    purpose: ChallengePurpose,
    account: AccountId | null,
    bound: string,
    allowCredentials: readonly Content[],
  ): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>> => {
    const { generateAuthenticationOptions } = await webAuthn();
    const options = await generateAuthenticationOptions({
      rpID: relyingParty().expectedRPID,
      userVerification: 'required',
      allowCredentials: allowCredentials.map(({ credential, transports }) => ({
        id: credential,
        transports: [...transports] as AuthenticatorTransport[],
      })),
    });
    const { token } = await challenges.begin({ purpose, account, bound, data: options.challenge });
    return { token, options };
  };
  /** The passkey that signed, or null. `account`: whose it must be. */
  const signedBy = async (
    response: AuthenticationResponseJSON,
    expectedChallenge: string,
    account: AccountId | null,
  ): Promise<FactorRow | null> => {
    const rows = await factors.byLookup(sealed.tokens('passkey', response.id));
    for (const row of rows) {
      // Also takes over the keys of an account that another process made.
      const holder = await identities.byId(row.account);
      if (holder === null || (account !== null && row.account !== account)) continue;
      const { credential, key } = contentOf(row);
      // Eight bytes of token can collide; the credential itself decides.
      if (credential !== response.id) continue;
      const { verifyAuthenticationResponse } = await webAuthn();
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge,
        ...relyingParty(),
        requireUserVerification: true,
        credential: { id: credential, publicKey: new Uint8Array(Buffer.from(key, 'base64url')), counter: row.counter },
      });
      if (!verified) return null;
      const { newCounter } = authenticationInfo;
      // One that counts counts on (6.1.1): the same count twice is a copy. One that does not says 0 always.
      const counted = newCounter === 0 ? factors.touch(row, clock.now()) : factors.spend(row, newCounter, clock.now());
      return (await counted) ? row : null;
    }
    return null;
  };
  const check = async (
    response: AuthenticationResponseJSON,
    challenge: string,
    account: AccountId | null,
    caller: Caller,
    action: DoorAction,
  ): Promise<FactorRow> => {
    // The library throws whatever it does not like; from outside all of it is one answer.
    const row = await signedBy(response, challenge, account).catch(() => null);
    if (row !== null && (await standingOf(gate, row.account)).status === 'active') return row;
    await gate.note(noteOf(stranger(caller), action, caller, { code: 'CW-ACC-035' }));
    throw new CodedError('CW-ACC-035');
  };

  return {
    list: async (account) => (await own(account)).map(lineOf),
    async offer({ account, id }) {
      const row = await identities.byId(account);
      if (row === null) throw new CodedError('CW-ACC-001');
      const { email, name } = identities.profile(row);
      const { generateRegistrationOptions } = await webAuthn();
      const options = await generateRegistrationOptions({
        rpName: RP_NAME,
        rpID: relyingParty().expectedRPID,
        userName: email,
        userDisplayName: name,
        userID: new Uint8Array(idToBytes(account)),
        attestationType: 'none',
        excludeCredentials: (await own(account)).map((one) => ({ id: contentOf(one).credential })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      const { token } = await challenges.begin({
        purpose: 'passkey-new',
        account,
        bound: id,
        data: options.challenge,
      });
      return { token, options };
    },
    async add(session, { token, response, name }, caller) {
      const { account } = session;
      const { data } = await begun(token, 'passkey-new', session.id);
      const { verifyRegistrationResponse } = await webAuthn();
      const result = await verifyRegistrationResponse({
        response,
        expectedChallenge: data,
        ...relyingParty(),
        requireUserVerification: true,
      }).catch(() => null);
      if (!result?.verified || (await own(account)).length >= MOST) throw new CodedError('CW-ACC-035');
      const { credential } = result.registrationInfo;
      const now = clock.now();
      const content: Content = {
        credential: credential.id,
        key: Buffer.from(credential.publicKey).toString('base64url'),
        transports: credential.transports ?? [],
        name,
      };
      const row = fill(
        {
          id: newId(now),
          account,
          kind: 'passkey',
          version: 1,
          createdAt: now,
          usedAt: null,
          counter: credential.counter,
          lookup: sealed.token('passkey', credential.id),
        },
        content,
      );
      await gate.note(noteOf(session.actor, 'passkey', caller, { detail: { passkey: row.id, what: 'added' } }));
      if (!(await factors.insert(row, []))) throw new CodedError('CW-ACC-035');
      await store.addNotice(account, noticeOf('passkey-added', clock));
      return lineOf(row);
    },
    async rename({ account }, id, name) {
      const row = (await own(account)).find((one) => one.id === id);
      if (row === undefined) throw new CodedError('CW-GEN-002');
      await factors.replace(row, fill({ ...row, version: row.version + 1 }, { ...contentOf(row), name }));
    },
    async remove(session, id, caller) {
      const { account } = session;
      const row = (await own(account)).find((one) => one.id === id);
      if (row === undefined) throw new CodedError('CW-GEN-002');
      await waysIn.lose(account, id);
      await gate.note(noteOf(session.actor, 'passkey', caller, { detail: { passkey: id, what: 'removed' } }));
      await store.addNotice(account, noticeOf('passkey-removed', clock));
    },
    askLogin: (caller) => ask('passkey-login', null, sourceOf(caller.facts.ip), []),
    async login({ token, response }, caller) {
      const { data } = await begun(token, 'passkey-login', sourceOf(caller.facts.ip));
      const row = await check(response, data, null, caller, 'login');
      const account = await identities.byId(row.account);
      if (account === null) throw new CodedError('CW-ACC-035');
      return account;
    },
    async askAgain({ account, id }) {
      return ask('passkey-again', account, id, (await own(account)).map(contentOf));
    },
    async again({ account, id }, { token, response }, caller) {
      const { data } = await begun(token, 'passkey-again', id);
      await check(response, data, account, caller, 'confirm');
    },
    async retoken() {
      let moved = 0;
      for (const row of await factors.ofKind('passkey')) {
        const lookup = sealed.token('passkey', contentOf(row).credential);
        if (row.lookup !== null && lookup.equals(row.lookup)) continue;
        await factors.replace(row, { ...row, lookup });
        moved += 1;
      }
      return moved;
    },
  };
}
