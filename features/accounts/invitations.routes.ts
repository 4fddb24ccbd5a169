import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import { ACCOUNT_NAME, DOOR, EMAIL, PASSWORD, SECRET } from './fields.ts';
import type { Invitations } from './invitations.ts';
import type { LetIn } from './let-in.ts';
import { type CarriesSession, reader } from './presented.ts';
import type { Registration } from './registration.ts';
import { ROLE } from './roles.ts';
import type { Session } from './sessions.ts';
import type { TakeInvitation } from './take-invitation.ts';
import { throttled } from './throttled.ts';

const DAYS = z.int().min(1).max(30).default(7);
const MAKE = z.strictObject({ role: ROLE, email: EMAIL.optional(), days: DAYS });
const RENEW = z.strictObject({ days: DAYS });
const INVITATION = z.strictObject({ invitation: z.uuid() });
const LOOK = z.strictObject({ token: SECRET });
const TAKE = z.strictObject({ token: SECRET, email: EMAIL, name: ACCOUNT_NAME, password: PASSWORD });
const REGISTER = z.strictObject({ email: EMAIL, name: ACCOUNT_NAME, password: PASSWORD });

const { route } = routesFor<Session>();

/** Invitations, and making one's own account. Tokens come in bodies: an address of a page or a route holds none. */
export function invitationsRoutes(parts: {
  readonly invitations: Invitations;
  readonly taking: TakeInvitation;
  readonly registration: Registration;
  readonly letIn: LetIn;
  authenticate(request: CarriesSession, even?: 'locked'): Promise<Session | null>;
}): readonly RouteRow<RouteSchema, Session>[] {
  const { invitations, taking, registration, letIn } = parts;
  return [
    route({
      method: 'GET',
      url: '/api/invitations',
      permission: 'account',
      summary: 'Open invitations, for owners and admins.',
      handler: async (call) => ({ invitations: await invitations.list(call.principal, callerOf(call)) }),
    }),
    route({
      method: 'POST',
      url: '/api/invitations',
      permission: 'account',
      fresh: true,
      summary: 'Makes an invitation; its link is in this answer only.',
      schema: { body: MAKE },
      handler: async (call) => {
        const { role, email = null, days } = call.body;
        const wanted = { purpose: { kind: 'join' as const, role }, email, days };
        return created(await invitations.make(call.principal, wanted, callerOf(call)));
      },
    }),
    route({
      method: 'POST',
      url: '/api/invitations/:invitation/renew',
      permission: 'account',
      fresh: true,
      summary: 'A new link for an invitation; the one before is dead.',
      schema: { params: INVITATION, body: RENEW },
      handler: (call) => invitations.renew(call.principal, call.params.invitation, call.body.days, callerOf(call)),
    }),
    route({
      method: 'DELETE',
      url: '/api/invitations/:invitation',
      permission: 'account',
      summary: 'Cancels an invitation.',
      schema: { params: INVITATION },
      handler: (call) => invitations.cancel(call.principal, call.params.invitation, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/invitation/look',
      permission: 'public',
      summary: 'What an invitation is for, to whoever holds it.',
      schema: { body: LOOK },
      rateLimit: DOOR,
      handler: async (call) => taking.look(call.body.token, callerOf(call), await reader(parts, call)),
    }),
    route({
      method: 'POST',
      url: '/api/invitation/take',
      permission: 'public',
      summary: 'Takes an invitation: makes the account and opens a session.',
      schema: { body: TAKE },
      rateLimit: DOOR,
      handler: (call) =>
        throttled(async () => {
          const previous = await parts.authenticate(call);
          const taken = await taking.take(call.body, callerOf(call), previous);
          return created({ ...letIn(call, taken), person: taken.person, organization: taken.organization });
        }),
    }),
    route({
      method: 'POST',
      url: '/api/registration',
      permission: 'public',
      summary: 'Makes an account where registration is open; the answer does not say whether there was one.',
      schema: { body: REGISTER },
      rateLimit: DOOR,
      handler: (call) => throttled(() => registration.register(call.body, callerOf(call))),
    }),
  ];
}
