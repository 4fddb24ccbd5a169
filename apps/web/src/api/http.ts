import type { LookAs } from './share-types.ts';

/** An answer of the server that is not success, or no answer at all (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  /** Code of the server's error registry, or `CW-WEB-OFFLINE` when the server could not be reached. */
  readonly code: string;
  readonly detail: string | undefined;
  /** Seconds to wait, when the server asked for that (429). */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: { code?: string; message?: string; detail?: unknown; retryAfter?: number }) {
    super(body.message ?? '');
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'CW-WEB-OFFLINE' : `HTTP ${status}`);
    this.detail = typeof body.detail === 'string' ? body.detail : undefined;
    this.retryAfter = body.retryAfter;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Http {
  /** From now on every request about that person's record is decided as for somebody else; null: as oneself again. */
  lookAs(view: { readonly person: string; readonly as: LookAs } | null): void;
  /** Sends JSON and reads JSON; resolves with undefined for an empty answer. Rejects with {@link ApiError} only. */
  send<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T>;
  /** Sends JSON that has to leave even while the page goes away; what comes back, be it that the session is over, is nobody's concern. */
  sendAway(path: string, body: unknown): Promise<void>;
  /** Gets bytes as they are, with what the answer's headers say of them. Rejects with {@link ApiError} only. */
  receive(path: string, signal?: AbortSignal): Promise<{ readonly bytes: ArrayBuffer; readonly headers: Headers }>;
  /** Sends bytes and reports how many have left. XMLHttpRequest, because fetch cannot tell upload progress. */
  upload<T>(path: string, bytes: Blob, onSent: (sent: number) => void, signal?: AbortSignal): Promise<T>;
  /** Server-sent events, each a JSON message. `onLost` when the server ends them for good. Returns what stops listening. */
  listen<T>(path: string, onMessage: (message: T) => void, onLost: () => void): () => void;
}

/** A password that is not right, at the login or before a change: the session, if there is one, goes on. */
const WRONG_PASSWORD = 'CW-ACC-002';

/** State-changing requests carry it; a foreign page cannot set it, so a forged form is refused. */
const OWN_HEADER = 'x-chartwarden';

/** ADR 0081: base64url of JSON; ids and codes, so that every character is one byte. */
const AS_HEADER = 'x-chartwarden-as';
const asHeader = (as: LookAs): string =>
  btoa(JSON.stringify(as)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** The server wants a fresh proof of who is there, and will then do what was asked. */
const NOT_FRESH = 'CW-ACC-030';
/** The session was locked, here or in another window. */
const LOCKED = 'CW-ACC-036';

export interface HttpEvents {
  /** A session has ended in the middle of something (any 401 on a path that is not about logging in). */
  onUnauthorized(): void;
  onLocked(): void;
  /** Asks who is there; true when they have proved it, and the request is worth sending again. */
  confirm(): Promise<boolean>;
}

/** The one place that talks to the server. */
export function createHttp({ onUnauthorized, onLocked, confirm }: HttpEvents): Http {
  const failed = (path: string, status: number, text: string, retryAfter: string | null): ApiError => {
    const body = readError(text);
    const seconds = body.retryAfter ?? (retryAfter === null ? Number.NaN : Number(retryAfter));
    if (status === 401 && path !== '/api/session' && body.code !== WRONG_PASSWORD) onUnauthorized();
    if (body.code === LOCKED) onLocked();
    return new ApiError(status, Number.isFinite(seconds) ? { ...body, retryAfter: seconds } : body);
  };

  let view: Parameters<Http['lookAs']>[0] = null;
  const isViewed = (path: string): boolean => view !== null && path.startsWith(`/api/people/${view.person}/`);
  const viewHeader = (path: string): Record<string, string> =>
    view !== null && isViewed(path) ? { [AS_HEADER]: asHeader(view.as) } : {};

  /** Once more, when the server wanted to know who is there and they have said. */
  const confirmed = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ApiError && error.code === NOT_FRESH && (await confirm())) return work();
      throw error;
    }
  };

  return {
    lookAs(next) {
      view = next;
    },

    send: <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) =>
      confirmed(async () => {
        const headers: Record<string, string> = { accept: 'application/json', ...viewHeader(path) };
        if (method !== 'GET') headers[OWN_HEADER] = '1';
        if (body !== undefined) headers['content-type'] = 'application/json';
        const init: RequestInit = { method, headers, credentials: 'same-origin', redirect: 'error' };
        if (body !== undefined) init.body = JSON.stringify(body);
        if (signal) init.signal = signal;
        const response = await fetch(path, init).catch((error: unknown) => {
          if (signal?.aborted) throw error;
          throw new ApiError(0, {});
        });
        const text = await response.text();
        if (!response.ok) throw failed(path, response.status, text, response.headers.get('retry-after'));
        return (text === '' ? undefined : JSON.parse(text)) as T;
      }),

    async sendAway(path, body) {
      // Whoever looks through other eyes has not seen anything for themselves.
      if (isViewed(path)) return;
      await fetch(path, {
        method: 'POST',
        headers: { [OWN_HEADER]: '1', 'content-type': 'application/json' },
        body: JSON.stringify(body),
        credentials: 'same-origin',
        redirect: 'error',
        keepalive: true,
      }).catch(() => {
        // Without a server there is nobody to tell, and whoever comes back finds what is new once more.
      });
    },

    receive: (path, signal) =>
      confirmed(async () => {
        const init: RequestInit = {
          headers: viewHeader(path),
          credentials: 'same-origin',
          redirect: 'error',
          ...(signal ? { signal } : {}),
        };
        try {
          const response = await fetch(path, init);
          if (!response.ok)
            throw failed(path, response.status, await response.text(), response.headers.get('retry-after'));
          return { bytes: await response.arrayBuffer(), headers: response.headers };
        } catch (error) {
          if (signal?.aborted || error instanceof ApiError) throw error;
          throw new ApiError(0, {});
        }
      }),

    upload<T>(path: string, bytes: Blob, onSent: (sent: number) => void, signal?: AbortSignal): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('PUT', path);
        request.setRequestHeader(OWN_HEADER, '1');
        request.setRequestHeader('content-type', 'application/octet-stream');
        request.upload.onprogress = (event) => onSent(event.loaded);
        request.onload = () => {
          if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
          else reject(failed(path, request.status, request.responseText, request.getResponseHeader('retry-after')));
        };
        request.onerror = () => reject(new ApiError(0, {}));
        request.onabort = () => reject(new DOMException('The upload was stopped', 'AbortError'));
        signal?.addEventListener('abort', () => request.abort(), { once: true });
        request.send(bytes);
      });
    },

    listen<T>(path: string, onMessage: (message: T) => void, onLost: () => void): () => void {
      const events = new EventSource(path);
      events.onmessage = (event: MessageEvent<string>) => onMessage(JSON.parse(event.data) as T);
      // A short break reconnects by itself; only a refusal closes the source.
      events.onerror = () => {
        if (events.readyState === EventSource.CLOSED) onLost();
      };
      return () => events.close();
    },
  };
}

/** Whether the server can be reached at all, whatever it says. */
export const serverAnswers = (): Promise<boolean> =>
  fetch('/readyz', { cache: 'no-store' }).then(
    () => true,
    () => false,
  );

function readError(text: string): { code?: string; message?: string; detail?: unknown; retryAfter?: number } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
