import { Readable } from 'node:stream';
import { requestFacts } from '@chartwarden/gate';
import { type Call, download, type RouteRow, type RouteSchema, routesFor, whileAllowed } from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { z } from 'zod';
import type { AuditFilter, AuditLog } from './audit.service.ts';

interface Principal {
  readonly account: AccountId;
  readonly actor: Actor;
}

/** A moment: ISO 8601 with a zone, or a day (UTC, its beginning). */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => Date.parse(text));
const word = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/);

const FILTER = {
  outcome: z.enum(['success', 'failure', 'permitted', 'done', 'refused', 'failed']).optional(),
  resourceType: word.optional(),
  actorEmail: z.string().trim().min(3).max(254).optional(),
  actorKind: z.enum(['operator', 'system', 'anonymous']).optional(),
  action: word.optional(),
  from: moment.optional(),
  to: moment.optional(),
};

type Filter = { readonly resourceType?: string | undefined } & {
  readonly [K in keyof Omit<AuditFilter, 'type'>]?: AuditFilter[K] | undefined;
};

function filterOf({ resourceType, outcome, actorEmail, actorKind, action, from, to }: Filter): AuditFilter {
  const all = { type: resourceType, outcome, actorEmail, actorKind, action, from, to };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const { route } = routesFor<Principal>();
const whoOf = (call: Call<unknown, unknown, unknown, Principal>) => ({
  actor: call.principal.actor,
  request: requestFacts(call),
});

/** `account`: logged in; the gate knows whose role it is (owner, admin, auditor), and writes down who else asked. */
export function auditRoutes(log: AuditLog): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/audit',
      permission: 'account',
      summary: 'The log of the instance, without the records it is about, newest first.',
      schema: {
        query: z.strictObject({
          ...FILTER,
          page: z.coerce.number().int().min(1).default(1),
          limit: z.coerce.number().int().min(1).max(500).default(50),
          before: z.coerce.number().int().min(0).optional(),
        }),
      },
      handler: (call) => {
        const { page, limit, before, ...filter } = call.query;
        return log.page(whoOf(call), filterOf(filter), { page, limit, ...(before === undefined ? {} : { before }) });
      },
    }),
    route({
      method: 'GET',
      url: '/api/audit/export',
      permission: 'account',
      summary: 'The log of the instance as a file of comma-separated values or lines of JSON.',
      schema: { query: z.strictObject({ ...FILTER, format: z.enum(['csv', 'ndjson']).default('csv') }) },
      handler: async (call) => {
        const { format, ...filter } = call.query;
        const file = log.file(whoOf(call), filterOf(filter), format);
        // The first chunk is asked for here: a refusal is an answer, and not a file that breaks off.
        const first = await file.next();
        const rest = async function* () {
          if (!first.done) yield first.value;
          yield* file;
        };
        const answer = download(Readable.from(rest(), { highWaterMark: 2 }), { name: `chartwarden-log.${format}` });
        return whileAllowed(answer, () => log.stillFor(whoOf(call)));
      },
    }),
  ];
}
