import { createHmac } from 'node:crypto';
import { CodedError, isCoded } from '@chartwarden/errors';
import type { AccountRow } from './accounts.store.ts';
import type { Challenges } from './challenges.ts';
import { type Confirming, FRESH_MS } from './confirming.ts';
import type { IdentityLine, LinkedIdentities } from './linked-identities.ts';
import type { LoggedIn, Login } from './login.ts';
import { type Caller, noteOf, stranger } from './notes.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import type { Registration } from './registration.ts';
import { type SecondStep, SecondStepError } from './second-step.ts';
import type { Session } from './sessions.ts';
import { createProviderClient, type ProviderClient, type SignedOn, type SignOnTrouble } from './sign-on-provider.ts';
import { standingOf } from './standing.ts';
import type { TakeInvitation } from './take-invitation.ts';
import type { Throttle } from './throttle.ts';
import { createTokens } from './tokens.ts';

/** What somebody goes there for. */
export type SignOnWish =
  /** `back`: the page they were on; a path. */
  | { readonly for: 'login'; readonly back: string }
  | { readonly for: 'invitation'; readonly token: string; readonly email: string; readonly name: string }
  | { readonly for: 'registration'; readonly email: string; readonly name: string }
  | { readonly for: 'link' | 'confirm'; readonly session: string };

/** Where the browser goes, and what it must still hold when it comes back. */
export interface SignOnBegun {
  readonly url: string;
  /** For a cookie that scripts cannot read. */
  readonly secret: string;
}

/** What came of it. */
export type SignOnDone =
  | { readonly for: 'login' | 'invitation'; readonly back: string; readonly logged: LoggedIn }
  | { readonly for: 'registration' }
  | { readonly for: 'link'; readonly identity: IdentityLine }
  | { readonly for: 'confirm' };

/**
 * Signing in at an OpenID provider, for a login, a new account, a link to the account that is logged in, or as a proof of
 * who is there. What is begun is finished in the same browser, within fifteen minutes, once. Nobody is anybody here by an
 * address that a provider tells.
 */
export interface SignOn {
  /** In the order of the settings. */
  readonly providers: readonly { readonly id: string; readonly name: string; readonly issuer: string }[];
  /** Asks every provider whether somebody could sign in there, for the doctor. */
  check(): Promise<readonly { readonly id: string; readonly trouble: SignOnTrouble | null }[]>;
  /** Throws CW-ACC-070, CW-ACC-071. */
  begin(provider: string, wish: SignOnWish): Promise<SignOnBegun>;
  /**
   * `query`: what stood behind the ? of the redirect address; `secret`: what the browser held. Throws CW-ACC-070 to
   * CW-ACC-076, CW-ACC-078, CW-ACC-036, ThrottledError, SecondStepError, and whatever invitations and registration do.
   */
  finish(
    came: { readonly provider: string; readonly query: string; readonly secret: string | undefined },
    caller: Caller,
    session: Session | null,
  ): Promise<SignOnDone>;
}

/** How far the clock of a provider may be behind; milliseconds. */
const SKEW = 60_000;

interface Kept {
  readonly provider: string;
  readonly begun: number;
  readonly wish: SignOnWish;
}

