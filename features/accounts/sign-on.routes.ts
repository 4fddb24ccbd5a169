import { type CookieOptions, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import { ACCOUNT_NAME, DOOR, EMAIL, SECRET } from './fields.ts';
import type { LetIn } from './let-in.ts';
import type { LinkedIdentities } from './linked-identities.ts';
import type { AccountsSettings } from './ports.ts';
import type { CarriesSession } from './presented.ts';
import { secondStep } from './second-step-answer.ts';
import type { Session } from './sessions.ts';
import type { SignOn, SignOnWish } from './sign-on.ts';
import { throttled } from './throttled.ts';

const PROVIDER = z.strictObject({ provider: z.string().min(1).max(32) });
/** A page of ours: nobody is sent elsewhere by what stands here (RFC 9700, 4.11). */
const BACK = z
  .string()
  .max(512)
  .regex(/^\/(?![/\\])[^\s\\]*$/);
const BEGIN = z.discriminatedUnion('for', [
  z.strictObject({ for: z.literal('login'), back: BACK.default('/') }),
  z.strictObject({ for: z.literal('invitation'), token: SECRET, email: EMAIL, name: ACCOUNT_NAME }),
  z.strictObject({ for: z.literal('registration'), email: EMAIL, name: ACCOUNT_NAME }),
]);
const CAME = z.strictObject({ query: z.string().max(8192) });
const IDENTITY = z.strictObject({ identity: z.uuid() });

const { route } = routesFor<Session>();

/** Signing in elsewhere: each way there gives the browser a cookie, and one way back takes it. */
export function signOnRoutes(parts: {
  readonly signOn: SignOn;
  readonly linked: LinkedIdentities;
  readonly letIn: LetIn;
  readonly settings: Pick<AccountsSettings, 'cookie'>;
  authenticate(request: CarriesSession, even?: 'locked'): Promise<Session | null>;
}): readonly RouteRow<RouteSchema, Session>[] {
  const { signOn, linked, letIn, settings, authenticate } = parts;
  // What comes back is sent by our own page, so that no other site can use it.
  const cookie = {
    name: `${settings.cookie.name}-sign-on`,
    options: { ...settings.cookie.options, sameSite: 'strict' } satisfies CookieOptions,
  };
  const begin = async (
    call: { setCookie(name: string, value: string, options: CookieOptions): void },
    provider: string,
    wish: SignOnWish,
  ) => {
    const { url, secret } = await signOn.begin(provider, wish);
    call.setCookie(cookie.name, secret, { ...cookie.options, maxAge: 900 });
    return { url };
  };
  return [
    route({
      method: 'POST',
      url: '/api/sign-on/:provider/begin',
      permission: 'public',
      summary: 'Where a browser goes to sign in elsewhere, for a login or a new account.',
      schema: { params: PROVIDER, body: BEGIN },
      rateLimit: DOOR,
      handler: (call) => begin(call, call.params.provider, call.body),
    }),
    route({
      method: 'POST',
      url: '/api/sign-on/:provider/finish',
      permission: 'public',
      summary: 'What came back from there: a login, a new account, a link or a proof, as it was begun.',
      schema: { params: PROVIDER, body: CAME },
      rateLimit: DOOR,
      handler: (call) =>
        throttled(async () => {
          const session = await authenticate(call, 'locked');
          const came = { ...call.params, ...call.body, secret: call.cookie(cookie.name) };
          call.clearCookie(cookie.name, cookie.options);
          return secondStep(async () => {
            const done = await signOn.finish(came, callerOf(call), session);
            if (!('logged' in done)) return done;
            const { logged, ...rest } = done;
            return { ...rest, ...letIn(call, logged) };
          });
        }),
    }),
    route({
      method: 'POST',
      url: '/api/session/confirm/sign-on/:provider',
      permission: 'account',
      looks: true,
      locked: true,
      summary: 'Where a browser goes to prove who holds this session by signing in elsewhere again.',
      schema: { params: PROVIDER },
      rateLimit: DOOR,
      handler: (call) => begin(call, call.params.provider, { for: 'confirm', session: call.principal.id }),
    }),
    route({
      method: 'GET',
      url: '/api/account/identities',
      permission: 'account',
      locked: true,
      summary: 'The accounts elsewhere that open this one, and where one could be linked.',
      handler: async (call) => {
        const { providers } = signOn;
        const lines = await linked.list(call.principal.account);
        return {
          providers: providers.map(({ id, name }) => ({ id, name })),
          identities: lines.map(({ issuer, ...line }) => {
            const provider = providers.find((one) => one.issuer === issuer || `${one.issuer}/` === issuer);
            return { ...line, provider: provider?.name ?? new URL(issuer).host, isOffered: provider !== undefined };
          }),
        };
      },
    }),
    route({
      method: 'POST',
      url: '/api/account/identities/:provider/begin',
      permission: 'account',
      fresh: true,
      summary: 'Where a browser goes to link an account elsewhere to this one.',
      schema: { params: PROVIDER },
      rateLimit: DOOR,
      handler: (call) => begin(call, call.params.provider, { for: 'link', session: call.principal.id }),
    }),
    route({
      method: 'DELETE',
      url: '/api/account/identities/:identity',
      permission: 'account',
      fresh: true,
      summary: 'An account elsewhere does not open this one any more.',
      schema: { params: IDENTITY },
      handler: (call) => linked.unlink(call.principal, call.params.identity, callerOf(call)),
    }),
  ];
}
