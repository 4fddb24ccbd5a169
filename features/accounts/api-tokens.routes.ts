import { CodedError } from '@chartwarden/errors';
import { mayActAs } from '@chartwarden/gate';
import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import type { ApiTokens } from './api-tokens.ts';
import { callerOf } from './caller.ts';
import type { Confirming } from './confirming.ts';
import { ACCOUNT_NAME, DOOR, PASSWORD, SECRET } from './fields.ts';
import type { CarriesSession } from './presented.ts';
import { ROLE } from './roles.ts';
import type { Session } from './sessions.ts';
import { throttled } from './throttled.ts';

const WANTED = {
  label: ACCOUNT_NAME.default('API'),
  roles: z.array(ROLE).min(1).max(6).optional(),
  hours: z.int().min(1).optional(),
};
const ISSUE = z.union([
  z.strictObject({ email: z.string().min(1).max(1024), password: PASSWORD, code: SECRET.optional(), ...WANTED }),
  z.strictObject(WANTED),
]);
const TOKEN = z.strictObject({ token: z.uuid() });

const { route } = routesFor<Session>();

/** Tokens for programs, which present them as `Authorization: Bearer` (RFC 6750, 2.1). */
export function apiTokensRoutes(parts: {
  readonly apiTokens: ApiTokens;
  readonly confirming: Confirming;
  authenticate(request: CarriesSession): Promise<Session | null>;
}): readonly RouteRow<RouteSchema, Session>[] {
  const { apiTokens, confirming, authenticate } = parts;
  return [
    route({
      method: 'POST',
      url: '/api/auth/token',
      permission: 'public',
      summary: 'A token for a program, for an address and a password, or for whoever is logged in.',
      schema: { body: ISSUE },
      rateLimit: DOOR,
      programs: true,
      handler: (call) =>
        throttled(async () => {
          const caller = callerOf(call);
          if ('email' in call.body) {
            const { email, password, code, ...wanted } = call.body;
            const given = code === undefined ? undefined : { code };
            return created(
              await apiTokens.byPassword({ email, password, given }, wanted, { ...caller, client: 'api' }),
            );
          }
          const session = await authenticate(call);
          if (session === null) throw new CodedError('CW-ACC-001');
          if (session.client !== 'api') confirming.mustBeFresh(session);
          return created(await apiTokens.bySession(session, call.body, { ...caller, client: session.client }));
        }),
    }),
    route({
      method: 'GET',
      url: '/api/auth/tokens',
      permission: 'account',
      summary: 'The API tokens of this account, and as which roles one may act.',
      handler: async (call) => ({
        tokens: await apiTokens.list(call.principal),
        roles: mayActAs(call.principal.roles),
      }),
    }),
    route({
      method: 'DELETE',
      url: '/api/auth/tokens/:token',
      permission: 'account',
      summary: 'Ends one API token of this account.',
      schema: { params: TOKEN },
      handler: (call) => apiTokens.end(call.principal, call.params.token, callerOf(call)),
    }),
  ];
}
