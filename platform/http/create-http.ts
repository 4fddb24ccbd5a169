import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Config } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import { newId } from '@chartwarden/ids';
import type { Log } from '@chartwarden/log';
import { type Clock, systemClock } from '@chartwarden/time';
import fastifyCookie from '@fastify/cookie';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyServerOptions,
  type InjectOptions,
  type LightMyRequestResponse,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { accessLog } from './access-log.ts';
import { type BodyLimits, takeBodies } from './body.ts';
import { type Caller, callOf, type RequestState } from './call.ts';
import { type Check, checkBody, checkHost, checkSameOrigin, checkSecure } from './checks.ts';
import { createStreams, type StreamPace } from './event-stream.ts';
import { failWith, notFound } from './fail.ts';
import { healthRoutes, type ReadyCheck } from './health.ts';
import { answerMalformed } from './malformed.ts';
import { addRow, checkRow, entryOf } from './mount.ts';
import { watchPressure } from './pressure.ts';
import { createRateChecks } from './rate-limit.ts';
import type { BodyKind, RouteEntry, RouteRow, RouteSchema } from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import { readTls, renewTls } from './tls.ts';
import { webRoutes } from './web-app.ts';

export interface HttpOptions<Principal> {
  readonly config: Pick<Config, 'server' | 'tls' | 'proxy' | 'csp' | 'limits' | 'log'>;
  readonly log: Log;
  readonly clock?: Clock;
  /**
   * Who the caller is, or a CodedError. Asked for every row that is not `public`, before its body is read. Without
   * it no such row can be registered.
   */
  readonly authorize?: (permission: string, caller: Caller) => Principal | Promise<Principal>;
  /** What `/readyz` asks, by name. */
  readonly ready?: Readonly<Record<string, ReadyCheck>>;
  /** The folder of the built web app. */
  readonly webRoot?: string;
  /** Shorter times for tests. */
  readonly pace?: StreamPace & Partial<Pick<BodyLimits, 'deadline' | 'idle'>> & { readonly headers?: number };
}

