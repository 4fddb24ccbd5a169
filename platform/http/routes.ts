import type { z } from 'zod';
import type { Call } from './call.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The zod schemas of a row. What a schema does not list does not get through in strict objects; a part without one is `undefined` or a string record. */
export interface RouteSchema {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** When given, the answer's JSON is built by it, and fields it does not know do not leave. */
  readonly response?: z.ZodType;
}

type Out<S> = S extends z.ZodType ? z.output<S> : undefined;

/** How the body arrives: parsed JSON; bytes as they came (FHIR); a stream (uploads). */
export type BodyKind = 'json' | 'bytes' | 'stream';

/** One row of a route table. */
export interface RouteRow<S extends RouteSchema = RouteSchema, Principal = unknown> {
  readonly method: Method;
  /** Template such as `/api/people/:person/facts`. */
  readonly url: string;
  /** `public`, or a word that `authorize` understands. */
  readonly permission: string;
  /** One line for the API page. */
  readonly summary: string;
  readonly schema?: S;
  /** `json` unless said otherwise. */
  readonly body?: BodyKind;
  /** Media types of a `bytes` or `stream` body; every type when absent. */
  readonly accepts?: readonly string[];
  /** The largest body in bytes; otherwise 1 MiB for JSON and the configured limits for bytes and streams. */
  readonly bodyLimit?: number;
  /**
   * Programs call it, too, without a login: it sets no cookie, so that the header that only our own pages can send is
   * asked of whoever brings a cookie, and of nobody else.
   */
  readonly programs?: true;
  /** Only for whoever proved lately who they are; `authorize` knows how lately. */
  readonly fresh?: true;
  /** Also for a session that is locked. */
  readonly locked?: true;
  /** Changes nothing that others would find changed, though it is no GET: also for whoever may only look. */
  readonly looks?: true;
  /**
   * Pages of any origin may call it and read the answer (CORS), without cookies. For `public` rows only: what is answered
   * must be nothing that needs a session.
   */
  readonly anyOrigin?: true;
  /** A limit of its own, per address, beside the general one. */
  readonly rateLimit?: { readonly max: number; readonly seconds: number };
  /** Returns a value (200), nothing (204), an `Answer` or `events(...)`; throws CodedError for everything else. */
  handler(call: Call<Out<S['params']>, Out<S['query']>, Out<S['body']>, Principal>): unknown;
}

/**
 * Fixes the principal's type for a feature and gives `route`, which checks a row's handler against the row's own
 * schema: `const { route } = routesFor<Session>(); const rows = [route({ method: 'GET', ... }), ...]`.
 */
export const routesFor = <Principal>() => ({
  route: <const S extends RouteSchema = Record<never, never>>(
    row: RouteRow<S, Principal>,
  ): RouteRow<RouteSchema, Principal> => row as unknown as RouteRow<RouteSchema, Principal>,
});

/** What the API page and the contract tests see of a route. */
export interface RouteEntry
  extends Pick<RouteRow, 'method' | 'url' | 'permission' | 'summary' | 'schema' | 'body' | 'fresh' | 'locked'> {}

/** What a row asks of whoever is logged in, beside its permission. */
export interface RouteDemands extends Pick<RouteRow, 'fresh' | 'locked'> {
  /** It may change something. */
  readonly changes?: boolean;
}
