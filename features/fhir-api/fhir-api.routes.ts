import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { type AnyCall, askedOf, formOf, type Principal } from './asking.ts';
import { bulkRoutes } from './bulk/bulk.routes.ts';
import { everythingRoutes } from './everything/everything.routes.ts';
import type { FhirApi } from './fhir-api.service.ts';

const { route } = routesFor<Principal>();

/** RFC 9110, 15.5.16, and R4 http 3.1.0.1.11: `application/fhir+json`, and what clients mean by it. */
const JSON_BODY = { body: 'bytes', accepts: ['application/fhir+json', 'application/json'] } as const;

const FORM_BODY = { body: 'bytes', accepts: ['application/x-www-form-urlencoded'] } as const;

/** What a handler does with a request as the API sees it. */
const of =
  (work: (asked: ReturnType<typeof askedOf>) => unknown) =>
  (call: unknown): unknown =>
    work(askedOf(call as AnyCall));

/** A Patient that is nobody's fact. */
const isNewPerson = ({ type, header }: ReturnType<typeof askedOf>): boolean =>
  type === 'Patient' && header('x-chartwarden-person') === undefined;

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
      url: '/fhir/R4',
      permission: 'account',
      summary: 'Searches resources of several types.',
      handler: of((asked) => api.search(asked, null, asked.query)),
    }),
    route({
      method: 'POST',
      url: '/fhir/R4/_search',
      permission: 'account',
      programs: true,
      looks: true,
      summary: 'The same, with the parameters in the body.',
      ...FORM_BODY,
      handler: of((asked) => api.search(asked, null, formOf(asked))),
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/:type',
      permission: 'account',
      summary: 'Searches resources of one type.',
      // `/fhir/R4/?...` arrives here, too: it names no type.
      handler: of((asked) => api.search(asked, asked.type === '' ? null : asked.type, asked.query)),
    }),
    route({
      method: 'POST',
      url: '/fhir/R4/:type/_search',
      permission: 'account',
      programs: true,
      looks: true,
      summary: 'The same, with the parameters in the body.',
      ...FORM_BODY,
      handler: of((asked) => api.search(asked, asked.type, formOf(asked))),
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/:type/:id',
      permission: 'account',
      summary: 'Reads one resource as it counts now.',
      handler: of(api.read),
    }),
    route({
      method: 'POST',
      url: '/fhir/R4/:type',
      permission: 'account',
      programs: true,
      summary: 'Writes a new resource into the record of the person whom it names.',
      ...JSON_BODY,
      handler: of((asked) => {
        // `/fhir/R4/` arrives here, too: it names no type.
        if (asked.type === '') return api.bundle(asked);
        return isNewPerson(asked) ? api.newPerson(asked) : api.create(asked);
      }),
    }),
    route({
      method: 'PUT',
      url: '/fhir/R4/:type/:id',
      permission: 'account',
      programs: true,
      summary: 'Writes another content of a resource.',
      ...JSON_BODY,
      handler: of(api.update),
    }),
    route({
      method: 'POST',
      url: '/fhir/R4',
      permission: 'account',
      programs: true,
      summary: 'Carries out a batch or a transaction.',
      ...JSON_BODY,
      handler: of(api.bundle),
    }),
    route({
      method: 'PUT',
      url: '/fhir/R4/:type',
      permission: 'account',
      programs: true,
      summary: 'Writes another content of the only resource that fits, or a new one.',
      ...JSON_BODY,
      handler: of(api.updateWhere),
    }),
    route({
      method: 'DELETE',
      url: '/fhir/R4/:type',
      permission: 'account',
      programs: true,
      summary: 'Deletes the only resource that fits.',
      handler: of(api.removeWhere),
    }),
    route({
      method: 'PATCH',
      url: '/fhir/R4/:type/:id',
      permission: 'account',
      programs: true,
      summary: 'Changes parts of a resource by a JSON Patch.',
      body: 'bytes',
      accepts: ['application/json-patch+json', 'application/json'],
      handler: of(api.patch),
    }),
    route({
      method: 'DELETE',
      url: '/fhir/R4/:type/:id',
      permission: 'account',
      programs: true,
      summary: 'Deletes a resource; its history stays.',
      handler: of(api.remove),
    }),
    route({
      method: 'POST',
      url: '/fhir/R4/:type/$validate',
      permission: 'account',
      programs: true,
      looks: true,
      summary: 'Says where a resource departs from FHIR R4. Nothing is written.',
      ...JSON_BODY,
      handler: of(api.validate),
    }),
    route({
      method: 'POST',
      url: '/fhir/R4/:type/:id/$validate',
      permission: 'account',
      programs: true,
      looks: true,
      summary: 'The same for a resource that is here, or for what is sent in its place.',
      ...JSON_BODY,
      handler: of(api.validate),
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/:type/_history',
      permission: 'account',
      summary: 'What the resources of a type were.',
      handler: of(api.typeHistory),
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/:type/:id/_history',
      permission: 'account',
      summary: 'What a resource was.',
      handler: of(api.history),
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
