import { Readable } from 'node:stream';
import { requestPinned } from '@chartwarden/egress';
import { CodedError } from '@chartwarden/errors';
import type { Client } from '../client.ts';
import { headersOf, pathWith } from './request-parts.ts';

/**
 * The API of a running server; the egress door is open to `base` and to nothing else. `certificate` (PEM): the one that the
 * server must show before anything is sent; its note in the data folder says where it is.
 */
export function createHttpClient(base: string, certificate?: string): Client {
  return {
    async request(method, path, options = {}) {
      const url = new URL(pathWith(path, options.query), base);
      const headers = headersOf(options);
      const text = options.body === undefined ? undefined : JSON.stringify(options.body);
      try {
        if (certificate !== undefined) {
          const body = options.stream ?? text;
          const answer = await requestPinned({
            url,
            certificate,
            method,
            headers,
            ...(body === undefined ? {} : { body }),
          });
          return { status: answer.statusCode ?? 0, bytes: () => arriving(answer) };
        }
        const stream = options.stream === undefined ? undefined : Readable.toWeb(Readable.from(options.stream));
        const body = stream ?? text;
        const answer = await fetch(url, {
          method,
          headers,
          ...(body === undefined ? {} : { body: body as BodyInit }),
          // WHATWG Fetch, 5.4: a stream as body needs it.
          ...(stream === undefined ? {} : { duplex: 'half' }),
        } as RequestInit);
        return { status: answer.status, bytes: () => arriving(answer.body) };
      } catch (error) {
        throw new CodedError('CW-CLI-009', undefined, { cause: error });
      }
    },
  };
}

async function* arriving(
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new CodedError('CW-CLI-009', 'the answer was cut off', { cause: error });
  }
}
