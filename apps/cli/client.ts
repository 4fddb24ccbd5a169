import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '@chartwarden/errors';
import { RemoteError } from './outcome.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it comes, `application/octet-stream`. */
  readonly stream?: AsyncIterable<Uint8Array>;
  /** The whole Authorization header. */
  readonly authorization?: string;
}

export interface Reply {
  readonly status: number;
  /** The body as it arrives; once. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** One HTTP API, reached through a running server or inside this process: the same routes, checks and ledger lines. */
export interface Client {
  /** Throws CW-CLI-009 when there is no answer; an error that was answered is a reply. */
  request(method: Method, path: string, options?: RequestOptions): Promise<Reply>;
  /** Waits so many milliseconds before it asks again; a test has its own. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** The API as verbs use it: JSON in, JSON out, errors thrown as {@link RemoteError}. */
export interface Api {
  json<T>(method: Method, path: string, options?: RequestOptions): Promise<T>;
  /** The bytes of a successful answer. */
  bytes(method: Method, path: string, options?: RequestOptions): Promise<AsyncIterable<Uint8Array>>;
}

/** A server that has too much to do turns requests away before it looks at them, and says to try again. */
const BUSY = 'CW-HTTP-007';
const BUSY_WAITS = [250, 500, 1000, 2000, 2000, 4000, 4000, 8000, 8000];

/** Longest JSON answer that is read into memory. */
const JSON_LIMIT = 64 * 1024 * 1024;

/**
 * @param authorization sent with every request unless the request has its own
 * @param confirm shows who is there when the server wants to know (CW-ACC-030); false when nobody can be asked
 */
export function createApi(client: Client, authorization?: string, confirm?: (api: Api) => Promise<boolean>): Api {
  const send = async (method: Method, path: string, options: RequestOptions = {}, tries = 0): Promise<Reply> => {
    const credentials = options.authorization ?? authorization;
    const reply = await client.request(method, path, {
      ...options,
      ...(credentials === undefined ? {} : { authorization: credentials }),
    });
    if (reply.status < 400) return reply;
    const error = await errorOf(reply);
    const wait = error instanceof RemoteError && error.code === BUSY ? BUSY_WAITS[tries] : undefined;
    // What was streamed is gone, and only its sender has it again.
    if (wait !== undefined && options.stream === undefined) {
      await (client.wait ?? sleep)(wait);
      return send(method, path, options, tries + 1);
    }
    const isAsked = error instanceof RemoteError && error.code === 'CW-ACC-030' && options.stream === undefined;
    if (isAsked && confirm !== undefined && (await confirm(createApi(client, credentials))))
      return send(method, path, options);
    throw error;
  };
  return {
    async json<T>(method: Method, path: string, options?: RequestOptions): Promise<T> {
      const text = await readText((await send(method, path, options)).bytes());
      return (text === '' ? null : JSON.parse(text)) as T;
    },
    bytes: async (method, path, options) => (await send(method, path, options)).bytes(),
  };
}

async function errorOf(reply: Reply): Promise<Error> {
  const text = await readText(reply.bytes());
  try {
    const body = JSON.parse(text) as { code?: unknown; message?: unknown; detail?: unknown; retryAfter?: unknown };
    if (typeof body.code === 'string' && typeof body.message === 'string') {
      return new RemoteError({
        status: reply.status,
        code: body.code,
        message: body.message,
        detail: typeof body.detail === 'string' ? body.detail : undefined,
        retryAfter: typeof body.retryAfter === 'number' ? body.retryAfter : undefined,
      });
    }
  } catch {
    // Something between us and the server answered in its own words.
  }
  return new CodedError('CW-CLI-009', `status ${reply.status}`);
}

/** Text of at most 64 MiB. Throws CW-CLI-009 beyond. */
export async function readText(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > JSON_LIMIT) throw new CodedError('CW-CLI-009', 'the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
