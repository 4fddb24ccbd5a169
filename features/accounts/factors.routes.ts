import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import type { Confirming } from './confirming.ts';
import { DOOR, PASSWORD, SECRET } from './fields.ts';
import type { LetIn } from './let-in.ts';
import type { Login } from './login.ts';
import type { OwnFactors } from './own-factors.ts';
import type { CarriesSession } from './presented.ts';
import type { Session } from './sessions.ts';
import { throttled } from './throttled.ts';

const CODE = z.strictObject({ code: SECRET });
const FACTOR = z.union([CODE, z.strictObject({ recovery: SECRET })]);
const SECOND = z.union([CODE.extend({ token: SECRET }), z.strictObject({ recovery: SECRET, token: SECRET })]);
const CONFIRM = z.union([z.strictObject({ password: PASSWORD }), FACTOR]);
const ACCOUNT = z.strictObject({ account: z.uuid().transform((id) => id as AccountId) });

const { route } = routesFor<Session>();

/** The second step of a login, proving again who is there, and the codes of one's own account. */
export function factorsRoutes(parts: {
  readonly login: Login;
  readonly confirming: Confirming;
  readonly ownFactors: OwnFactors;
  readonly letIn: LetIn;
  authenticate(request: CarriesSession, even?: 'locked'): Promise<Session | null>;
}): readonly RouteRow<RouteSchema, Session>[] {
  const { login, confirming, ownFactors, letIn, authenticate } = parts;
  return [
    route({
      method: 'POST',
      url: '/api/login/second-step',
      permission: 'public',
      summary: 'Opens a session with a code, after the password was right.',
      schema: { body: SECOND },
      rateLimit: DOOR,
      handler: (call) =>
        throttled(async () => {
          const { token, ...given } = call.body;
          const previous = await authenticate(call, 'locked');
          return letIn(call, await login.secondStep(token, given, callerOf(call), previous));
        }),
    }),
    route({
      method: 'POST',
      url: '/api/session/confirm',
      permission: 'account',
      looks: true,
      locked: true,
      summary: 'Proves with password or code who holds this session; opens it when it was locked.',
      schema: { body: CONFIRM },
      rateLimit: DOOR,
      handler: (call) =>
        throttled(async () => {
          const { body, principal } = call;
          if ('password' in body) await confirming.byPassword(principal, body.password, callerOf(call));
          else await confirming.byFactor(principal, body, callerOf(call));
        }),
    }),
    route({
      method: 'POST',
      url: '/api/session/lock',
      permission: 'account',
      looks: true,
      locked: true,
      summary: 'Locks this session until its holder proves who they are.',
      handler: (call) => confirming.lock(call.principal, callerOf(call)),
    }),
    route({
      method: 'GET',
      url: '/api/account/factors',
      permission: 'account',
      locked: true,
      summary: 'What this account has beside its password.',
      handler: (call) => ownFactors.state(call.principal),
    }),
    route({
      method: 'POST',
      url: '/api/account/factors/totp',
      permission: 'account',
      fresh: true,
      summary: 'A new secret for an authenticator app, to be confirmed with a code.',
      handler: async (call) => created(await ownFactors.offerTotp(call.principal)),
    }),
    route({
      method: 'POST',
      url: '/api/account/factors/totp/confirm',
      permission: 'account',
      fresh: true,
      summary: 'Turns the second step of the login on, and answers the recovery codes.',
      schema: { body: CODE },
      rateLimit: DOOR,
      handler: (call) => throttled(() => ownFactors.confirmTotp(call.principal, call.body.code, callerOf(call))),
    }),
    route({
      method: 'DELETE',
      url: '/api/account/factors/totp',
      permission: 'account',
      fresh: true,
      summary: 'Turns the second step of the login off.',
      handler: (call) => ownFactors.removeTotp(call.principal, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/account/factors/recovery-codes',
      permission: 'account',
      fresh: true,
      summary: 'Ten new recovery codes; the old ones are over.',
      handler: async (call) => created(await ownFactors.renewCodes(call.principal, callerOf(call))),
    }),
    route({
      method: 'DELETE',
      url: '/api/accounts/:account/factors',
      permission: 'account',
      fresh: true,
      summary: 'Takes the second step off another account, for an owner whose help is needed.',
      schema: { params: ACCOUNT },
      handler: (call) => ownFactors.takeAway(call.principal, call.params.account, callerOf(call)),
    }),
  ];
}
