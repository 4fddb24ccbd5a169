import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { VERDICTS } from '@chartwarden/vault';
import { z } from 'zod';
import { asking, type Principal } from './asking.ts';
import type { Chart } from './chart.service.ts';

const PERSON = z.strictObject({ person: z.string() });
const REASON = z.string().trim().min(1).max(2000);

const { route } = routesFor<Principal>();

/** What several portals have of one thing. */
export function duplicatesRoutes(chart: Pick<Chart, 'duplicates'>): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/people/:person/duplicates',
      permission: 'account',
      summary: 'Facts of several portals that tell of one thing, or may.',
      schema: { params: PERSON },
      handler: (call) => chart.duplicates.list(asking(call), call.params.person),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/duplicates/count',
      permission: 'account',
      summary: 'How many pairs of facts wait to be told apart, where that is known already.',
      schema: { params: PERSON },
      handler: (call) => chart.duplicates.count(asking(call), call.params.person),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/duplicates/verdicts',
      permission: 'account',
      summary: 'Says of two facts whether they tell of one thing; both stay as they are.',
      schema: {
        params: PERSON,
        body: z.strictObject({
          one: z.string(),
          other: z.string(),
          verdict: z.enum(VERDICTS),
          reason: REASON.optional(),
        }),
      },
      handler: async (call) => {
        const { reason, ...said } = call.body;
        const why = reason === undefined ? {} : { reason };
        return created(await chart.duplicates.say(asking(call), call.params.person, { ...said, ...why }));
      },
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/duplicates/verdicts/:verdict/undo',
      permission: 'account',
      summary: 'Takes back what was said about two facts.',
      schema: {
        params: PERSON.extend({ verdict: z.string() }),
        body: z.strictObject({ reason: REASON.optional() }),
      },
      handler: (call) => chart.duplicates.undo(asking(call), call.params.person, call.params.verdict, call.body.reason),
    }),
  ];
}
