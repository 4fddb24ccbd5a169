import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import type { Seen } from './activity.service.ts';
import { clockIn, GROUP_KINDS } from './activity-groups.ts';
import { asking, type Principal } from './asking.ts';
import { PERSON } from './fields.ts';

const TIME = z.coerce.number().int().min(0).max(8_640_000_000_000_000);
const ZONE = z.string().max(64).refine(isZone, 'is no time zone');

const { route } = routesFor<Principal>();

/** `account`: logged in; whose record it is decides the gate. */
export function activityRoutes(seen: Seen): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/people/:person/activity/days',
      permission: 'account',
      summary: 'Who saw what, told by day and by whom, newest first.',
      schema: {
        params: PERSON,
        query: z.strictObject({
          cursor: z.coerce.number().int().min(0).optional(),
          own: z.enum(['show', 'hide']).default('hide'),
          /** An account, or everything that machines did. */
          who: z.union([z.uuid(), z.enum(['system', 'operator'])]).optional(),
          kind: z.enum(GROUP_KINDS).optional(),
          from: TIME.optional(),
          to: TIME.optional(),
          zone: ZONE.default('UTC'),
        }),
      },
      handler: (call) => {
        const { cursor, own, ...query } = call.query;
        return seen.days(asking(call), call.params.person, { ...query, before: cursor, hideOwn: own === 'hide' });
      },
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/activity/:seq',
      permission: 'account',
      summary: 'One line of the log about a record, with what it covered and the consents that allowed it.',
      schema: { params: PERSON.extend({ seq: z.coerce.number().int().min(0) }) },
      handler: (call) => seen.line(asking(call), call.params.person, call.params.seq),
    }),
  ];
}

function isZone(name: string): boolean {
  try {
    clockIn(name);
    return true;
  } catch {
    return false;
  }
}
