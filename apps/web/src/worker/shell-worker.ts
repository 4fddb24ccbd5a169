/** What is kept: the page, its hashed assets and its icons, and never an answer about a record. */
export interface ShellFiles {
  /** Changes with every build. */
  readonly version: string;
  /** Paths; `/` is the page. */
  readonly files: readonly string[];
}

/** What is used of a service worker's world; the compiler's DOM library describes pages only. */
export interface WorkerScope {
  readonly location: { readonly origin: string };
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete' | 'match'>;
  fetch(request: Request): Promise<Response>;
  addEventListener(name: 'install' | 'activate', listener: (event: WaitEvent) => void): void;
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void;
}
interface WaitEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent {
  readonly request: Pick<Request, 'method' | 'mode' | 'url'>;
  respondWith(answer: Promise<Response>): void;
}

/**
 * The service worker: it lets the app start where the server cannot be reached, to say just that (ADR 0069).
 *
 * The page always comes from the server while there is one, so nobody is held on an old version. A new worker waits
 * until the last page of the old one is closed, and only then removes its files: an open page can still load its parts.
 * This function is written into `service-worker.js` as it stands, so it refers to nothing outside.
 */
export function shellWorker(scope: WorkerScope, { version, files }: ShellFiles): void {
  const PREFIX = 'chartwarden-shell-';
  const name = `${PREFIX}${version}`;
  const kept = new Set(files);
  /** The server's own paths: the worker does not so much as look at them. */
  const server = /^\/(?:api|fhir|oauth|mcp|\.well-known|healthz|readyz)(?:\/|$)/;

  scope.addEventListener('install', (event) => {
    // Past the browser's own cache: a kept copy must be of this version.
    const requests = files.map((file) => new Request(file, { cache: 'reload', credentials: 'omit' }));
    event.waitUntil(scope.caches.open(name).then((cache) => cache.addAll(requests)));
  });

  scope.addEventListener('activate', (event) => {
    const removeOld = async () => {
      for (const other of await scope.caches.keys())
        if (other.startsWith(PREFIX) && other !== name) await scope.caches.delete(other);
    };
    event.waitUntil(removeOld());
  });

  scope.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== 'GET' || origin !== scope.location.origin || server.test(pathname)) return;
    if (request.mode === 'navigate') event.respondWith(page(request as Request));
    else if (kept.has(pathname)) event.respondWith(file(request as Request, pathname));
  });

  async function page(request: Request): Promise<Response> {
    try {
      return await scope.fetch(request);
    } catch (error) {
      const shell = await scope.caches.match('/', { cacheName: name });
      if (shell === undefined) throw error;
      return shell;
    }
  }

  async function file(request: Request, pathname: string): Promise<Response> {
    return (await scope.caches.match(pathname, { cacheName: name })) ?? scope.fetch(request);
  }
}
