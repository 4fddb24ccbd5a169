import dns from 'node:dns';
import { lookupAllowed } from './policy.ts';
import { describeTarget, refuse } from './refusals.ts';
import { apply, methodOf, nextTick, PromiseReject, replace, startsWith } from './safe.ts';

type Method = (this: object, ...args: unknown[]) => unknown;

/**
 * A name lookup tells the name to others, so it is a way out by itself. `lookup` passes for addresses, `localhost` and the
 * hosts of rules; the `resolve` family, `reverse` and `lookupService` are refused: nothing here needs them.
 */
export const guardDns = (): void => {
  guardCallbacks(dns);
  guardCallbacks(dns.Resolver.prototype);
  guardPromises(dns.promises);
  guardPromises(dns.promises.Resolver.prototype);
};

const isResolve = (name: string): boolean =>
  startsWith(name, 'resolve') || name === 'reverse' || name === 'lookupService';

const guardCallbacks = (target: object): void => {
  for (const name of Object.getOwnPropertyNames(target)) {
    const original = methodOf(target, name) as Method | undefined;
    if (original === undefined) continue;
    if (isResolve(name))
      replace(target, name, (...args: unknown[]) =>
        callBack(args, refuse('dns', 'CW-EGR-003', describeTarget(args[0]))),
      );
    if (name === 'lookup')
      replace(target, name, function lookup(this: object, host: unknown, ...rest: unknown[]) {
        if (isPassed(host))
          return apply(
            original as never,
            this,
            (rest.length < 2 ? [host, rest[0]] : [host, rest[0], rest[1]]) as never,
          );
        return callBack(rest, refuse('dns', 'CW-EGR-003', describeTarget(host)));
      });
  }
};

const guardPromises = (target: object): void => {
  for (const name of Object.getOwnPropertyNames(target)) {
    const original = methodOf(target, name) as Method | undefined;
    if (original === undefined) continue;
    if (isResolve(name))
      replace(target, name, (host: unknown) => PromiseReject(refuse('dns', 'CW-EGR-003', describeTarget(host))));
    if (name === 'lookup')
      replace(target, name, function lookup(this: object, host: unknown, options: unknown) {
        if (isPassed(host)) return apply(original as never, this, [host, options] as never);
        return PromiseReject(refuse('dns', 'CW-EGR-003', describeTarget(host)));
      });
  }
};

// No name at all asks nobody; the runtime answers it itself.
const isPassed = (host: unknown): boolean => host === undefined || host === null || host === '' || lookupAllowed(host);

/** Answers as the original would: through the callback, a tick later. Without a callback the caller gets the error thrown. */
const callBack = (args: unknown[], error: Error): object => {
  const callback = args[args.length - 1];
  if (typeof callback !== 'function') throw error;
  nextTick(callback as (error: Error) => void, error);
  return {};
};
