import type { Readable } from 'node:stream';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RouteRow } from './routes.ts';

/** What is known of a caller before anything of the body is read; what `authorize` decides on. */
export interface Caller {
  /** Opaque id of this request (UUIDv7), also in the answer's x-request-id. */
  readonly requestId: string;
  readonly method: string;
  /** The route's template, never the path. */
  readonly route: string;
  /** The client's address, through trusted proxies only. */
  readonly ip: string;
  /** The User-Agent header, at most 256 characters; empty when missing. */
  readonly agent: string;
  /** True when the caller came over TLS, ours or a trusted proxy's. */
  readonly secure: boolean;
  cookie(name: string): string | undefined;
  header(name: string): string | undefined;
}

/** One request as a handler sees it; the shapes come from the row's schema. */
export interface Call<Params, Query, Body, Principal> extends Caller {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Who `authorize` said it is. Throws on a public route, where nobody was asked. */
  readonly principal: Principal;
  /** Fires when the client goes away before the answer is out. */
  readonly signal: AbortSignal;
  /** The whole of a `bytes` body as it came; empty when nothing was sent. */
  readonly bytes: Buffer;
  /** The bytes of a `stream` body, limited in size and pace; reading past the limit throws CW-HTTP-001. */
  readonly stream: Readable;
  setCookie(name: string, value: string, options: CookieOptions): void;
  clearCookie(name: string, options: CookieOptions): void;
}

export interface CookieOptions {
  readonly path: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: 'lax' | 'strict';
  /** Seconds. */
  readonly maxAge?: number;
}

/** What the pipeline keeps of a request between its hooks. */
export interface RequestState {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Set once the answer is an error of the registry. */
  code: string | undefined;
  principal: unknown;
  body: Readable | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    chartwarden: RequestState;
  }
  interface FastifyContextConfig {
    row?: RouteRow;
  }
}

/** Wraps a framework request; everything is read on demand. */
export function callOf(request: FastifyRequest, reply: FastifyReply): Call<unknown, unknown, unknown, unknown> {
  let cookies: Readonly<Record<string, string | undefined>> | undefined;
  let controller: AbortController | undefined;
  const row = request.routeOptions.config.row;
  return {
    requestId: request.id,
    method: request.method,
    route: request.routeOptions.url ?? '*',
    get ip() {
      return request.ip;
    },
    get agent() {
      return (request.headers['user-agent'] ?? '').slice(0, 256);
    },
    get secure() {
      return request.protocol === 'https';
    },
    cookie: (name) => {
      cookies ??= request.server.parseCookie(request.headers.cookie ?? '');
      return cookies?.[name];
    },
    header: (name) => {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    params: request.params,
    query: request.query,
    body: request.body,
    get principal() {
      if (!row || row.permission === 'public') throw new Error('nobody is asked who they are on a public route');
      return request.chartwarden.principal;
    },
    get signal() {
      if (!controller) {
        const made = new AbortController();
        controller = made;
        reply.raw.once('close', () => {
          if (!reply.raw.writableFinished) made.abort();
        });
        if (reply.raw.destroyed) made.abort();
      }
      return controller.signal;
    },
    get bytes() {
      return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    },
    get stream() {
      const { body } = request.chartwarden;
      if (!body) throw new Error('the route does not take a stream');
      return body;
    },
    setCookie: (name, value, options) => {
      reply.setCookie(name, value, options);
    },
    clearCookie: (name, options) => {
      reply.clearCookie(name, options);
    },
  };
}
