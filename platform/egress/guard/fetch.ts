import { ruleFor } from './policy.ts';
import { describeTarget, refuse } from './refusals.ts';
import { apply, copyOptions, lock, PromiseReject, uncurry } from './safe.ts';

const getter = (name: 'protocol' | 'hostname' | 'port' | 'href'): ((url: URL) => string) =>
  uncurry(Object.getOwnPropertyDescriptor(URL.prototype, name)?.get as () => string) as unknown as (url: URL) => string;
const protocolOf = getter('protocol');
const hostOf = getter('hostname');
const portOf = getter('port');
const hrefOf = getter('href');
const SafeURL = URL;
const then = uncurry(Promise.prototype.then) as unknown as (
  promise: unknown,
  done: undefined,
  failed: (error: unknown) => never,
) => Promise<Response>;
const SafeRequest = globalThis.Request;

/**
 * The global fetch: the destination is judged before anything is looked up, redirects are never followed, and a
 * dispatcher of the caller's own is refused (it would choose the connection). The socket below is guarded all the same.
 */
export const guardFetch = (): void => {
  const original = globalThis.fetch;
  lock(globalThis, 'fetch', (input: unknown, init?: RequestInit): Promise<Response> => {
    const options = copyOptions(init);
    if (options.dispatcher !== undefined) return PromiseReject(refuse('fetch', 'CW-EGR-007', 'a dispatcher'));
    const request = input instanceof SafeRequest;
    if ((options.redirect ?? (request ? input.redirect : undefined)) !== 'manual') options.redirect = 'error';
    let url: URL;
    try {
      url = new SafeURL(request ? (input as Request).url : typeof input === 'string' ? input : String(input));
    } catch (error) {
      return PromiseReject(error);
    }
    const protocol = protocolOf(url);
    if (protocol === 'http:' || protocol === 'https:') {
      const host = hostOf(url);
      const port = portOf(url) === '' ? (protocol === 'https:' ? 443 : 80) : Number(portOf(url));
      if (ruleFor(host, port) === undefined)
        return PromiseReject(refuse('fetch', 'CW-EGR-001', describeTarget(host, port)));
    }
    const answer = apply(original as never, globalThis, [request ? input : hrefOf(url), options] as never);
    return then(answer, undefined, (error: unknown) => {
      throw isRedirect(error) ? refuse('fetch', 'CW-EGR-012', describeTarget(hostOf(url))) : error;
    });
  });
};

const isRedirect = (error: unknown): boolean =>
  error instanceof TypeError && error.cause instanceof Error && error.cause.message === 'unexpected redirect';
