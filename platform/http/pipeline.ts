import type { Config } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import { newId } from '@chartwarden/ids';
import type { Log } from '@chartwarden/log';
import type { Clock } from '@chartwarden/time';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyServerOptions } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { accessLog } from './access-log.ts';
import { type Caller, callOf, type RequestState } from './call.ts';
import { type Check, checkBody, checkHost, checkParameters, checkSameOrigin, checkSecure } from './checks.ts';
import { failWith } from './fail.ts';
import { answerMalformed } from './malformed.ts';
import { otherwise } from './other-methods.ts';
import type { Pressure } from './pressure.ts';
import { createRateChecks } from './rate-limit.ts';
import type { BodyKind, RouteDemands, RouteEntry } from './routes.ts';
import { ANY_ORIGIN, securityHeaders } from './security-headers.ts';
import { readTls } from './tls.ts';

/** The settings that HTTP looks at. */
export type HttpSettings = Pick<Config, 'server' | 'tls' | 'proxy' | 'csp' | 'limits'>;

export interface PipelineOptions {
  readonly config: HttpSettings;
  readonly log: Log;
  readonly clock: Clock;
  readonly pressure: Pressure;
  readonly authorize: ((permission: string, caller: Caller, demands: RouteDemands) => unknown) | undefined;
  /** Bytes that a body of a kind may have where its row does not say. */
  readonly limitOf: (kind: BodyKind) => number;
  readonly stopping: () => boolean;
  /** Nothing is taken any more, also where a connection was open before the stop. */
  readonly closed: () => boolean;
  /** Milliseconds within which headers must be complete. */
  readonly headersDeadline: number;
  /** Every row that there is, as they come. */
  readonly rows: readonly RouteEntry[];
}

/** Milliseconds within which the slowest upload must be complete. */
const REQUEST_DEADLINE = 2 * 60 * 60 * 1000;
/** Milliseconds of silence on a connection with a request under way. */
const SILENCE = 5 * 60 * 1000;
const KEEP_ALIVE = 65_000;
const HEADER_BYTES = 16 * 1024;

/** The framework with everything that a request passes before and after its row. */
export function buildPipeline(options: PipelineOptions): FastifyInstance {
  const { config, log, clock, stopping, rows } = options;
  const headers = securityHeaders(config);
  const checks = checksOf(options);
  const fail = failWith(log);
  const newState = (): RequestState => ({
    startedAt: clock.now(),
    code: undefined,
    principal: undefined,
    body: undefined,
    call: undefined,
  });
  const app = openFramework(options, {
    clientErrorHandler: answerMalformed(log, headers),
    // A URL that cannot be decoded never reaches a hook.
    frameworkErrors: (error, request, reply) => {
      request.chartwarden ??= newState();
      void reply.headers(headers).header('x-request-id', request.id);
      fail(error, request, reply as unknown as FastifyReply);
    },
  });

  app.decorateRequest('chartwarden', null as never);
  // Cookies are parsed when somebody asks for one.
  void app.register(fastifyCookie, { hook: false });
  app.addHook('onRoute', (route) => {
    if (!route.config?.row) throw new Error(`route ${String(route.method)} ${route.url} has no row in a route table`);
  });
  app.addHook('onRequest', (request, reply, done) => {
    request.chartwarden = newState();
    reply.headers(headers).header('x-request-id', request.id);
    if (request.routeOptions.config.row?.anyOrigin) reply.headers(ANY_ORIGIN);
    done();
  });
  app.addHook('onRequest', async (request, reply) => {
    for (const check of checks) {
      const waiting = check(request, reply);
      if (waiting) await waiting;
    }
  });
  app.addHook('preHandler', (request, _reply, done) => {
    const { body } = request;
    if (body !== undefined && body !== null)
      log.payload('http.body', () => (Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body)));
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping()) reply.header('connection', 'close');
    done(null, payload);
  });
  accessLog(app, log, clock);
  app.setErrorHandler((error, request, reply) => fail(error, request, reply));
  app.setNotFoundHandler((request, reply) => fail(otherwise(rows, request, reply), request, reply));
  return app;
}

/** What every request passes, in this order, before anything of its body is read. */
function checksOf({
  config,
  clock,
  pressure,
  authorize,
  limitOf,
  stopping,
  closed,
}: PipelineOptions): readonly Check[] {
  return [
    function isOpen({ url }) {
      if (closed() || (stopping() && url.startsWith('/readyz'))) throw new CodedError('CW-HTTP-008');
    },
    checkHost(config),
    checkSecure(config),
    function hasRoom({ url }) {
      if (pressure.high() && !url.startsWith('/healthz')) throw new CodedError('CW-HTTP-007');
    },
    createRateChecks(config.limits.requestsPerMinute, clock),
    checkParameters,
    checkSameOrigin(config),
    checkBody(limitOf),
    async function isAllowed(request, reply) {
      const { row } = request.routeOptions.config;
      if (!row || row.permission === 'public') return;
      if (!authorize) throw new CodedError('CW-GEN-001');
      request.chartwarden.principal = await authorize(row.permission, callOf(request, reply), {
        ...row,
        changes: row.method !== 'GET' && row.looks !== true,
      });
    },
  ];
}

function openFramework(
  { config, clock, headersDeadline }: PipelineOptions,
  handlers: Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors'>,
): FastifyInstance {
  const tls = readTls(config);
  const server = {
    connectionsCheckingInterval: Math.min(5000, headersDeadline),
    maxHeaderSize: HEADER_BYTES,
    // Without a Host the check of the host answers, with the headers that every answer has.
    requireHostHeader: false,
  };
  const options = {
    logger: false,
    ...(tls ? { https: { ...tls, ...server } } : { http: server }),
    trustProxy: config.proxy.trusted.length > 0 ? [...config.proxy.trusted] : false,
    genReqId: () => newId(clock.now()),
    requestTimeout: REQUEST_DEADLINE,
    connectionTimeout: SILENCE,
    keepAliveTimeout: KEEP_ALIVE,
    forceCloseConnections: 'idle',
    // Our own check answers while stopping, in the form and with the headers of every other error.
    return503OnClosing: false,
    // Given here and not set afterwards: otherwise the framework loads a hundred modules of its own compilers first.
    schemaController: {
      compilersFactory: { buildValidator: () => validatorCompiler, buildSerializer: () => serializerCompiler },
    },
    ...handlers,
  };
  // The framework's types know only compilers of its own kind.
  const app = Fastify(options as unknown as FastifyServerOptions) as FastifyInstance;
  app.server.headersTimeout = headersDeadline;
  app.server.maxConnections = config.limits.connections;
  return app;
}
