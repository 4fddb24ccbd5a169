import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import type { Confirming } from './confirming.ts';
import { ACCOUNT_NAME, DOOR, SECRET } from './fields.ts';
import type { LetIn } from './let-in.ts';
import type { Login } from './login.ts';
import type { Passkeys } from './passkeys.ts';
import type { CarriesSession } from './presented.ts';
import type { Session } from './sessions.ts';

/** What an authenticator answers, as JSON (Web Authentication, 5.1); the library looks at every part of it. */
const CREDENTIAL = z.looseObject({ id: z.string().min(1).max(2048), response: z.looseObject({}) });
const REGISTRATION = CREDENTIAL.transform((value) => value as unknown as RegistrationResponseJSON);
const AUTHENTICATION = CREDENTIAL.transform((value) => value as unknown as AuthenticationResponseJSON);
const ANSWER = z.strictObject({ token: SECRET, response: AUTHENTICATION });
const PASSKEY = z.strictObject({ passkey: z.uuid() });
const NAMED = z.strictObject({ name: ACCOUNT_NAME });

const { route } = routesFor<Session>();

/** Logging in and confirming with a passkey, and the passkeys of one's own account. */
export function passkeysRoutes(parts: {
  readonly login: Login;
  readonly confirming: Confirming;
  readonly passkeys: Passkeys;
  readonly letIn: LetIn;
  authenticate(request: CarriesSession, even?: 'locked'): Promise<Session | null>;
}): readonly RouteRow<RouteSchema, Session>[] {
  const { login, confirming, passkeys, letIn, authenticate } = parts;
  return [
    route({
      method: 'POST',
      url: '/api/login/passkey/options',
      permission: 'public',
      summary: 'What a browser asks its authenticator for a login with a passkey.',
      rateLimit: DOOR,
      handler: (call) => passkeys.askLogin(callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/login/passkey',
      permission: 'public',
      summary: 'Opens a session with a passkey alone.',
      schema: { body: ANSWER },
      rateLimit: DOOR,
      handler: async (call) => {
        const previous = await authenticate(call, 'locked');
        const row = await passkeys.login(call.body, callerOf(call));
        return letIn(call, await login.proven(row, 'passkey', callerOf(call), previous));
      },
    }),
    route({
      method: 'POST',
      url: '/api/session/confirm/passkey/options',
      permission: 'account',
      looks: true,
      locked: true,
      summary: 'What a browser asks its authenticator to prove who holds this session.',
      rateLimit: DOOR,
      handler: (call) => passkeys.askAgain(call.principal),
    }),
    route({
      method: 'POST',
      url: '/api/session/confirm/passkey',
      permission: 'account',
      looks: true,
      locked: true,
      summary: 'Proves with a passkey who holds this session; opens it when it was locked.',
      schema: { body: ANSWER },
      rateLimit: DOOR,
      handler: async (call) => {
        await passkeys.again(call.principal, call.body, callerOf(call));
        await confirming.confirmed(call.principal, 'passkey', callerOf(call));
      },
    }),
    route({
      method: 'GET',
      url: '/api/account/passkeys',
      permission: 'account',
      locked: true,
      summary: 'The passkeys of this account.',
      handler: async (call) => ({ passkeys: await passkeys.list(call.principal.account) }),
    }),
    route({
      method: 'POST',
      url: '/api/account/passkeys/options',
      permission: 'account',
      fresh: true,
      summary: 'What a browser asks its authenticator for a new passkey.',
      handler: (call) => passkeys.offer(call.principal),
    }),
    route({
      method: 'POST',
      url: '/api/account/passkeys',
      permission: 'account',
      fresh: true,
      summary: 'Keeps a new passkey under a name.',
      schema: { body: z.strictObject({ token: SECRET, response: REGISTRATION, name: ACCOUNT_NAME }) },
      handler: async (call) => created(await passkeys.add(call.principal, call.body, callerOf(call))),
    }),
    route({
      method: 'PUT',
      url: '/api/account/passkeys/:passkey',
      permission: 'account',
      summary: 'Gives a passkey another name.',
      schema: { params: PASSKEY, body: NAMED },
      handler: (call) => passkeys.rename(call.principal, call.params.passkey, call.body.name),
    }),
    route({
      method: 'DELETE',
      url: '/api/account/passkeys/:passkey',
      permission: 'account',
      fresh: true,
      summary: 'Removes a passkey.',
      schema: { params: PASSKEY },
      handler: (call) => passkeys.remove(call.principal, call.params.passkey, callerOf(call)),
    }),
  ];
}
