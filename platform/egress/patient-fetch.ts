import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds, and how often something is asked in all. */
export interface Patience {
  /** Until the answer begins, and again until a whole answer is there. */
  readonly answer: number;
  readonly tries: number;
  /** Before the second try; four times as long before each further one. */
  readonly pause: number;
}

/** Answers that mean: not now (RFC 9110, 15; 429 is RFC 6585, 4). */
const NOT_NOW = new Set([408, 429, 500, 502, 503, 504]);
/** Errors of a connection, by their code. Everything else, a refusal of the guard above all, stays as it is. */
const BROKEN =
  /^(?:ECONN(?:RESET|REFUSED|ABORTED)|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|UND_ERR_\w+)$/;

const codeIn = (error: unknown): string | undefined => {
  for (let one = error; one instanceof Error; one = one.cause)
    if ('code' in one && typeof one.code === 'string') return one.code;
  return undefined;
};

/** The system's code of a broken connection; undefined for every other error. */
export function brokenBy(error: unknown): string | undefined {
  if (error instanceof Error && error.name === 'AbortError') return 'ETIMEDOUT';
  const code = codeIn(error);
  return code !== undefined && BROKEN.test(code) ? code : undefined;
}

/**
 * Fetch for requests that may be sent more than once (RFC 9110, 9.2.2) and whose body is bytes: a connection that breaks,
 * silence, and answers that mean "not now" are tried again. An answer is read whole before it counts, so that one that
 * was cut off is tried again, too; `streamed` says which are handed on as they come. No redirect is followed.
 * Behind the egress guard like every other way out. @throws what the last try threw; see {@link brokenBy}
 */
export function patientFetch(patience: Patience, streamed: (url: URL, method: string) => boolean): typeof fetch {
  const once = async (input: string | URL | Request, init: RequestInit): Promise<Response> => {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), patience.answer);
    try {
      const answer = await fetch(input, { ...init, signal: stop.signal, redirect: 'manual' });
      const url = new URL(input instanceof Request ? input.url : input);
      if (answer.ok && streamed(url, init.method ?? 'GET')) return answer;
      late.refresh();
      const bytes = await answer.arrayBuffer();
      const { status, statusText, headers } = answer;
      return new Response(bytes.byteLength === 0 ? null : bytes, { status, statusText, headers });
    } finally {
      clearTimeout(late);
    }
  };
  return async (input, init = {}) => {
    for (let tries = 1, pause = patience.pause; ; tries += 1, pause *= 4) {
      try {
        const answer = await once(input, init);
        if (!NOT_NOW.has(answer.status) || tries >= patience.tries) return answer;
      } catch (error) {
        if (brokenBy(error) === undefined || tries >= patience.tries) throw error;
      }
      await sleep(pause);
    }
  };
}
