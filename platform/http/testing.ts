import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { loadConfig } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import { createLog } from '@chartwarden/log';
import { expect } from 'vitest';
import { z } from 'zod';
import { accepted, bytes, created, download } from './answer.ts';
import { createHttp, type Http, type HttpOptions } from './create-http.ts';
import { events } from './event-stream.ts';
import { type RouteRow, type RouteSchema, routesFor } from './routes.ts';

export { selfSigned } from './testing-certificate.ts';

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
  /** The log, line by line. */
  readonly lines: Record<string, unknown>[];
}

type Settings = HttpOptions<Tester>['config'];

/** Settings from environment variables, and a log that keeps its lines. */
export async function quietSettings(env: Record<string, string> = {}) {
  const { config } = await loadConfig({ env: { CHARTWARDEN_PORT: '0', ...env }, cwd: '/nonexistent' });
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const log = createLog({ level: 'debug', debugPayloads: config.log.debugPayloads, destination });
  return { config, log, lines };
}

/** A server with the rows above on the settings given as environment variables, and `change`d ones. */
export async function testHttp(
  env: Record<string, string> = {},
  options: Partial<HttpOptions<Tester>> & { readonly rows?: readonly RouteRow<RouteSchema, Tester>[] } = {},
  change: { readonly [Section in keyof Settings]?: Partial<Settings[Section]> } = {},
): Promise<TestServer> {
  const { config, log, lines } = await quietSettings(env);
  const { rows = testRows(), ...rest } = options;
  const http = createHttp<Tester>({
    config: { ...config, csp: { ...config.csp, ...change.csp } },
    log,
    authorize: (_permission, caller) => {
      if (caller.cookie('chartwarden') === 'good' || caller.header('authorization') === 'Bearer good')
        return { name: 'tester' };
      throw new CodedError('CW-GEN-002');
    },
    ...rest,
  });
  http.mount(rows);
  return { ...http, lines };
}

export const COOKIE = { cookie: 'chartwarden=good' };
export const OWN = { ...COOKIE, 'x-chartwarden': '1' };

/** Looks again and again: a busy machine takes its time. */
export const soon = <T>(look: () => T) => expect.poll(look, { timeout: 10_000, interval: 10 });

/** Writes bytes to the port and gives everything that comes back until the server closes. @param end false leaves our side open */
export function rawRequest(port: number, text: string, { end = true } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.once('error', (error) => (answer ? resolve(answer) : reject(error)));
    socket.once('close', () => resolve(answer));
    socket.write(text);
    if (end) setTimeout(() => socket.end(), 200);
  });
}

export interface OpenStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Waits until the text has come. */
  until(text: string): Promise<void>;
  /** Everything, once the server has ended it. */
  all(): Promise<string>;
  close(): void;
}

/** A request whose answer is read as it comes. @param read false leaves it unread */
export function openStream(
  port: number,
  path: string,
  headers: Record<string, string>,
  { read = true } = {},
): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, headers, agent: false }, (answer) => {
      let text = '';
      let over = false;
      if (read)
        answer.on('data', (data) => {
          text += data;
        });
      answer.once('close', () => {
        over = true;
      });
      answer.on('error', () => undefined);
      const poll = async (done: () => boolean): Promise<void> => {
        while (!done()) {
          if (over && !done()) throw new Error(`the stream ended with ${text}`);
          await new Promise((wake) => setTimeout(wake, 5));
        }
      };
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        until: (part) => poll(() => text.includes(part)),
        all: async () => {
          await poll(() => over);
          return text;
        },
        close: () => asked.destroy(),
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}
