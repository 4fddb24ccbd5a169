import { requestFacts } from '@chartwarden/gate';
import { type Call, created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { z } from 'zod';
import type { Asking } from '../asking.ts';
import type { Emergency } from './emergency.service.ts';
import type { EmergencyPolicy } from './emergency-policy.service.ts';

interface Principal {
  readonly account: AccountId;
  readonly actor: Actor;
}

const PERSON = z.strictObject({ person: z.string() });
const words = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text), 'has control characters');
const TO = z.union([z.literal('practitioners'), z.strictObject({ organization: z.uuid() })]).default('practitioners');
const WHAT = z.enum(['essential', 'everything']);
const ORGANIZATION = z.strictObject({ organization: z.string() });
const POLICY = z.strictObject({ policy: z.strictObject({ what: WHAT, to: TO }).nullable() });
const OFFER = z.strictObject({
  to: TO,
  what: WHAT.default('essential'),
  labels: z.boolean().default(false),
  document: words(1, 500).optional(),
});
const TAKE = z.strictObject({
  name: words(1, 200),
  birthDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  reason: words(10, 500),
});

const asking = (call: Call<unknown, unknown, unknown, Principal>): Asking => ({
  actor: call.principal.actor,
  account: call.principal.account,
  request: requestFacts(call),
});

const { route } = routesFor<Principal>();

/** Break-glass. An offer, and what was taken, is ended like any share: `POST /api/shares/:event/end`. */
export function emergencyRoutes(
  emergency: Emergency,
  policy: EmergencyPolicy,
): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/organizations/:organization/emergency',
      permission: 'account',
      summary:
        'What an organization offers for an emergency of the records that it alone holds, for whoever works there.',
      schema: { params: ORGANIZATION },
      handler: (call) => policy.now(asking(call), call.params.organization),
    }),
    route({
      method: 'PUT',
      url: '/api/organizations/:organization/emergency',
      permission: 'account',
      fresh: true,
      summary: 'Sets or ends the emergency policy of an organization, for its managers.',
      schema: { params: ORGANIZATION, body: POLICY },
      handler: (call) => policy.set(asking(call), call.params.organization, call.body.policy),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/emergency',
      permission: 'account',
      summary: 'What is offered of a record for an emergency, and what was taken under it, for whoever holds it.',
      schema: { params: PERSON },
      handler: (call) => emergency.now(asking(call), call.params.person),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/emergency',
      permission: 'account',
      fresh: true,
      summary: 'Offers access for an emergency: it opens nothing until somebody takes it, with a reason.',
      schema: { params: PERSON, body: OFFER },
      handler: async (call) => created(await emergency.offer(asking(call), call.params.person, call.body)),
    }),
    route({
      method: 'POST',
      url: '/api/emergency',
      permission: 'account',
      fresh: true,
      summary: 'Takes access that somebody offers for an emergency, by name and date of birth; they are told at once.',
      schema: { body: TAKE },
      handler: async (call) => created(await emergency.take(asking(call), call.body)),
    }),
  ];
}
