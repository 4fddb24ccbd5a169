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
  call: Call<unknown, unknown, unknown, unknown> | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    chartwarden: RequestState;
  }
  interface FastifyContextConfig {
    row?: RouteRow;
  }
}

/** A framework request as handlers see it; made once per request, everything is read on demand. */
export const callOf = (request: FastifyRequest, reply: FastifyReply): Call<unknown, unknown, unknown, unknown> => {
  request.chartwarden.call ??= new RequestCall(request, reply);
  return request.chartwarden.call;
};

class RequestCall implements Call<unknown, unknown, unknown, unknown> {
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  #cookies: Readonly<Record<string, string | undefined>> | undefined;
  #controller: AbortController | undefined;

  constructor(request: FastifyRequest, reply: FastifyReply) {
    this.#request = request;
    this.#reply = reply;
  }

  get requestId(): string {
    return this.#request.id;
  }

  get method(): string {
    return this.#request.method;
  }

  get route(): string {
    return this.#request.routeOptions.url ?? '*';
  }

  get ip(): string {
    return this.#request.ip;
  }

  get agent(): string {
    return (this.#request.headers['user-agent'] ?? '').slice(0, 256);
  }

  get secure(): boolean {
    return this.#request.protocol === 'https';
  }

  get params(): unknown {
    return this.#request.params;
  }

  get query(): unknown {
    return this.#request.query;
  }

  get body(): unknown {
    return this.#request.body;
  }

  get bytes(): Buffer {
    const { body } = this.#request;
    return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  }

  get stream(): Readable {
    const { body } = this.#request.chartwarden;
    if (!body) throw new Error('the route does not take a stream');
    return body;
  }

  get principal(): unknown {
    const { row } = this.#request.routeOptions.config;
    if (!row || row.permission === 'public') throw new Error('nobody is asked who they are on a public route');
    return this.#request.chartwarden.principal;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      const controller = new AbortController();
      const { raw } = this.#reply;
      raw.once('close', () => {
        if (!raw.writableFinished) controller.abort();
      });
      if (raw.destroyed) controller.abort();
      this.#controller = controller;
    }
    return this.#controller.signal;
  }

  cookie(name: string): string | undefined {
    this.#cookies ??= this.#request.server.parseCookie(this.#request.headers.cookie ?? '');
    return this.#cookies[name];
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value[0] : value;
  }

  setCookie(name: string, value: string, options: CookieOptions): void {
    this.#reply.setCookie(name, value, options);
  }

  clearCookie(name: string, options: CookieOptions): void {
    this.#reply.clearCookie(name, options);
  }
}
