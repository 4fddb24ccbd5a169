import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { asking, type Principal } from './asking.ts';
import type { Erasures } from './erasure/erasure.service.ts';
import type { Operate } from './operate.service.ts';

const PERSON = z.strictObject({ person: z.string() });

const { route } = routesFor<Principal>();

/** `account`: logged in; whose record it is decides the gate. */
export function operateRoutes(parts: {
  readonly operate: Pick<Operate, 'pastFor'>;
  readonly erasures: Erasures;
}): readonly RouteRow<RouteSchema, Principal>[] {
  const { operate, erasures } = parts;
  return [
    route({
      method: 'POST',
      url: '/api/people/:person/erasure',
      permission: 'account',
      summary: 'A draft of erasing a record: what would be lost, and what that means.',
      schema: { params: PERSON, body: z.strictObject({}) },
      handler: async (call) => created(await erasures.draft(asking(call), call.params.person)),
    }),
    route({
      method: 'POST',
      url: '/api/erasures/:id/approve',
      permission: 'account',
      fresh: true,
      summary: 'Erases the record for good, exactly as the draft showed it.',
      schema: {
        params: z.strictObject({ id: z.string() }),
        body: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
      },
      handler: async (call) => ({ receipt: await erasures.approve(asking(call), call.params.id, call.body.digest) }),
    }),
    route({
      method: 'GET',
      url: '/api/operate/state',
      permission: 'account',
      summary: 'When the last backup, rehearsal and key rotation were; for owners and admins.',
      handler: (call) => operate.pastFor(asking(call)),
    }),
  ];
}
