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
    if (options.redirect !== 'manual') options.redirect = 'error';
    const request = input instanceof SafeRequest;
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
    return apply(original as never, globalThis, [request ? input : hrefOf(url), options] as never) as Promise<Response>;
  });
};
