import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { AccountId, FactId, RecordId, SourceId } from '@chartwarden/ids';
import { LABELS } from '@chartwarden/vault';
import { z } from 'zod';
import { asking, type Principal } from '../asking.ts';
import { PERSON, WORDS } from '../fields.ts';
import type { KeepingService } from './keeping.service.ts';

const SWITCH = z.strictObject({
  from: z.union([
    z.enum(['everybody', 'models']),
    z.strictObject({ account: z.uuid().transform((id) => id as AccountId) }),
    z.strictObject({ organization: z.uuid().transform((id) => id as RecordId) }),
  ]),
  kept: z.boolean(),
  reason: WORDS.optional(),
  /** On what paper the person agreed; staff of an organization say it. */
  document: WORDS.optional(),
});

const SOURCE = PERSON.extend({ source: z.uuid().transform((id) => id as SourceId) });
const FACT = PERSON.extend({ fact: z.uuid().transform((id) => id as FactId) });
const LABEL = PERSON.extend({ label: z.enum(LABELS) });

const { route } = routesFor<Principal>();

/**
 * `account`: logged in; whose record it is decides the gate. A switch is turned in one step, both ways: keeping back hides
 * something from somebody who may need it, and opening again shows it, so both want a fresh proof.
 */
export function keepingRoutes(keeping: KeepingService): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/people/:person/sources/:source/sharing',
      permission: 'account',
      summary: 'To whom a file may go, who sees what came with it, and every change of that.',
      schema: { params: SOURCE },
      handler: (call) => keeping.show(asking(call), call.params.person, { source: call.params.source }),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/sources/:source/sharing',
      permission: 'account',
      fresh: true,
      summary: 'Keeps a file and what came with it back from somebody, or no longer.',
      schema: { params: SOURCE, body: SWITCH },
      handler: (call) => keeping.turn(asking(call), call.params.person, { source: call.params.source }, call.body),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/facts/:fact/sharing',
      permission: 'account',
      summary: 'Who sees one entry, from whom it is kept back, and every change of that.',
      schema: { params: FACT },
      handler: (call) => keeping.show(asking(call), call.params.person, { fact: call.params.fact }),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/facts/:fact/sharing',
      permission: 'account',
      fresh: true,
      summary: 'Keeps one entry back from somebody, or no longer.',
      schema: { params: FACT, body: SWITCH },
      handler: (call) => keeping.turn(asking(call), call.params.person, { fact: call.params.fact }, call.body),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/labels/:label/sharing',
      permission: 'account',
      summary: 'Who sees what carries a label, from whom it is kept back, and every change of that.',
      schema: { params: LABEL },
      handler: (call) => keeping.show(asking(call), call.params.person, { label: call.params.label }),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/labels/:label/sharing',
      permission: 'account',
      fresh: true,
      summary: 'Keeps what carries a label back from somebody, or no longer.',
      schema: { params: LABEL, body: SWITCH },
      handler: (call) => keeping.turn(asking(call), call.params.person, { label: call.params.label }, call.body),
    }),
  ];
}
