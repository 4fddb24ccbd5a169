import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { asking, type Principal } from '../asking.ts';
import type { Leavings } from './leaving.service.ts';

const ORGANIZATION = z.strictObject({ organization: z.string() });
const LEAVING = z.strictObject({ leaving: z.string() });

const { route } = routesFor<Principal>();

/** `account`: logged in; who manages the organization that holds a record decides the gate. */
export function leavingRoutes(leavings: Leavings): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/organizations/:organization/leavings',
      permission: 'account',
      summary: 'Records of an organization that are to be erased, and when, for whoever works there.',
      schema: { params: ORGANIZATION },
      handler: (call) => leavings.list(asking(call), call.params.organization),
    }),
    route({
      method: 'POST',
      url: '/api/organizations/:organization/people/:patient/leaving',
      permission: 'account',
      summary: 'A draft of letting a patient go: what would be lost where nobody else holds the record.',
      schema: { params: ORGANIZATION.extend({ patient: z.string() }), body: z.strictObject({}) },
      handler: async (call) =>
        created(await leavings.draft(asking(call), call.params.organization, call.params.patient)),
    }),
    route({
      method: 'POST',
      url: '/api/leavings/:leaving/approve',
      permission: 'account',
      fresh: true,
      summary: 'Lets a patient go exactly as the draft showed it: at once, or to be erased when the notice is over.',
      schema: { params: LEAVING, body: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }) },
      handler: (call) => leavings.approve(asking(call), call.params.leaving, call.body.digest),
    }),
    route({
      method: 'DELETE',
      url: '/api/leavings/:leaving',
      permission: 'account',
      summary: 'Keeps a record that was to be erased, by any manager of its organization.',
      schema: { params: LEAVING },
      handler: (call) => leavings.cancel(asking(call), call.params.leaving),
    }),
  ];
}
