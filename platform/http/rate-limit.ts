import { isIPv6 } from 'node:net';
import { CodedError } from '@chartwarden/errors';
import type { Clock } from '@chartwarden/time';
import type { Check } from './checks.ts';
import type { RouteRow } from './routes.ts';

/** Counts what each key did lately. */
export interface RateLimiter {
  /** Counts one more; gives the seconds to wait when that is too many, else 0. */
  take(key: string): number;
}

/** Keys kept at most, so that many addresses cannot fill the memory; beyond it the window starts anew. */
const KEYS = 100_000;

/**
 * At most `max` within `seconds`, by two neighbouring windows of which the older counts for as much as it still
 * overlaps: no burst at the border, and two numbers per key.
 */
export function createRateLimiter(max: number, seconds: number, clock: Clock): RateLimiter {
  const length = seconds * 1000;
  let current = new Map<string, number>();
  let previous = new Map<string, number>();
  let window = Math.floor(clock.now() / length);
  return {
    take(key) {
      const now = clock.now();
      const turned = Math.floor(now / length) - window;
      if (turned !== 0 || current.size > KEYS) {
        previous = turned === 1 ? current : new Map();
        current = new Map();
        window += turned;
      }
      const passed = (now % length) / length;
      const count = (current.get(key) ?? 0) + 1;
      const weighted = count + (previous.get(key) ?? 0) * (1 - passed);
      if (weighted > max) return Math.max(1, Math.ceil(seconds * (1 - passed)));
      current.set(key, count);
      return 0;
    },
  };
}

/** One address, or one /64 network on IPv6: a household gets a whole one, and so does an attacker. */
export function addressKey(ip: string): string {
  if (!ip.includes(':')) return ip;
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = (plain.split('%')[0] as string).toLowerCase().split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const groups = tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** The general limit per address and the limits of single rows. @param perMinute 0 switches the general one off */
export function createRateChecks(perMinute: number, clock: Clock): Check {
  const general = perMinute > 0 ? createRateLimiter(perMinute, 60, clock) : undefined;
  const own = new WeakMap<RouteRow, RateLimiter>();
  return (request, reply) => {
    const row = request.routeOptions.config.row;
    if (!general && !row?.rateLimit) return;
    const key = addressKey(request.ip);
    let wait = general?.take(key) ?? 0;
    if (wait === 0 && row?.rateLimit) {
      const limiter = own.get(row) ?? createRateLimiter(row.rateLimit.max, row.rateLimit.seconds, clock);
      own.set(row, limiter);
      wait = limiter.take(key);
    }
    if (wait === 0) return;
    reply.header('retry-after', wait);
    throw new CodedError('CW-HTTP-006', `wait ${wait} seconds`);
  };
}
