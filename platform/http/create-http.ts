import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Log } from '@chartwarden/log';
import { type Clock, systemClock } from '@chartwarden/time';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { type BodyLimits, takeBodies } from './body.ts';
import type { Caller } from './call.ts';
import { createStreams, type StreamPace } from './event-stream.ts';
import { healthRoutes, type ReadyCheck } from './health.ts';
import { addRow, checkRow, entryOf } from './mount.ts';
import { buildPipeline, type HttpSettings } from './pipeline.ts';
import { watchPressure } from './pressure.ts';
import type { BodyKind, RouteDemands, RouteEntry, RouteRow, RouteSchema } from './routes.ts';
import { renewTls } from './tls.ts';
import { createBodyWatch } from './watched-body.ts';
import { webRoutes } from './web-app.ts';

export interface HttpOptions<Principal> {
  readonly config: HttpSettings;
  readonly log: Log;
  readonly clock?: Clock;
  /**
   * Who the caller is, or a CodedError. Asked for every row that is not `public`, before its body is read. Without
   * it no such row can be registered.
   */
  readonly authorize?: (permission: string, caller: Caller, demands: RouteDemands) => Principal | Promise<Principal>;
  /** What `/readyz` asks, by name. */
  readonly ready?: Readonly<Record<string, ReadyCheck>>;
  /** The folder of the built web app. */
  readonly webRoot?: string;
  /** Shorter times, in milliseconds, for tests. */
  readonly pace?: StreamPace &
    Partial<Pick<BodyLimits, 'deadline' | 'idle'>> & {
      readonly headers?: number;
      readonly tlsLook?: number;
      readonly lastCall?: number;
    };
}

export interface Http<Principal> {
  /** Adds a feature's route table. Before `listen`. Throws for a row without permission or summary. */
  mount(rows: readonly RouteRow<RouteSchema, Principal>[]): void;
  /** Every route there is, in the order of registration. */
  routesTable(): readonly RouteEntry[];
  /** Starts to listen where the settings say; gives the port that was taken. */
  listen(): Promise<{ readonly port: number }>;
  /** The address under which people reach it; with port 0 in the settings, whole once it listens. */
  publicUrl(): string;
  /**
   * Takes no more requests, ends event streams with a word, lets running requests finish for at most `grace`
   * milliseconds, then closes what is left.
   */
  stop(grace?: number): Promise<void>;
  /** A request without a socket, for tests. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
}

const HEADERS_DEADLINE = 15_000;
const GRACE = 10_000;
/** How long after the stop a request is still taken on a connection that was open. */
const LAST_CALL = 2000;
const MEBIBYTE = 1024 * 1024;
/** JSON of our own API is small; a row that needs more says so. */
const JSON_BYTES = MEBIBYTE;

/** Builds the server. Nothing listens until `listen`. */
export function createHttp<Principal>(options: HttpOptions<Principal>): Http<Principal> {
  const { config, log, clock = systemClock, authorize, ready = {}, webRoot, pace = {} } = options;
  const { limits } = config;
  const limitOf = (kind: BodyKind): number =>
    ({ json: JSON_BYTES, bytes: limits.bodyMegabytes * MEBIBYTE, stream: limits.uploadMegabytes * MEBIBYTE })[kind];
  const pressure = watchPressure();
  const streams = createStreams({ limit: limits.streams, log, clock, pace, authorize });
  const bodies = createBodyWatch({ authorize, recheck: pace.recheck });
  const table: RouteEntry[] = [];
  let stopped: Promise<void> | undefined;
  let { publicUrl } = config.server;
  let stopRenewing: (() => void) | undefined;
  const stopping = (): boolean => stopped !== undefined;
  let closed = false;
  const headersDeadline = pace.headers ?? HEADERS_DEADLINE;
  const app = buildPipeline({
    config,
    log,
    clock,
    pressure,
    authorize,
    limitOf,
    stopping,
    closed: () => closed,
    headersDeadline,
    rows: table,
  });

  const mount = (rows: readonly RouteRow[]): void => {
    for (const row of rows) checkRow(row, authorize !== undefined);
    for (const kind of ['json', 'bytes', 'stream'] as const) {
      const own = rows.filter(({ body = 'json' }) => body === kind);
      if (own.length === 0) continue;
      // A scope of its own per kind: its rows cannot be reached by another kind's parser.
      void app.register(async (scope) => {
        takeBodies(scope, kind, { limitOf, ...pace });
        for (const row of own) addRow(scope, row, { streams, bodies });
      });
    }
    table.push(...rows.map(entryOf));
    log.learnRoutes(rows.map(({ url }) => url));
  };

  const close = async (grace: number): Promise<void> => {
    const startedAt = clock.now();
    log.info('http.stopping', { streams: streams.open });
    streams.endAll();
    // Who had a connection before nobody listened any more never learns of a restart: their request is taken.
    const last = setTimeout(() => {
      closed = true;
    }, pace.lastCall ?? LAST_CALL);
    let forced = 0;
    const deadline = setTimeout(() => {
      forced = 1;
      app.server.closeAllConnections();
    }, grace);
    await app.close();
    clearTimeout(deadline);
    clearTimeout(last);
    closed = true;
    pressure.stop();
    stopRenewing?.();
    log.info('http.stopped', { ms: clock.now() - startedAt, forced });
  };

  mount(healthRoutes(ready, log));
  if (webRoot !== undefined) mount(webRoutes(webRoot));
  return {
    mount: (rows) => mount(rows as readonly RouteRow[]),
    routesTable: () => [...table],
    async listen() {
      const { host, port } = config.server;
      await app.listen({ host, port });
      const tls = config.tls.cert !== undefined;
      if (tls) stopRenewing = renewTls(app.server as unknown as Server, config, log, pace.tlsLook);
      const taken = (app.server.address() as AddressInfo).port;
      // Nobody knew the port when the settings were read.
      publicUrl = publicUrl.replace(/:0$/, `:${taken}`);
      log.info('http.listening', { port: taken, tls });
      return { port: taken };
    },
    publicUrl: () => publicUrl,
    stop(grace = GRACE) {
      stopped ??= close(grace);
      return stopped;
    },
    inject: (request) => app.inject(request),
  };
}
