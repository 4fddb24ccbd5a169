import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { isId } from '@chartwarden/ids';
import { z } from 'zod';
import { asking, type Principal } from './asking.ts';
import type { Chart } from './chart.service.ts';
import { MOST_PINS } from './today/chart-notes.ts';
import { WAYS } from './today/last-visit.ts';

const PERSON = z.strictObject({ person: z.string() });

const { route } = routesFor<Principal>();

/** What a person sees first of a record, and what they said about that. */
export function todayRoutes(chart: Pick<Chart, 'notes' | 'today'>): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/people/:person/today',
      permission: 'account',
      summary: 'What came in since the last visit, and the latest of what is pinned.',
      schema: { params: PERSON },
      handler: (call) => chart.today.get(asking(call), call.params.person),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/today/seen',
      permission: 'account',
      summary: 'Says that this account has seen what was there at a moment, or leaves after a look at it.',
      schema: { params: PERSON, body: z.strictObject({ upTo: z.int().min(0), way: z.enum(WAYS) }) },
      handler: (call) => chart.today.seen(asking(call), call.params.person, call.body.upTo, call.body.way),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/chart-notes',
      permission: 'account',
      summary: 'What this account pinned of a record.',
      schema: { params: PERSON },
      handler: (call) => chart.notes.get(asking(call), call.params.person),
    }),
    route({
      method: 'PUT',
      url: '/api/people/:person/chart-notes',
      permission: 'account',
      summary: 'Replaces what this account pinned of a record.',
      schema: {
        params: PERSON,
        body: z.strictObject({ pins: z.array(z.string().refine(isId)).max(MOST_PINS).nullable() }),
      },
      handler: (call) => chart.notes.put(asking(call), call.params.person, call.body),
    }),
  ];
}
