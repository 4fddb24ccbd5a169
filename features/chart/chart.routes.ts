import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { CORRECTION_KINDS } from '@chartwarden/vault';
import { z } from 'zod';
import { asking, type Principal } from './asking.ts';
import type { Chart } from './chart.service.ts';
import { duplicatesRoutes } from './duplicates.routes.ts';
import { SECTION_NAMES } from './reading/sections.ts';
import { searchRoutes } from './search.routes.ts';
import { timelineRoutes } from './timeline.routes.ts';
import { todayRoutes } from './today.routes.ts';

const PERSON = z.strictObject({ person: z.string() });
/** Milliseconds. */
const MOMENT = z.coerce.number().int().optional();
const FACT = z.strictObject({ person: z.string(), id: z.string() });
const VIEW = z.enum(['effective', 'received']).default('effective');
const REASON = z.string().trim().min(1).max(2000);
const CORRECTION = z.strictObject({
  kind: z.enum(CORRECTION_KINDS),
  path: z.string().max(200).optional(),
  value: z.json().optional(),
  reason: REASON,
});

const { route } = routesFor<Principal>();

/** `account`: logged in; whose record it is decides the gate. */
export function chartRoutes(chart: Chart): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    ...searchRoutes(chart.search),
    route({
      method: 'GET',
      url: '/api/people/:person/types',
      permission: 'account',
      summary: 'How many facts of each type a record holds.',
      schema: { params: PERSON, query: z.strictObject({ view: VIEW }) },
      handler: (call) => chart.types(asking(call), call.params.person, call.query.view),
    }),
    ...timelineRoutes(chart),
    ...todayRoutes(chart),
    route({
      method: 'GET',
      url: '/api/people/:person/chart/:section',
      permission: 'account',
      summary: 'One section of the chart, worked out from its facts.',
      schema: { params: PERSON.extend({ section: z.enum(SECTION_NAMES) }) },
      handler: (call) => chart.sections.list(asking(call), call.params.person, call.params.section),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/chart/:section/:entry',
      permission: 'account',
      summary: 'What one line of a section opens to, all of it or what touches a span of time.',
      schema: {
        params: PERSON.extend({ section: z.enum(SECTION_NAMES), entry: z.string().max(40) }),
        /** Of a dense series: 0 is an overview; the head says which others there are, the last of which is everything. */
        query: z.strictObject({ from: MOMENT, to: MOMENT, level: z.coerce.number().int().min(0).max(9).default(0) }),
      },
      handler: (call) => {
        const { from, to, level } = call.query;
        return chart.sections.entry(asking(call), call.params.person, call.params.section, call.params.entry, {
          level,
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        });
      },
    }),
    ...duplicatesRoutes(chart),
    route({
      method: 'GET',
      url: '/api/people/:person/facts/:id',
      permission: 'account',
      summary: 'One fact with its versions, sources and corrections.',
      schema: {
        params: FACT,
        query: z.strictObject({ view: VIEW, files: z.enum(['include', 'leave-out']).default('include') }),
      },
      handler: (call) => {
        const { view, files } = call.query;
        return chart.fact(asking(call), call.params.person, call.params.id, view, undefined, files);
      },
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/facts/:id/content/:n',
      permission: 'account',
      summary: 'A file, note or narrative that a fact carries, to be shown or to be kept.',
      schema: {
        params: FACT.extend({ n: z.coerce.number().int().min(0).max(10_000) }),
        query: z.strictObject({ view: VIEW, use: z.enum(['show', 'download']).default('show') }),
      },
      handler: (call) => {
        const { person, id, n } = call.params;
        const open = call.query.use === 'show' ? chart.contents.show : chart.contents.keep;
        return open(asking(call), person, id, n, call.query.view);
      },
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/facts/:id/related',
      permission: 'account',
      summary: 'Facts of the same visit, and facts that name this one.',
      schema: { params: FACT },
      handler: (call) => chart.contents.related(asking(call), call.params.person, call.params.id),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/facts/:id/versions/:version',
      permission: 'account',
      summary: 'One version of a fact.',
      schema: { params: FACT.extend({ version: z.coerce.number().int().min(1) }) },
      handler: (call) => chart.fact(asking(call), call.params.person, call.params.id, 'effective', call.params.version),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/facts/:id/corrections',
      permission: 'account',
      summary: 'Lays a correction over a fact; what was received stays.',
      schema: { params: FACT, body: CORRECTION },
      handler: async (call) => {
        const { kind, path, value, reason } = call.body;
        const made = await chart.correct(asking(call), call.params.person, call.params.id, {
          kind,
          reason,
          ...(path === undefined ? {} : { path }),
          ...(value === undefined ? {} : { value }),
        });
        return created(made);
      },
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/facts/:id/corrections/:correction/undo',
      permission: 'account',
      summary: 'Takes a correction back.',
      schema: { params: FACT.extend({ correction: z.string() }), body: z.strictObject({ reason: REASON }) },
      handler: (call) =>
        chart.undo(asking(call), call.params.person, call.params.id, call.params.correction, call.body.reason),
    }),
  ];
}
