import { loadConfig } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import { createLog } from '@chartwarden/log';
import { z } from 'zod';
import { accepted, bytes, created, download } from './answer.ts';
import { createHttp, type Http, type HttpOptions } from './create-http.ts';
import { events } from './event-stream.ts';
import { type RouteRow, type RouteSchema, routesFor } from './routes.ts';

/** Who the tests' guard lets in: whoever sends the cookie `chartwarden=good`. */
export interface Tester {
  readonly name: string;
}

const { route } = routesFor<Tester>();

/** One row of each kind. */
export const testRows = (seen: unknown[] = []): readonly RouteRow<RouteSchema, Tester>[] => [
  route({
    method: 'GET',
    url: '/api/people/:person',
    permission: 'member',
    summary: 'A person',
    schema: {
      params: z.strictObject({ person: z.string().max(20) }),
      query: z.strictObject({ limit: z.coerce.number().max(10).optional() }),
    },
    handler: ({ params, query, principal }) => ({ person: params.person, limit: query.limit, by: principal.name }),
  }),
  route({
    method: 'POST',
    url: '/api/people',
    permission: 'member',
    summary: 'Adds a person',
    schema: { body: z.strictObject({ name: z.string().min(1) }), response: z.object({ id: z.string() }) },
    handler: ({ body }) => {
      seen.push(body);
      return created({ id: 'p1', hidden: 'never leaves' });
    },
  }),
  route({ method: 'POST', url: '/api/open', permission: 'public', summary: 'Anybody', handler: () => undefined }),
  route({
    method: 'POST',
    url: '/api/later',
    permission: 'member',
    summary: 'A job',
    handler: () => accepted({ job: 1 }),
  }),
  route({
    method: 'PUT',
    url: '/api/files',
    permission: 'member',
    summary: 'Takes a file',
    body: 'stream',
    bodyLimit: 100_000,
    handler: async ({ stream }) => {
      let size = 0;
      for await (const chunk of stream) size += (chunk as Buffer).length;
      return { size };
    },
  }),
  route({
    method: 'GET',
    url: '/api/files/one',
    permission: 'member',
    summary: 'A file',
    handler: () => download(Buffer.from('<script>'), { name: 'Müller "x"\r\n.html', size: 8 }),
  }),
  route({
    method: 'POST',
    url: '/fhir/R4/Observation',
    permission: 'member',
    summary: 'FHIR create',
    body: 'bytes',
    accepts: ['application/fhir+json', 'application/json'],
    handler: (call) => bytes(call.bytes, 'application/fhir+json'),
  }),
  route({
    method: 'GET',
    url: '/fhir/R4/Observation/:id',
    permission: 'member',
    summary: 'FHIR read',
    handler: () => {
      throw new CodedError('CW-GEN-002');
    },
  }),
  route({
    method: 'GET',
    url: '/api/broken',
    permission: 'public',
    summary: 'Fails',
    handler: () => {
      throw new Error('Maria Gonzalez was here');
    },
  }),
  route({
    method: 'GET',
    url: '/api/events',
    permission: 'member',
    summary: 'A stream',
    handler: () =>
      events(
        async function* () {
          yield { n: 1 };
          yield { n: 2 };
        },
        () => true,
      ),
  }),
];

export interface TestServer extends Http<Tester> {
  readonly lines: Record<string, unknown>[];
}

/** A server with the rows above, on the settings given as environment variables. */
export async function testHttp(
  env: Record<string, string> = {},
  options: Partial<HttpOptions<Tester>> & { readonly rows?: readonly RouteRow<RouteSchema, Tester>[] } = {},
): Promise<TestServer> {
  const { config } = await loadConfig({ env: { CHARTWARDEN_PORT: '0', ...env }, cwd: '/nonexistent' });
  const lines: Record<string, unknown>[] = [];
  const log = createLog({
    level: 'debug',
    debugPayloads: config.log.debugPayloads,
    destination: { write: (line) => lines.push(JSON.parse(line) as never) },
  });
  const { rows = testRows(), ...rest } = options;
  const http = createHttp<Tester>({
    config,
    log,
    authorize: (_permission, caller) => {
      if (caller.cookie('chartwarden') !== 'good' && caller.header('authorization') !== 'Bearer good')
        throw new CodedError('CW-GEN-002');
      return { name: 'tester' };
    },
    ...rest,
  });
  http.mount(rows);
  return { ...http, lines };
}

export const COOKIE = { cookie: 'chartwarden=good' };
export const OWN = { ...COOKIE, 'x-chartwarden': '1' };
