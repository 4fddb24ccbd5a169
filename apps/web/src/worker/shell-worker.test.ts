import { beforeEach, describe, expect, it } from 'vitest';
import { shellWorker, type WorkerScope } from './shell-worker.ts';

const ORIGIN = 'http://localhost:8800';
const FILES = ['/', '/assets/index-1.js', '/icon.svg'];

/** A browser's side of a service worker: caches as maps, and a network that the test fills and switches off. */
function makeScope() {
  const stores = new Map<string, Map<string, Response>>();
  const listeners = new Map<string, (event: never) => void>();
  const network = new Map<string, string>(FILES.map((path) => [path, `network ${path}`]));
  const asked: string[] = [];
  let isOnline = true;
  const scope: WorkerScope = {
    location: { origin: ORIGIN },
    async fetch(request) {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      if (!isOnline) throw new TypeError('no network');
      return new Response(network.get(pathname) ?? 'network /');
    },
    caches: {
      async open(name) {
        const store = stores.get(name) ?? new Map<string, Response>();
        stores.set(name, store);
        const addAll = async (requests: readonly Request[]) => {
          for (const { url } of requests)
            store.set(new URL(url).pathname, new Response(network.get(new URL(url).pathname)));
        };
        return { addAll } as unknown as Cache;
      },
      keys: async () => [...stores.keys()],
      delete: async (name) => stores.delete(name),
      match: async (path, options) =>
        stores
          .get(options?.cacheName ?? '')
          ?.get(String(path))
          ?.clone(),
    },
    addEventListener: (name: string, listener: (event: never) => void) => listeners.set(name, listener),
  };
  return {
    scope,
    stores,
    network,
    asked,
    goOffline: () => {
      isOnline = false;
    },
    async wait(name: 'install' | 'activate') {
      let work: Promise<unknown> | undefined;
      listeners.get(name)?.({ waitUntil: (given: Promise<unknown>) => (work = given) } as never);
      await work;
    },
    /** What the worker answers, or null where it leaves the request alone. */
    async get(path: string, more: { mode?: string; method?: string; origin?: string } = {}): Promise<string | null> {
      let answer: Promise<Response> | undefined;
      const request = { method: 'GET', mode: 'cors', ...more, url: `${more.origin ?? ORIGIN}${path}` };
      listeners.get('fetch')?.({ request, respondWith: (given: Promise<Response>) => (answer = given) } as never);
      return answer === undefined ? null : (await answer).text();
    },
  };
}

let world: ReturnType<typeof makeScope>;
const RealRequest = globalThis.Request;
beforeEach(async () => {
  world = makeScope();
  // Node's own wants a whole address; a worker's stands on its origin.
  globalThis.Request = class extends RealRequest {
    constructor(path: string, options?: RequestInit) {
      super(new URL(path, ORIGIN), options);
    }
  } as typeof Request;
  shellWorker(world.scope, { version: 'one', files: FILES });
  await world.wait('install');
  await world.wait('activate');
  return () => {
    globalThis.Request = RealRequest;
  };
});

describe('the service worker', () => {
  it('starts the app where there is no server, at any address of the app', async () => {
    world.goOffline();
    expect(await world.get('/people/1/records', { mode: 'navigate' })).toBe('network /');
    expect(await world.get('/assets/index-1.js')).toBe('network /assets/index-1.js');
  });

  it('takes the page from the server while there is one, so that nobody stays on an old version', async () => {
    world.network.set('/', 'a newer page');
    expect(await world.get('/', { mode: 'navigate' })).toBe('a newer page');
    expect(await world.get('/assets/index-2.js')).toBeNull();
  });

  it('never touches what may be about a record, nor other origins, nor what changes something', async () => {
    for (const path of ['/api/session', '/api/people/1/facts', '/fhir/Patient', '/oauth/token', '/mcp', '/readyz'])
      for (const mode of ['cors', 'navigate']) expect(await world.get(path, { mode })).toBeNull();
    expect(await world.get('/', { method: 'POST', mode: 'navigate' })).toBeNull();
    expect(await world.get('/icon.svg', { origin: 'http://elsewhere.example' })).toBeNull();
    await world.get('/people/1/records', { mode: 'navigate' });
    expect([...world.stores.values()].flatMap((store) => [...store.keys()])).toEqual(FILES);
  });

  it('keeps the old files until the new version takes over, and then removes them', async () => {
    shellWorker(world.scope, { version: 'two', files: ['/', '/assets/index-2.js'] });
    await world.wait('install');
    expect([...world.stores.keys()]).toEqual(['chartwarden-shell-one', 'chartwarden-shell-two']);
    world.stores.set('somebody-else', new Map());
    await world.wait('activate');
    expect([...world.stores.keys()]).toEqual(['chartwarden-shell-two', 'somebody-else']);
  });
});