export interface Http<Principal> {
  /** Adds a feature's route table. Before `listen`. */
  mount(rows: readonly RouteRow<RouteSchema, Principal>[]): void;
  /** Every route there is, in the order of registration. */
  routesTable(): readonly RouteEntry[];
  /** Starts to listen where the settings say; gives the port that was taken. */
  listen(): Promise<{ readonly port: number }>;
  /**
   * Takes no more requests, ends event streams with a word, lets running requests finish for at most `grace`
   * milliseconds, then closes what is left.
   */
  stop(grace?: number): Promise<void>;
  /** A request without a socket, for tests. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
}

/** Milliseconds. Headers must be complete within the first; a whole upload within the second. */
const HEADERS_DEADLINE = 15_000;
const REQUEST_DEADLINE = 2 * 60 * 60 * 1000;
/** Milliseconds of silence on a connection with a request under way. */
const SILENCE = 5 * 60 * 1000;
const KEEP_ALIVE = 65_000;
const GRACE = 10_000;
const MEBIBYTE = 1024 * 1024;

/** Builds the server. Nothing listens until `listen`. */
export function createHttp<Principal>(options: HttpOptions<Principal>): Http<Principal> {
  const { config, log, clock = systemClock, authorize, ready = {}, webRoot, pace = {} } = options;
  const { limits } = config;
  const headers = securityHeaders(config);
  const tls = readTls(config);
  const pressure = watchPressure();
  const streams = createStreams({ limit: limits.streams, log, clock, pace });
  const table: RouteEntry[] = [];
  let stopping = false;
  let stopRenewing: (() => void) | undefined;

  const limitOf = (kind: BodyKind): number =>
    kind === 'json' ? MEBIBYTE : (kind === 'bytes' ? limits.bodyMegabytes : limits.uploadMegabytes) * MEBIBYTE;

  const serverOptions = { connectionsCheckingInterval: Math.min(5000, pace.headers ?? 5000), maxHeaderSize: 16 * 1024 };
  const app = Fastify({
    logger: false,
    ...(tls ? { https: { ...tls, ...serverOptions } } : { http: serverOptions }),
    trustProxy: config.proxy.trusted.length > 0 ? [...config.proxy.trusted] : false,
    genReqId: () => newId(clock.now()),
    requestTimeout: REQUEST_DEADLINE,
    connectionTimeout: SILENCE,
    keepAliveTimeout: KEEP_ALIVE,
    forceCloseConnections: 'idle',
    // Our own check answers while stopping, in the form and with the headers of every other error.
    return503OnClosing: false,
    clientErrorHandler: answerMalformed(log, headers),
    frameworkErrors: (error, request, reply) => {
      request.chartwarden ??= newState();
      void reply.headers(headers);
      return fail(error, request, reply as unknown as FastifyReply);
    },
  } as FastifyServerOptions) as FastifyInstance;
  app.server.headersTimeout = pace.headers ?? HEADERS_DEADLINE;
  app.server.maxConnections = limits.connections;

  const newState = (): RequestState => ({
    startedAt: clock.now(),
    code: undefined,
    principal: undefined,
    body: undefined,
  });
  const fail = failWith(log);

  /** What every request passes, in this order, before anything of its body is read. */
  const checks: readonly Check[] = [
    (_request, reply) => {
      if (!stopping) return;
      reply.header('connection', 'close');
      throw new CodedError('CW-HTTP-008');
    },
    checkHost(config),
    checkSecure(config),
    ({ url }) => {
      if (pressure.high() && !url.startsWith('/healthz')) throw new CodedError('CW-HTTP-007');
    },
    createRateChecks(limits.requestsPerMinute, clock),
    checkSameOrigin(config),
    checkBody(limitOf),
    async (request, reply) => {
      const { row } = request.routeOptions.config;
      if (!row || row.permission === 'public') return;
      if (!authorize) throw new CodedError('CW-GEN-001');
      request.chartwarden.principal = await authorize(row.permission, callOf(request, reply));
    },
  ];

  app.decorateRequest('chartwarden', null as never);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // Cookies are parsed when somebody asks for one.
  void app.register(fastifyCookie, { hook: false });
  app.addHook('onRoute', (route) => {
    if (!route.config?.row) throw new Error(`route ${String(route.method)} ${route.url} has no row in a route table`);
  });
  app.addHook('onRequest', (request, reply, done) => {
    request.chartwarden = newState();
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
  app.addHook('onRequest', async (request, reply) => {
    for (const check of checks) {
      const waiting = check(request, reply);
      if (waiting) await waiting;
    }
  });
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.body !== undefined && request.body !== null)
      log.payload('http.body', () => JSON.stringify(request.body));
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) reply.header('connection', 'close');
    done(null, payload);
  });
  accessLog(app, log, clock);
  app.setErrorHandler((error, request, reply) => fail(error, request, reply));
  app.setNotFoundHandler((request, reply) => fail(notFound(), request, reply));

  const http: Http<Principal> = {
    mount(rows) {
      for (const row of rows) checkRow(row as RouteRow, authorize !== undefined);
      for (const kind of ['json', 'bytes', 'stream'] as const) {
        const own = rows.filter((row) => (row.body ?? 'json') === kind) as readonly RouteRow[];
        if (own.length === 0) continue;
        void app.register(async (scope) => {
          takeBodies(scope, kind, { limitOf, ...pace });
          for (const row of own) addRow(scope, row, streams);
        });
        table.push(...own.map(entryOf));
      }
      log.learnRoutes(rows.map(({ url }) => url));
    },
    routesTable: () => [...table],
    async listen() {
      const { host, port } = config.server;
      await app.listen({ host, port });
      if (tls) stopRenewing = renewTls(app.server as unknown as Server, config, log);
      const taken = (app.server.address() as AddressInfo).port;
      log.info('http.listening', { port: taken, tls: tls !== undefined });
      return { port: taken };
    },
    async stop(grace = GRACE) {
      const startedAt = clock.now();
      stopping = true;
      log.info('http.stopping', { streams: streams.open });
      streams.endAll();
      let forced = 0;
      const deadline = setTimeout(() => {
        forced = 1;
        app.server.closeAllConnections();
      }, grace);
      await app.close();
      clearTimeout(deadline);
      pressure.stop();
      stopRenewing?.();
      log.info('http.stopped', { ms: clock.now() - startedAt, forced });
    },
    inject: (request) => app.inject(request),
  };
  http.mount(healthRoutes(ready, () => stopping) as readonly RouteRow<RouteSchema, Principal>[]);
  if (webRoot !== undefined) http.mount(webRoutes(webRoot, config) as readonly RouteRow<RouteSchema, Principal>[]);
  return http;
}
