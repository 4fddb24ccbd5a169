import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { type AnyCall, askedOf, type Principal } from '../asking.ts';
import type { FhirApi } from '../fhir-api.service.ts';

const { route } = routesFor<Principal>();
const BODY = {
  body: 'bytes',
  accepts: ['application/fhir+json', 'application/json'],
  bodyLimit: 64 * 1024,
  programs: true,
  looks: true,
} as const;

export function everythingRoutes({ everything, everybody }: FhirApi): readonly RouteRow<RouteSchema, Principal>[] {
  const handler = (call: unknown): unknown => everything(askedOf(call as AnyCall));
  return [
    route({
      method: 'GET',
      url: '/fhir/R4/Patient/:id/$everything',
      permission: 'account',
      summary: 'All of a person’s record, in pages.',
      handler,
    }),
    route({
      method: 'POST',
      url: '/fhir/R4/Patient/:id/$everything',
      permission: 'account',
      summary: 'All of a person’s record, asked for in a body.',
      ...BODY,
      handler,
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/Patient/$everything',
      permission: 'account',
      summary: 'Refused: everything is asked for one person at a time.',
      handler: everybody,
    }),
    route({
      method: 'POST',
      url: '/fhir/R4/Patient/$everything',
      permission: 'account',
      summary: 'Refused: everything is asked for one person at a time.',
      ...BODY,
      handler: everybody,
    }),
  ];
}
