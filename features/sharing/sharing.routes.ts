import { created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { isId } from '@chartwarden/ids';
import { z } from 'zod';
import { asking, type Principal } from './asking.ts';
import { line, PERSON } from './fields.ts';
import type { Sharing } from './sharing.service.ts';

const NAME = line(1, 200);

/** A year, a month or a day that there is. */
const BIRTH_DATE = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  .refine((text) => {
    const day = [text, `${text}-01`, `${text}-01-01`].find(({ length }) => length === 10) ?? '';
    const time = Date.parse(day);
    // The engine takes 31 February for March.
    return text >= '1850' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  }, 'is no date of birth');

const { route } = routesFor<Principal>();

/** `account`: logged in; whose record it is decides the gate. */
export function sharingRoutes(sharing: Sharing): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/people',
      permission: 'account',
      summary: 'The people whose records this account has to do with.',
      handler: (call) => sharing.listPeople(asking(call)),
    }),
    route({
      method: 'POST',
      url: '/api/people',
      permission: 'account',
      summary: 'Makes a person and their empty record.',
      schema: {
        body: z.strictObject({
          name: NAME,
          birthDate: BIRTH_DATE.optional(),
          relation: z.enum(['self', 'custodian']),
          synthetic: z.boolean().default(false),
        }),
      },
      handler: async (call) => created(await sharing.createPerson(asking(call), call.body)),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/profile',
      permission: 'account',
      summary: 'Name and date of birth, and when what changes with the age of the person does.',
      schema: { params: PERSON },
      handler: (call) => sharing.profile(asking(call), call.params.person),
    }),
    route({
      method: 'PUT',
      url: '/api/people/:person/profile',
      permission: 'account',
      summary: 'Replaces name and date of birth.',
      schema: { params: PERSON, body: z.strictObject({ name: NAME, birthDate: BIRTH_DATE.optional() }) },
      handler: (call) => sharing.changeProfile(asking(call), call.params.person, call.body),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/activity',
      permission: 'account',
      summary: 'Who saw what: lines of the log about a record, newest first.',
      schema: {
        params: PERSON,
        query: z.strictObject({
          cursor: z.coerce.number().int().min(0).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
          own: z.enum(['show', 'hide']).default('show'),
        }),
      },
      handler: (call) => {
        const { cursor, limit, own } = call.query;
        return sharing.lines(asking(call), call.params.person, {
          limit,
          hideOwn: own === 'hide',
          ...(cursor === undefined ? {} : { before: cursor }),
        });
      },
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/facts/:fact/activity',
      permission: 'account',
      summary: 'Who saw one entry: lines of the log that name it, newest first, as far back as was looked.',
      schema: {
        params: PERSON.extend({ fact: z.string() }),
        query: z.strictObject({
          cursor: z.coerce.number().int().min(0).optional(),
          files: z
            .string()
            .max(37 * 20)
            .transform((list) => list.split(',').filter(isId))
            .default([]),
        }),
      },
      handler: (call) => {
        const { cursor, files } = call.query;
        const { person, fact } = call.params;
        return sharing.about(asking(call), person, {
          fact,
          files,
          ...(cursor === undefined ? {} : { before: cursor }),
        });
      },
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/activity/:seq/proof',
      permission: 'account',
      summary: 'The proof that one line stands in the log.',
      schema: { params: PERSON.extend({ seq: z.coerce.number().int().min(0) }) },
      handler: (call) => sharing.prove(asking(call), call.params.person, call.params.seq),
    }),
    route({
      method: 'GET',
      url: '/api/people/:person/activity-proof',
      permission: 'account',
      summary: 'The proof that no line about a record is missing up to now.',
      schema: { params: PERSON },
      handler: (call) => sharing.proveAll(asking(call), call.params.person),
    }),
  ];
}
