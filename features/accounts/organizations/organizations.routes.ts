import { ORGANIZATION_ROLES } from '@chartwarden/gate';
import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import { z } from 'zod';
import { callerOf } from '../caller.ts';
import { EMAIL } from '../fields.ts';
import type { Session } from '../sessions.ts';
import type { OrganizationInvitations } from './organization-invitations.ts';
import type { Workplaces } from './organizations.service.ts';
import type { Patients } from './patients.service.ts';

const ORGANIZATION = z.strictObject({ organization: z.string() });
const ACCOUNT = z.uuid().transform((id) => id as AccountId);
const MEMBER = ORGANIZATION.extend({ member: ACCOUNT });
const NAME = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text), 'has control characters');
const SAYS = z.strictObject({ name: NAME, listed: z.boolean().default(true) });
const MAKE = SAYS.extend({ manager: ACCOUNT.optional() });
const ROLE = z.strictObject({ role: z.enum(ORGANIZATION_ROLES) });
const PATIENT = z.strictObject({ name: NAME, birthDate: z.iso.date().optional() });
const DAYS = z.int().min(1).max(30).default(7);
const INVITE = z.strictObject({ role: z.enum(ORGANIZATION_ROLES), email: EMAIL.optional(), days: DAYS });
const INVITED = ORGANIZATION.extend({ invited: z.uuid() });
const HAND_OVER = z.strictObject({
  relation: z.enum(['self', 'custodian']),
  keeps: z.enum(['nothing', 'look', 'add']),
  email: EMAIL.optional(),
  days: z.int().min(1).max(30).default(30),
});
const PAGE = z.strictObject({ from: z.coerce.number().int().min(0).max(1_000_000).default(0) });

const memberOf = ({ organization, member }: z.output<typeof MEMBER>) => ({ organization, account: member });

const { route } = routesFor<Session>();

/** `account`: logged in; who makes an organization and who works there decides the gate. */
export function organizationsRoutes(
  workplaces: Workplaces,
  patients: Patients,
  invitations: OrganizationInvitations,
): readonly RouteRow<RouteSchema, Session>[] {
  return [
    route({
      method: 'GET',
      url: '/api/organizations',
      permission: 'account',
      summary: 'The organizations that this account works for.',
      handler: (call) => workplaces.mine(call.principal, callerOf(call)),
    }),
    route({
      method: 'GET',
      url: '/api/organizations/directory',
      permission: 'account',
      summary: 'Organizations that want to be found, to share with them.',
      handler: (call) => workplaces.directory(call.principal, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/organizations',
      permission: 'account',
      fresh: true,
      summary: 'Makes an organization and names its first manager, for owners and admins.',
      schema: { body: MAKE },
      handler: async (call) => created(await workplaces.make(call.principal, call.body, callerOf(call))),
    }),
    route({
      method: 'GET',
      url: '/api/organizations/:organization',
      permission: 'account',
      summary: 'An organization and who works there, for whoever does.',
      schema: { params: ORGANIZATION },
      handler: (call) => workplaces.page(call.principal, call.params.organization, callerOf(call)),
    }),
    route({
      method: 'PUT',
      url: '/api/organizations/:organization',
      permission: 'account',
      summary: 'Replaces the name of an organization and whether it is found, for its managers.',
      schema: { params: ORGANIZATION, body: SAYS },
      handler: (call) => workplaces.say(call.principal, call.params.organization, call.body, callerOf(call)),
    }),
    route({
      method: 'PUT',
      url: '/api/organizations/:organization/members/:member',
      permission: 'account',
      fresh: true,
      summary: 'Changes what somebody is in an organization, for its managers.',
      schema: { params: MEMBER, body: ROLE },
      handler: (call) => workplaces.setRole(call.principal, memberOf(call.params), call.body.role, callerOf(call)),
    }),
    route({
      method: 'DELETE',
      url: '/api/organizations/:organization/members/:member',
      permission: 'account',
      fresh: true,
      summary: 'Removes somebody from an organization, for its managers; everybody leaves by themselves.',
      schema: { params: MEMBER },
      handler: (call) => workplaces.remove(call.principal, memberOf(call.params), callerOf(call)),
    }),
    route({
      method: 'GET',
      url: '/api/organizations/:organization/people',
      permission: 'account',
      summary: 'Records in the custody of an organization, newest first, for whoever works there.',
      schema: { params: ORGANIZATION, query: PAGE },
      handler: (call) => patients.list(call.principal, call.params.organization, call.query.from, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/organizations/:organization/people',
      permission: 'account',
      summary: 'Makes a patient and their empty record, in the custody of an organization.',
      schema: { params: ORGANIZATION, body: PATIENT },
      handler: async (call) =>
        created(await patients.create(call.principal, call.params.organization, call.body, callerOf(call))),
    }),
    route({
      method: 'GET',
      url: '/api/organizations/:organization/invitations',
      permission: 'account',
      summary: 'Who was asked to work for an organization and has not agreed yet, for its managers.',
      schema: { params: ORGANIZATION },
      handler: async (call) => ({
        invitations: await invitations.list(call.principal, call.params.organization, callerOf(call)),
      }),
    }),
    route({
      method: 'POST',
      url: '/api/organizations/:organization/invitations',
      permission: 'account',
      fresh: true,
      summary: 'Asks somebody to work for an organization; the link is in this answer only.',
      schema: { params: ORGANIZATION, body: INVITE },
      handler: async (call) => {
        const { role, email = null, days } = call.body;
        const wanted = { role, email, days };
        return created(await invitations.make(call.principal, call.params.organization, wanted, callerOf(call)));
      },
    }),
    route({
      method: 'POST',
      url: '/api/organizations/:organization/invitations/:invited/renew',
      permission: 'account',
      fresh: true,
      summary: 'A new link for an invitation to work for an organization; the one before is dead.',
      schema: { params: INVITED, body: z.strictObject({ days: DAYS }) },
      handler: (call) => {
        const { organization, invited } = call.params;
        return invitations.renew(call.principal, organization, invited, call.body.days, callerOf(call));
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/organizations/:organization/invitations/:invited',
      permission: 'account',
      summary: 'Cancels an invitation to work for an organization.',
      schema: { params: INVITED },
      handler: (call) =>
        invitations.cancel(call.principal, call.params.organization, call.params.invited, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/organizations/:organization/people/:patient/invitation',
      permission: 'account',
      fresh: true,
      summary: 'Invites a patient, or whoever cares for them, to take their record over from an organization.',
      schema: { params: ORGANIZATION.extend({ patient: z.string() }), body: HAND_OVER },
      handler: async (call) => {
        const { email = null, ...wanted } = call.body;
        return created(await invitations.handOver(call.principal, call.params, { ...wanted, email }, callerOf(call)));
      },
    }),
  ];
}
