import type { FastifyInstance } from 'fastify';
import { callOf } from './call.ts';
import type { Streams } from './event-stream.ts';
import type { RouteEntry, RouteRow } from './routes.ts';
import { send } from './send.ts';
import type { BodyWatch } from './watched-body.ts';

/** Refuses a row that a reviewer could not judge or that nobody would guard. */
export function checkRow({ method, url, permission, summary, anyOrigin }: RouteRow, guarded: boolean): void {
  const name = `${method} ${url}`;
  if (!permission) throw new Error(`route ${name} has no permission`);
  if (!summary) throw new Error(`route ${name} has no summary`);
  if (anyOrigin && permission !== 'public') throw new Error(`route ${name} is open to any origin, and not public`);
  if (permission !== 'public' && !guarded)
    throw new Error(`route ${name} needs "${permission}", and nobody is there to ask`);
}

/** Adds a row's route to a scope that takes its kind of body. */
export function addRow(
  scope: FastifyInstance,
  row: RouteRow,
  out: { readonly streams: Streams; readonly bodies: BodyWatch },
): void {
  if (row.anyOrigin) addPreflight(scope, row);
  const { params, query, body, response } = row.schema ?? {};
  scope.route({
    method: row.method,
    url: row.url,
    ...(row.bodyLimit !== undefined && { bodyLimit: row.bodyLimit }),
    config: { row },
    schema: {
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      ...(response && { response: { '2xx': response } }),
    },
    handler: async (request, reply) => send(await row.handler(callOf(request, reply) as never), request, reply, out),
  });
}

/** Fetch Standard, 4.8: what a browser asks before a page elsewhere may send JSON. */
function addPreflight(scope: FastifyInstance, row: RouteRow): void {
  scope.route({
    method: 'OPTIONS',
    url: row.url,
    config: { row },
    handler: (_request, reply) =>
      reply
        .code(204)
        .header('access-control-allow-methods', row.method)
        .header('access-control-allow-headers', 'content-type')
        .header('access-control-max-age', '600')
        .send(),
  });
}

export const entryOf = ({ method, url, permission, summary, schema, body, fresh, locked }: RouteRow): RouteEntry => ({
  method,
  url,
  permission,
  summary,
  ...(schema && { schema }),
  ...(body && { body }),
  ...(fresh && { fresh }),
  ...(locked && { locked }),
});
