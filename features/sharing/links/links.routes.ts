import { Readable } from 'node:stream';
import { Answer, bytes, created, type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import type { FactId } from '@chartwarden/ids';
import { z } from 'zod';
import { asking, type Principal } from '../asking.ts';
import { line, PERSON, SLICE, TIME, WORDS } from '../fields.ts';
import { MOST_CONTENT } from './link-file.ts';
import type { LinkWish } from './link-types.ts';
import type { Links } from './links.service.ts';

const WHAT = SLICE.extend({
  // None at all: an emergency card that is written by hand.
  facts: z
    .array(z.uuid().transform((id) => id as FactId))
    .max(200)
    .optional(),
});

const WISH = z.strictObject({
  kind: z.enum(['records', 'card']).default('records'),
  label: line(1, 80),
  slice: WHAT,
  form: z.enum(['full_source_allowed', 'metadata_only', 'deidentified']).default('full_source_allowed'),
  until: TIME.nullable(),
  openings: z.number().int().min(1).max(10_000).nullable().default(null),
  reason: WORDS.optional(),
  document: WORDS.optional(),
});
const GIVEN = z.strictObject({
  ...WISH.shape,
  passcode: z.string().min(6).max(64).optional(),
  digest: z.string().regex(/^[0-9a-f]{64}$/).optional(),
}); // biome-ignore format: one line a part

const LINK = z.strictObject({ link: z.string() });

/** Without the names of what was not said: what is digested has no `undefined`. */
const said = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const { route } = routesFor<Principal>();

/** `account`: logged in; whose record it is decides the gate. */
export function linksRoutes(links: Links): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'GET',
      url: '/api/people/:person/links',
      permission: 'account',
      summary: 'Share links of a record that stand, newest first.',
      schema: { params: PERSON },
      handler: (call) => links.list(asking(call), call.params.person),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/links',
      permission: 'account',
      fresh: true,
      summary: 'A share link: without a digest the consent as it would stand, with it the link.',
      schema: { params: PERSON, body: GIVEN },
      handler: async (call) => {
        const { passcode, digest, ...wish } = call.body;
        const made = await links.make(asking(call), call.params.person, said(wish) as LinkWish, { passcode, digest });
        return 'url' in made ? created(made) : made;
      },
    }),
    route({
      method: 'GET',
      url: '/api/links/:link/snapshot',
      permission: 'account',
      fresh: true,
      summary: 'What a link may hold, as a FHIR Bundle, for the browser of its maker to encrypt.',
      schema: { params: LINK },
      handler: async (call) => {
        const { bytes, stillAllowed } = await links.snapshot(asking(call), call.params.link);
        const headers = { 'content-type': 'application/fhir+json' };
        return new Answer(200, Readable.from(bytes, { highWaterMark: 2 }), headers, stillAllowed);
      },
    }),
    route({
      method: 'GET',
      url: '/api/links/:link/content',
      permission: 'account',
      summary: 'What a link holds, encrypted, for whoever made it.',
      schema: { params: LINK },
      handler: async (call) => bytes(await links.held(asking(call), call.params.link), 'application/jose'),
    }),
    route({
      method: 'PUT',
      url: '/api/links/:link/content',
      permission: 'account',
      fresh: true,
      summary: 'Replaces what a link holds by what its maker encrypted (a compact JWE).',
      schema: { params: LINK },
      body: 'bytes',
      bodyLimit: MOST_CONTENT,
      handler: (call) => links.keep(asking(call), call.params.link, call.bytes),
    }),
    route({
      method: 'DELETE',
      url: '/api/links/:link',
      permission: 'account',
      summary: 'Ends a link at once, and deletes what it holds.',
      schema: { params: LINK },
      handler: (call) => links.end(asking(call), call.params.link),
    }),
  ];
}
