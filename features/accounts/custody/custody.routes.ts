import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { callerOf } from '../caller.ts';
import type { Session } from '../sessions.ts';
import type { CustodyOfRecords } from './custody.service.ts';

const PERSON = z.strictObject({ person: z.string() });

const { route } = routesFor<Session>();

/** Who looks after a record. Taking somebody on is an invitation (person-invitations.routes.ts). */
export function custodyRoutes(custody: CustodyOfRecords): readonly RouteRow<RouteSchema, Session>[] {
  return [
    route({
      method: 'GET',
      url: '/api/people/:person/custody',
      permission: 'account',
      summary: 'Who looks after a record, since when, and who took them on.',
      schema: { params: PERSON },
      handler: (call) => custody.now(call.principal, call.params.person, callerOf(call)),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/custody/:holder/end',
      permission: 'account',
      fresh: true,
      summary: 'Lets go of a record, or of somebody whom the caller took on to look after it.',
      schema: { params: PERSON.extend({ holder: z.uuid() }) },
      handler: (call) => custody.end(call.principal, call.params.person, call.params.holder, callerOf(call)),
    }),
  ];
}
