import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { AccountId, RecordId } from '@chartwarden/ids';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import { DOOR, EMAIL, SECRET } from './fields.ts';
import type { PersonInvitations } from './person-invitations.ts';
import { type CarriesSession, reader } from './presented.ts';
import type { Session } from './sessions.ts';
import type { TakeInvitation } from './take-invitation.ts';

const DAYS = z.int().min(1).max(30).default(7);
const PERSON = z.strictObject({ person: z.string() });
const ONE = PERSON.extend({ invitation: z.uuid() });
const TOKEN = z.strictObject({ token: SECRET });
const ID = z.strictObject({ invitation: z.uuid() });
const CLAIM = z
  .strictObject({
    relation: z.enum(['self', 'custodian']),
    hand: z.enum(['over', 'beside']).default('beside'),
    email: EMAIL.optional(),
    account: z
      .uuid()
      .transform((id) => id as AccountId)
      .optional(),
    days: DAYS,
  })
  .refine(({ email, account }) => email === undefined || account === undefined, 'name an address or an account');

const { route } = routesFor<Session>();

/** Invitations to a record, and what whoever was invited does with one. Tokens come in bodies. */
export function personInvitationsRoutes(parts: {
  readonly personInvitations: PersonInvitations;
  readonly taking: TakeInvitation;
  authenticate(request: CarriesSession, even?: 'locked'): Promise<Session | null>;
}): readonly RouteRow<RouteSchema, Session>[] {
  const { personInvitations, taking } = parts;
  return [
    route({
      method: 'GET',
      url: '/api/people/:person/invitations',
      permission: 'account',
      summary: 'Open invitations to a record, for whoever holds it.',
      schema: { params: PERSON },
      handler: async (call) => ({
        invitations: await personInvitations.list(call.principal, call.params.person, callerOf(call)),
      }),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/invitations',
      permission: 'account',
      fresh: true,
      summary: 'Invites somebody to hold a record, beside or instead of the caller; its link is in this answer only.',
      schema: { params: PERSON, body: CLAIM },
      handler: async (call) => {
        const { relation, hand, email = null, account, days } = call.body;
        const person = call.params.person as RecordId;
        const purpose = { kind: 'claim' as const, person, relation, hand };
        return created(await personInvitations.make(call.principal, { purpose, email, account, days }, callerOf(call)));
      },
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/invitations/:invitation/renew',
      permission: 'account',
      fresh: true,
      summary: 'A new link for an invitation to a record; the one before is dead.',
      schema: { params: ONE, body: z.strictObject({ days: DAYS }) },
      handler: (call) => {
        const { person, invitation } = call.params;
        return personInvitations.renew(call.principal, person, invitation, call.body.days, callerOf(call));
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/people/:person/invitations/:invitation',
      permission: 'account',
      summary: 'Cancels an invitation to a record.',
      schema: { params: ONE },
      handler: (call) =>
        personInvitations.cancel(call.principal, call.params.person, call.params.invitation, callerOf(call)),
    }),
    route({
      method: 'GET',
      url: '/api/invitations/waiting',
      permission: 'account',
      summary: 'Invitations that wait for this account.',
      handler: async (call) => ({ invitations: await taking.waiting(call.principal, callerOf(call)) }),
    }),
    route({
      method: 'POST',
      url: '/api/invitations/:invitation/accept',
      permission: 'account',
      fresh: true,
      summary: 'Accepts an invitation that is for this account.',
      schema: { params: ID },
      handler: (call) => taking.accept(call.principal, { id: call.params.invitation }, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/invitations/:invitation/decline',
      permission: 'account',
      summary: 'Declines an invitation that is for this account.',
      schema: { params: ID },
      handler: (call) => taking.decline(call.principal, { id: call.params.invitation }, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/invitation/accept',
      permission: 'account',
      fresh: true,
      summary: 'Accepts an invitation to a record with the account that is logged in.',
      schema: { body: TOKEN },
      handler: (call) => taking.accept(call.principal, { token: call.body.token }, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/invitation/decline',
      permission: 'public',
      summary: 'Declines an invitation; whoever holds it needs no account for that.',
      schema: { body: TOKEN },
      rateLimit: DOOR,
      handler: async (call) => taking.decline(await reader(parts, call), { token: call.body.token }, callerOf(call)),
    }),
  ];
}
