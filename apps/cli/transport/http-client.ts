import { Readable } from 'node:stream';
import { CodedError } from '@chartwarden/errors';
import type { Client } from '../client.ts';
import { headersOf, pathWith } from './request-parts.ts';

/** The API of a running server. `base` is a loopback address; the egress door is open to it and to nothing else. */
export function createHttpClient(base: string): Client {
  return {
    async request(method, path, options = {}) {
      const stream = options.stream === undefined ? undefined : Readable.toWeb(Readable.from(options.stream));
      const body = stream ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
      try {
        const answer = await fetch(new URL(pathWith(path, options.query), base), {
          method,
          headers: headersOf(options),
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

async function* arriving(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new CodedError('CW-CLI-009', 'the answer was cut off', { cause: error });
  }
}