export function createSignOn(parts: {
  readonly challenges: Challenges;
  readonly linked: LinkedIdentities;
  readonly login: Login;
  readonly second: SecondStep;
  readonly confirming: Confirming;
  readonly registration: Registration;
  readonly taking: TakeInvitation;
  readonly throttle: Throttle;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
  readonly settings: Pick<AccountsSettings, 'signOn' | 'publicUrl' | 'sessionSecret'>;
  pause(ms: number): Promise<void>;
}): SignOn {
  const { challenges, linked, login, second, confirming, registration, taking, throttle, ports, settings, pause } =
    parts;
  const { clock, gate } = ports;
  const secrets = createTokens(settings.sessionSecret, 'challenge');
  const clients = new Map<string, ProviderClient>(
    settings.signOn.map((one) => [
      one.id,
      createProviderClient(one, () => `${settings.publicUrl}/sign-on/${one.id}`, clock),
    ]),
  );
  const clientOf = (provider: string): ProviderClient => {
    const client = clients.get(provider);
    if (client === undefined) throw new CodedError('CW-ACC-070');
    return client;
  };
  /** Both follow from what only the browser holds: a copy of the database redeems no code. */
  const sentAlong = (secret: string, state: string) => {
    const derive = (use: string) => createHmac('sha256', secret).update(`${use} ${state}`).digest('base64url');
    return { state, nonce: derive('nonce'), verifier: derive('verifier') };
  };

  const opening = async (signed: SignedOn, provider: string, caller: Caller): Promise<AccountRow> => {
    const row = await linked.find(signed);
    const { status } = row === null ? { status: 'unknown' } : await standingOf(gate, row.id);
    if (row !== null && status === 'active') return row;
    const code = status === 'disabled' ? ('CW-ACC-075' as const) : ('CW-ACC-074' as const);
    const detail = row === null ? { provider } : { provider, account: row.id };
    await gate.note(noteOf(stranger(caller), 'login', caller, { code, detail }));
    throw new CodedError(code);
  };
  /** Whether they logged in there since this was begun, and not some time before. */
  const isFresh = ({ authTime }: SignedOn, begun: number): boolean => authTime !== null && authTime >= begun - SKEW;
  const enter = async (
    signed: SignedOn,
    { provider, begun }: Kept,
    back: string,
    caller: Caller,
    previous: Session | null,
  ): Promise<LoggedIn> => {
    const row = await opening(signed, provider, caller);
    await linked.used(row.id, signed);
    if (!signed.enough)
      await second.ask(row, caller, 'login', 'or-passkey').catch((error: unknown) => {
        throw error instanceof SecondStepError ? new SecondStepError({ ...error.wanted, back }) : error;
      });
    // A session that stood open there already is a login, and no proof of who is at the screen now.
    const provedAt = isFresh(signed, begun) ? clock.now() : clock.now() - FRESH_MS;
    return login.proven(row, 'sign-on', caller, previous, provedAt);
  };
  const confirm = async (signed: SignedOn, begun: number, session: Session, caller: Caller): Promise<void> => {
    const row = await linked.find(signed);
    if (row?.id !== session.account || !isFresh(signed, begun)) {
      await gate.note(noteOf(session.actor, 'confirm', caller, { code: 'CW-ACC-078' }));
      throw new CodedError('CW-ACC-078');
    }
    await linked.used(row.id, signed);
    await confirming.confirmed(session, 'sign-on', caller);
  };
  const take = async (
    provider: string,
    query: string,
    secret: string | undefined,
    session: Session | null,
  ): Promise<Kept & { readonly state: string; readonly secret: string }> => {
    const state = new URLSearchParams(query).get('state') ?? '';
    const found = secret === undefined ? null : await challenges.find(state, 'sign-on', secret);
    if (found === null || secret === undefined) throw new CodedError('CW-ACC-073');
    const kept = JSON.parse(found.data) as Kept;
    const isTheirs = !('session' in kept.wish) || kept.wish.session === session?.id;
    // Whoever is at the screen now may be somebody else than asked for it; a proof is what opens it again.
    if (kept.wish.for === 'link' && isTheirs && session?.locked) throw new CodedError('CW-ACC-036');
    // Used up before anything is asked of the provider: an answer is tried once.
    if (kept.provider !== provider || !isTheirs || !(await found.use())) throw new CodedError('CW-ACC-073');
    return { ...kept, state, secret };
  };

  return {
    check: () => Promise.all([...clients].map(async ([id, client]) => ({ id, trouble: await client.trouble() }))),
    providers: settings.signOn.map(({ id, name, issuer }) => ({ id, name, issuer })),
    async begin(provider, wish) {
      const client = clientOf(provider);
      const secret = secrets.make();
      const kept: Kept = { provider, begun: clock.now(), wish };
      const { token } = await challenges.begin({
        purpose: 'sign-on',
        account: null,
        bound: secret,
        data: JSON.stringify(kept),
      });
      // Somebody may have a session open there that is not theirs, or not the one they mean.
      const again = wish.for === 'confirm' || wish.for === 'link';
      return { url: await client.address(sentAlong(secret, token), again), secret };
    },
    async finish({ provider, query, secret }, caller, session) {
      const client = clientOf(provider);
      const attempt = await throttle.enter(`the sign-on at ${provider}`, caller.facts.ip);
      await pause(attempt.pauseMs);
      let kept: Kept;
      let signed: SignedOn;
      try {
        const taken = await take(provider, query, secret, session);
        kept = taken;
        signed = await client.answer(query, sentAlong(taken.secret, taken.state));
      } catch (error) {
        if (isCoded(error))
          await gate.note(noteOf(stranger(caller), 'login', caller, { code: error.code, detail: { provider } }));
        throw error;
      }
      await attempt.succeeded();
      const { wish } = kept;
      switch (wish.for) {
        case 'login':
          return { for: 'login', back: wish.back, logged: await enter(signed, kept, wish.back, caller, session) };
        case 'invitation': {
          const { token, email, name } = wish;
          const { person, ...logged } = await taking.take({ token, email, name, identity: signed }, caller, session);
          return { for: 'invitation', back: person === null ? '/' : `/people/${person}`, logged };
        }
        case 'registration': {
          await registration.register({ email: wish.email, name: wish.name, identity: signed }, caller);
          return { for: 'registration' };
        }
        default: {
          // `take` looked at whose session it is.
          if (session === null) throw new CodedError('CW-ACC-001');
          if (wish.for === 'link')
            return { for: 'link', identity: await linked.link(session, identityOf(signed), caller) };
          await confirm(signed, kept.begun, session, caller);
          return { for: 'confirm' };
        }
      }
    },
  };
}

const identityOf = ({ issuer, subject, label }: SignedOn) => ({ issuer, subject, label });
