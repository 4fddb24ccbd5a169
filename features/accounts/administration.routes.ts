import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import { z } from 'zod';
import type { Administration } from './administration.ts';
import { callerOf } from './caller.ts';
import { ROLE } from './roles.ts';
import type { Session } from './sessions.ts';

const ACCOUNT = z.strictObject({ account: z.uuid().transform((id) => id as AccountId) });
const ACCOUNT_ROLE = ACCOUNT.extend({ role: ROLE });

const { route } = routesFor<Session>();

/** `account`: logged in; whether that is an owner or admin is asked by {@link Administration}, and the gate decides. */
export function administrationRoutes(administration: Administration): readonly RouteRow<RouteSchema, Session>[] {
  return [
    route({
      method: 'GET',
      url: '/api/accounts',
      permission: 'account',
      summary: 'Every account with its roles and logins, for owners and admins.',
      handler: async (call) => ({ accounts: await administration.list(call.principal, callerOf(call)) }),
    }),
    route({
      method: 'POST',
      url: '/api/accounts/:account/disable',
      permission: 'account',
      fresh: true,
      summary: 'Shuts an account out and ends its logins.',
      schema: { params: ACCOUNT },
      handler: (call) => administration.setStatus(call.principal, call.params.account, 'disabled', callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/accounts/:account/enable',
      permission: 'account',
      fresh: true,
      summary: 'Lets a disabled account in again.',
      schema: { params: ACCOUNT },
      handler: (call) => administration.setStatus(call.principal, call.params.account, 'active', callerOf(call)),
    }),
    route({
      method: 'PUT',
      url: '/api/accounts/:account/roles/:role',
      permission: 'account',
      fresh: true,
      summary: 'Gives an account a role.',
      schema: { params: ACCOUNT_ROLE },
      handler: (call) =>
        administration.setRole(call.principal, call.params.account, call.params.role, 'given', callerOf(call)),
    }),
    route({
      method: 'DELETE',
      url: '/api/accounts/:account/roles/:role',
      permission: 'account',
      fresh: true,
      summary: 'Takes a role from an account.',
      schema: { params: ACCOUNT_ROLE },
      handler: (call) =>
        administration.setRole(call.principal, call.params.account, call.params.role, 'taken', callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/accounts/:account/password-link',
      permission: 'account',
      fresh: true,
      summary: 'A one-time link for a lost password, for an owner to hand over.',
      schema: { params: ACCOUNT },
      handler: (call) => administration.passwordLink(call.principal, call.params.account, callerOf(call)),
    }),
  ];
}
