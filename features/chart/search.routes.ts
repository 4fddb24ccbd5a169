import { type RouteRow, type RouteSchema, routesFor } from '@chartwarden/http';
import { z } from 'zod';
import { asking, type Principal } from './asking.ts';
import type { Search } from './search.service.ts';

const PERSON = z.strictObject({ person: z.string() });
const WORDS = z.string().max(400);
/** Milliseconds. */
const MOMENT = z.number().int().optional();
const names = (most: number) => z.array(z.string().min(1).max(64)).min(1).max(most).optional();

const { route } = routesFor<Principal>();

/** What is looked for goes in the body: an address is kept by browsers and written by proxies. */
export function searchRoutes(search: Search): readonly RouteRow<RouteSchema, Principal>[] {
  return [
    route({
      method: 'POST',
      url: '/api/people/:person/search',
      permission: 'account',
      looks: true,
      summary: 'Looks for words, beginnings of words and codes in a record.',
      schema: {
        params: PERSON,
        body: z.strictObject({
          words: WORDS,
          types: names(100),
          sources: names(200),
          from: MOMENT,
          to: MOMENT,
          offset: z.number().int().min(0).max(100_000).default(0),
          limit: z.number().int().min(1).max(100).default(20),
        }),
      },
      handler: (call) => search.search(asking(call), call.params.person, call.body),
    }),
    route({
      method: 'POST',
      url: '/api/people/:person/search/suggest',
      permission: 'account',
      looks: true,
      summary: 'Names in a record that hold what was typed so far.',
      schema: { params: PERSON, body: z.strictObject({ words: WORDS }) },
      handler: (call) => search.suggest(asking(call), call.params.person, call.body.words),
    }),
  ];
}
