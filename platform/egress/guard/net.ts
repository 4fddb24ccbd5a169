import dns, { type LookupAddress } from 'node:dns';
import net, { Socket } from 'node:net';
import type { TcpRule } from '../types.ts';
import { canonicalAddress } from './addresses.ts';
import { approve, ruleFor, unixAllowed } from './policy.ts';
import { describeTarget, refuse } from './refusals.ts';
import { apply, copyOptions, isArray, isInteger, nextTick, push, replace } from './safe.ts';

type Connect = typeof Socket.prototype.connect;
type LookupCallback = (error: Error | null, address?: string | LookupAddress[], family?: number) => void;

const normalizeArgs = (net as unknown as { _normalizeArgs(args: unknown[]): unknown[] })._normalizeArgs;

/**
 * Guards `Socket.prototype.connect`, through which every TCP and unix connection of the runtime passes, whoever kept
 * which reference. A refused socket is destroyed with the coded error, as a failed connect would be.
 */
export const guardNet = (): void => {
  const original = Socket.prototype.connect;
  const lookup = dns.lookup;
  replace(Socket.prototype, 'connect', function connect(this: Socket, ...args: unknown[]): Socket {
    const list = isArray(args[0]) ? (args[0] as unknown[]) : normalizeArgs(args);
    const callback = list[1];
    const options = copyOptions(list[0]);
    const path = options.path;
    if (path !== undefined && path !== null && path !== '') {
      if (unixAllowed(path)) return reconnect(original, this, options, callback);
      return connectAndFail(original, this, refuse('unix', 'CW-EGR-001', 'a unix socket'));
    }
    const host =
      options.host === undefined || options.host === null || options.host === '' ? 'localhost' : options.host;
    const port = typeof options.port === 'string' ? Number(options.port) : options.port;
    const rule = ruleFor(host, port);
    if (rule === undefined)
      return connectAndFail(
        original,
        this,
        refuse('tcp', 'CW-EGR-001', describeTarget(host, isInteger(port) ? port : undefined)),
      );
    options.host = rule.host;
    options.port = rule.port;
    options.lookup = ruleLookup(rule, lookup);
    return reconnect(original, this, options, callback);
  });
};

/**
 * Lets the original connect fail at its lookup, with our error. Callers such as http2 look at the socket's handle and
 * state right after connecting, so a refused socket has to look like one whose name was not found.
 */
const connectAndFail = (original: Connect, socket: Socket, error: Error): Socket => {
  const lookup = (_host: string, _options: object, callback: LookupCallback): void => nextTick(callback, error);
  return reconnect(original, socket, { host: 'refused.invalid', port: 1, lookup }, undefined);
};

const reconnect = (original: Connect, socket: Socket, options: object, callback: unknown): Socket =>
  apply(original as never, socket, [
    normalizeArgs(typeof callback === 'function' ? [options, callback] : [options]),
  ] as never);

/**
 * The lookup of an allowed name. Whatever lookup the caller brought is ignored: the addresses are found here, judged by
 * the rule, and only those it approves can be connected to (DNS rebinding).
 */
const ruleLookup =
  (rule: TcpRule, lookup: typeof dns.lookup) =>
  (
    _host: string,
    options: { all?: boolean; family?: number | string; hints?: number },
    callback: LookupCallback,
  ): void => {
    const literal = canonicalAddress(rule.host);
    const answer = (error: Error | null, found: LookupAddress[]): void => {
      if (error !== null) {
        callback(error);
        return;
      }
      const good: LookupAddress[] = [];
      for (let i = 0; i < found.length; i++) {
        const one = found[i];
        if (one !== undefined && approve(rule, one.address)) push(good, one);
      }
      const first = good[0];
      if (first === undefined) callback(refuse('tcp', 'CW-EGR-002', describeTarget(rule.host, rule.port)));
      else if (options.all === true) callback(null, good);
      else callback(null, first.address, first.family);
    };
    if (literal !== undefined) {
      nextTick(answer, null, [{ address: literal, family: net.isIP(literal) }]);
      return;
    }
    apply(lookup as never, dns, [
      rule.host,
      { family: options.family ?? 0, hints: options.hints ?? 0, all: true },
      answer,
    ] as never);
  };
