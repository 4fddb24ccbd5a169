import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { type AnyCall, askedOf, type Principal } from './asking.ts';
import { bulkRoutes } from './bulk/bulk.routes.ts';
import { everythingRoutes } from './everything/everything.routes.ts';
import type { FhirApi } from './fhir-api.service.ts';

const { route } = routesFor<Principal>();

/** What a handler does with a request as the API sees it. */
const of =
  (work: (asked: ReturnType<typeof askedOf>) => unknown) =>
  (call: unknown): unknown =>
    work(askedOf(call as AnyCall));

/** `account`: logged in, with a session or an API token; whose record it is decides the gate. */
export function fhirApiRoutes(api: FhirApi): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/fhir/R4/metadata',
      permission: 'public',
      summary: 'What this FHIR server can do: its CapabilityStatement.',
      handler: (call) => api.metadata(call),
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/:type/:id',
      permission: 'account',
      summary: 'Reads one resource as it counts now.',
      handler: of(api.read),
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/:type/:id/_history/:vid',
      permission: 'account',
      summary: 'Reads one version of a resource.',
      handler: of(api.vread),
    }),
    ...everythingRoutes(api),
    ...bulkRoutes(api.bulk),
  ];
}
