import { Readable } from 'node:stream';
import type { Client } from '../client.ts';
import { headersOf, pathWith } from './request-parts.ts';

/** The part of fastify's `inject` that is used here. */
export type Inject = (request: {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  payload?: string | Readable;
  payloadAsStream: true;
}) => Promise<{ readonly statusCode: number; stream(): Readable }>;

/** The API inside this process: the same routes without a socket. */
export function createInjectClient(inject: Inject): Client {
  return {
    async request(method, path, options = {}) {
      const payload =
        options.stream !== undefined
          ? Readable.from(options.stream)
          : options.body === undefined
            ? undefined
            : JSON.stringify(options.body);
      const answer = await inject({
        method,
        url: pathWith(path, options.query),
        headers: headersOf(options),
        ...(payload === undefined ? {} : { payload }),
        payloadAsStream: true,
      });
      return { status: answer.statusCode, bytes: () => answer.stream() as AsyncIterable<Uint8Array> };
    },
  };
}
