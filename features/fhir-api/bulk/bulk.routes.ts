import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { type AnyCall, type Asked, askedOf, type Principal } from '../asking.ts';
import type { Bulk } from './bulk.service.ts';

const { route } = routesFor<Principal>();
const BODY = {
  body: 'bytes',
  accepts: ['application/fhir+json', 'application/json'],
  bodyLimit: 64 * 1024,
  programs: true,
} as const;
const of =
  (work: (asked: Asked) => unknown) =>
  (call: unknown): unknown =>
    work(askedOf(call as AnyCall));
const param = (call: unknown, name: string): string => (call as { params: Record<string, string> }).params[name] ?? '';

export function bulkRoutes(bulk: Bulk): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/fhir/R4/Patient/$export',
      permission: 'account',
      summary: 'Begins an export of the records of everybody whom the caller may export.',
      handler: of(bulk.kickOff),
    }),
    route({
      method: 'POST',
      url: '/fhir/R4/Patient/$export',
      permission: 'account',
      summary: 'Begins an export, of certain people where the body names them.',
      ...BODY,
      handler: of(bulk.kickOff),
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/Patient/:id/$export',
      permission: 'account',
      summary: 'Begins an export of one person’s record.',
      handler: of(bulk.kickOff),
    }),
    route({
      method: 'POST',
      url: '/fhir/R4/Patient/:id/$export',
      permission: 'account',
      summary: 'Begins an export of one person’s record, asked for in a body.',
      ...BODY,
      handler: of(bulk.kickOff),
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/$export-status/:export',
      permission: 'account',
      summary: 'How far an export is, and the list of its files once it is ready.',
      handler: (call) => bulk.status(askedOf(call as AnyCall), param(call, 'export')),
    }),
    route({
      method: 'DELETE',
      url: '/fhir/R4/$export-status/:export',
      permission: 'account',
      programs: true,
      summary: 'Ends an export and its files.',
      handler: (call) => bulk.remove(askedOf(call as AnyCall), param(call, 'export')),
    }),
    route({
      method: 'GET',
      url: '/fhir/R4/$export-files/:export/:file',
      permission: 'account',
      summary: 'One file of an export, as NDJSON.',
      handler: (call) => bulk.file(askedOf(call as AnyCall), param(call, 'export'), param(call, 'file')),
    }),
    route({
      method: 'GET',
      url: '/api/bulk-exports/:export',
      permission: 'account',
      summary: 'What an export that somebody began would hand out, for their approval.',
      handler: (call) => bulk.draft(askedOf(call as AnyCall), param(call, 'export')),
    }),
    route({
      method: 'POST',
      url: '/api/bulk-exports/:export/approve',
      permission: 'account',
      fresh: true,
      summary: 'Approves that what was shown is exported.',
      schema: {
        params: z.strictObject({ export: z.string() }),
        body: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
      },
      handler: (call) => bulk.approve(askedOf(call), call.params.export, call.body.digest),
    }),
  ];
}
