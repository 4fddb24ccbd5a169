import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { isId, type SourceId } from '@chartwarden/ids';
import { UNDATED } from '@chartwarden/vault';
import { z } from 'zod';
import { asking, type Principal } from './asking.ts';
import type { Chart } from './chart.service.ts';
import { SCALES } from './timeline.ts';

const PERSON = z.strictObject({ person: z.string() });
const MOMENT = z.coerce.number().int().optional();
/** What is listed and what is counted: the same words, so that a list holds as many as its count says. */
const WHICH = z.strictObject({
  /** Separated by commas. */
  types: z
    .string()
    .max(2000)
    .regex(/^[A-Za-z]{1,64}(,[A-Za-z]{1,64})*$/)
    .optional(),
  source: z.string().refine(isId).optional(),
  after: MOMENT,
  before: MOMENT,
  view: z.enum(['effective', 'received']).default('effective'),
});

const { route } = routesFor<Principal>();

/** Facts in the order of time, and how many there are when. */
export function timelineRoutes(chart: Pick<Chart, 'facts' | 'spread'>): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/people/:person/facts',
      permission: 'account',
      summary: 'A page of facts, newest first, undated ones last; it begins anywhere.',
      schema: {
        params: PERSON,
        query: WHICH.extend({
          cursor: z.string().max(100).optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(50),
          /** `no`: only what has no date. */
          dated: z.literal('no').optional(),
          /** `day`: many readings of one measurement on one day are one line. */
          together: z.literal('day').optional(),
        }),
      },
      handler: (call) => {
        const { cursor, limit, dated, together, view, ...which } = call.query;
        return chart.facts(asking(call), call.params.person, {
          limit,
          view,
          together: together === 'day',
          ...whichOf(which),
          ...(cursor === undefined ? {} : { cursor }),
          ...(dated === undefined ? {} : { before: UNDATED + 1 }),
        });
      },
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/timeline/spread',
      permission: 'account',
      summary: 'How many facts of each type there are in each year, month or day.',
      schema: { params: PERSON, query: WHICH.extend({ by: z.enum(SCALES).default('month') }) },
      handler: (call) => {
        const { by, view, ...which } = call.query;
        return chart.spread(asking(call), call.params.person, { by, view, ...whichOf(which) });
      },
    }),
  ];
}

const whichOf = ({ types, source, after, before }: Omit<z.infer<typeof WHICH>, 'view'>) => ({
  ...(types === undefined ? {} : { types: types.split(',') }),
  ...(source === undefined ? {} : { sources: [source as SourceId] }),
  ...(after === undefined ? {} : { after }),
  ...(before === undefined ? {} : { before }),
});
