import { Readable } from 'node:stream';
import { CodedError } from '@chartwarden/errors';
import { requestFacts } from '@chartwarden/gate';
import {
  accepted,
  type Call,
  created,
  download,
  events,
  type RouteRow,
  type RouteSchema,
  routesFor,
  whileAllowed,
} from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { z } from 'zod';
import { followImport } from './follow-import.ts';
import type { Intake } from './intake.service.ts';
import type { Asking } from './ports.ts';

interface Principal {
  readonly account: AccountId;
  readonly actor: Actor;
}

const PERSON = z.strictObject({ person: z.string() });
const IMPORT = z.strictObject({ id: z.string() });
const ORIGIN = z.string().trim().min(1).max(200);
const REASON = z.string().trim().min(1).max(2000);
const ANSWERS = z
  .strictObject({ origin: ORIGIN.optional(), aboutSomeoneElse: z.enum(['yes', 'leave-out', 'new-person']).optional() })
  .optional();

const asking = (call: Call<unknown, unknown, unknown, Principal>): Asking => ({
  actor: call.principal.actor,
  account: call.principal.account,
  request: requestFacts(call),
});

const answersOf = (body: z.output<typeof ANSWERS>) => ({
  ...(body?.origin === undefined ? {} : { origin: body.origin }),
  ...(body?.aboutSomeoneElse === undefined ? {} : { aboutSomeoneElse: body.aboutSomeoneElse }),
});

const { route } = routesFor<Principal>();

/** `account`: logged in; whose record it is decides the gate. */
export function intakeRoutes(intake: Intake): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'POST',
      url: '/api/people/:person/imports',
      permission: 'account',
      summary: 'Begins an import into a record.',
      schema: { params: PERSON, body: z.strictObject({}).optional() },
      handler: async (call) => created(await intake.begin(asking(call), call.params.person)),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/imports',
      permission: 'account',
      summary: 'The imports of a record, newest first.',
      schema: { params: PERSON },
      handler: (call) => intake.list(asking(call), call.params.person),
    }),
    route({
      method: 'PUT',
      url: '/api/imports/:id/files',
      permission: 'account',
      summary: 'Adds one file to an import, as it is.',
      body: 'stream',
      schema: { params: IMPORT, query: z.strictObject({ name: z.string().min(1).max(1000) }) },
      handler: async (call) => {
        const mediaType = call.header('content-type') ?? 'application/octet-stream';
        return created(
          await intake.addFile(asking(call), call.params.id, { name: call.query.name, mediaType, bytes: call.stream }),
        );
      },
    }),
    route({
      method: 'POST',
      url: '/api/imports/:id/read',
      permission: 'account',
      summary: 'Reads the files of an import and shows what they hold.',
      schema: { params: IMPORT, body: ANSWERS },
      handler: async (call) => accepted(await intake.read(asking(call), call.params.id, answersOf(call.body))),
    }),
    route({
      method: 'GET',
      url: '/api/imports/:id',
      permission: 'account',
      summary: 'Where an import stands.',
      schema: { params: IMPORT },
      handler: async (call) => {
        const who = asking(call);
        const { record, one } = await intake.locate(who, call.params.id);
        return intake.view(who, record, one);
      },
    }),
    route({
      method: 'GET',
      url: '/api/imports/:id/events',
      permission: 'account',
      summary: 'Where an import stands, as it changes.',
      schema: { params: IMPORT },
      handler: async (call) => {
        const who = asking(call);
        const { record, one } = await intake.locate(who, call.params.id);
        const first = await intake.view(who, record, one);
        return events(
          (signal) => followImport(intake, who, record, first, signal),
          await intake.following(who, record),
        );
      },
    }),
    route({
      method: 'POST',
      url: '/api/imports/:id/commit',
      permission: 'account',
      summary: 'Takes an import into the record.',
      schema: { params: IMPORT, body: ANSWERS },
      handler: (call) => intake.commit(asking(call), call.params.id, answersOf(call.body)),
    }),
    route({
      method: 'POST',
      url: '/api/imports/:id/cancel',
      permission: 'account',
      summary: 'Gives an import up before it counts.',
      schema: { params: IMPORT, body: z.strictObject({ reason: REASON.optional() }).optional() },
      handler: (call) => intake.cancel(asking(call), call.params.id, call.body?.reason ?? 'given up'),
    }),
    route({
      method: 'POST',
      url: '/api/imports/:id/withdraw',
      permission: 'account',
      summary: 'Takes a committed import back; what it replaced counts again.',
      schema: { params: IMPORT, body: z.strictObject({ reason: REASON }) },
      handler: (call) => intake.withdraw(asking(call), call.params.id, call.body.reason),
    }),
    route({
      method: 'POST',
      url: '/api/imports/:id/move',
      permission: 'account',
      summary: 'Moves a committed import to another person.',
      schema: { params: IMPORT, body: z.strictObject({ person: z.string(), reason: REASON }) },
      handler: (call) => intake.move(asking(call), call.params.id, call.body.person, call.body.reason),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/sources',
      permission: 'account',
      summary: 'The files of a record as they were received.',
      schema: { params: PERSON },
      handler: (call) => intake.sources(asking(call), call.params.person),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/sources/:id/before',
      permission: 'account',
      summary: 'What an archive says of the time before: who was given what, and who saw what, in another instance.',
      schema: { params: PERSON.extend({ id: z.string() }) },
      handler: (call) => intake.before(asking(call), call.params.person, call.params.id),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/sources/:id/file',
      permission: 'account',
      summary: 'One file, byte for byte as it was received.',
      schema: { params: PERSON.extend({ id: z.string() }) },
      handler: async (call) => {
        const found = await intake.file(asking(call), call.params.person, call.params.id);
        const name = found.name.split('/').at(-1);
        if (name === undefined) throw new CodedError('CW-GEN-002');
        const file = download(Readable.from(found.bytes, { highWaterMark: 2 }), { name, size: found.size });
        return whileAllowed(file, found.stillAllowed);
      },
    }),
  ];
}
