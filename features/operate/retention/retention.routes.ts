import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { asking, type Principal } from '../asking.ts';
import type { Choice, Retention } from './retention.service.ts';
import { RULE_NAMES, type RuleName } from './rules.ts';

const DAYS = z.strictObject(
  Object.fromEntries(RULE_NAMES.map((name) => [name, z.number().int().min(1).max(3650)])) as Record<
    RuleName,
    z.ZodNumber
  >,
);
const CHOICE = z.strictObject({ days: DAYS, nightly: z.boolean() });
const choiceOf = ({ days, nightly }: z.output<typeof CHOICE>): Choice => ({ days, nightly });

const { route } = routesFor<Principal>();

/** `account`: logged in; that it is an owner or admin decides the gate. */
export function retentionRoutes(retention: Retention): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/retention',
      permission: 'account',
      summary: 'How long what is kept; for owners and admins.',
      handler: (call) => retention.shown(asking(call)),
    }),
    route({
      method: 'POST',
      url: '/api/retention/drafts',
      permission: 'account',
      summary: 'A dry run: what would go if things were kept that long. Changes nothing.',
      schema: { body: CHOICE },
      handler: async (call) => created(await retention.draft(asking(call), choiceOf(call.body))),
    }),
    route({
      method: 'POST',
      url: '/api/retention/approve',
      permission: 'account',
      fresh: true,
      summary: 'Keeps things that long from now on, and lets go what the dry run showed.',
      schema: {
        body: CHOICE.extend({ id: z.string(), at: z.number().int(), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
      },
      handler: (call) => {
        const { id, at, digest } = call.body;
        return retention.approve(asking(call), { ...choiceOf(call.body), id, at, digest });
      },
    }),
  ];
}
