import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import { z } from 'zod';
import { callerOf } from '../caller.ts';
import { ROLE } from '../roles.ts';
import type { Session } from '../sessions.ts';
import type { Handover } from './handover.service.ts';

const WISH = z.strictObject({
  to: z.uuid().transform((id) => id as AccountId),
  /** What the giver is afterwards. */
  keeps: ROLE.exclude(['owner', 'demo']).nullable(),
});
const DIGEST = z.string().regex(/^[0-9a-f]{64}$/);
const HANDOVER = z.strictObject({ handover: z.uuid() });

const { route } = routesFor<Session>();

/** `account`: whether the caller is an owner, or the one it is offered to, is asked by {@link Handover}; the gate decides. */
export function handoverRoutes(handover: Handover): readonly RouteRow<RouteSchema, Session>[] {
  return [
    route({
      method: 'GET',
      url: '/api/handover',
      permission: 'account',
      summary: 'The offer to hand over this instance, for whoever it is for and for owners.',
      handler: async (call) => ({ handover: await handover.waiting(call.principal) }),
    }),
    route({
      method: 'POST',
      url: '/api/handover/draft',
      permission: 'account',
      summary: 'What handing over this instance to an account would mean for both; for owners.',
      schema: { body: WISH },
      handler: (call) => handover.draft(call.principal, call.body.to, call.body.keeps, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/handover',
      permission: 'account',
      fresh: true,
      summary: 'Offers this instance to an account, as the draft said; nothing changes before they take it.',
      schema: { body: WISH.extend({ digest: DIGEST }) },
      handler: async (call) => created(await handover.offer(call.principal, call.body, callerOf(call))),
    }),
    route({
      method: 'POST',
      url: '/api/handover/:handover/accept',
      permission: 'account',
      fresh: true,
      summary: 'Takes this instance over: in one step whoever takes it is owner, and whoever offered it is not.',
      schema: { params: HANDOVER, body: z.strictObject({ digest: DIGEST }) },
      handler: (call) => handover.accept(call.principal, call.params.handover, call.body.digest, callerOf(call)),
    }),
    route({
      method: 'DELETE',
      url: '/api/handover/:handover',
      permission: 'account',
      summary: 'Withdraws an offer to hand over this instance, or declines it.',
      schema: { params: HANDOVER },
      handler: (call) => handover.end(call.principal, call.params.handover, callerOf(call)),
    }),
  ];
}
