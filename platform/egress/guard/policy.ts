import { CodedError } from '@chartwarden/errors';
import type { EgressRule, ListenRule, TcpRule, UnixRule } from '../types.ts';
import { canonicalAddress, canonicalHost, isLoopbackAddress, isPrivateAddress } from './addresses.ts';
import { freeze, isArray, isInteger, mapDelete, mapGet, mapHas, mapSet, now, push, startsWith } from './safe.ts';

/** How long an address found for an allowed name may be connected to; the next connection looks it up again. */
const approvalMs = 30_000;

const tcpRules = new Map<string, TcpRule>();
const ruleHosts = new Map<string, number>();
const unixRules = new Map<string, UnixRule>();
const listenRules = new Map<string, ListenRule>();
/** `address port` to the rule it was approved for and the time the approval ends. */
const approved = new Map<string, { readonly rule: TcpRule; readonly until: number }>();

const key = (host: string, port: number): string => `${host} ${port}`;
const isPort = (port: unknown): port is number => isInteger(port) && (port as number) > 0 && (port as number) < 65_536;

/** Adds a rule and returns how to take it away. @throws CW-EGR-011 */
export const addRule = (rule: EgressRule): (() => void) => ('path' in rule ? addUnixRule(rule) : addTcpRule(rule));

const addUnixRule = ({ path, purpose }: UnixRule): (() => void) => {
  if (typeof path !== 'string' || !startsWith(path, '/')) throw new CodedError('CW-EGR-011', 'path');
  mapSet(unixRules, path, freeze({ path, purpose }));
  return () => void mapDelete(unixRules, path);
};

const addTcpRule = (rule: TcpRule): (() => void) => {
  if (typeof rule.host !== 'string' || rule.host === '') throw new CodedError('CW-EGR-011', 'host');
  if (!isPort(rule.port)) throw new CodedError('CW-EGR-011', 'port');
  const host = canonicalHost(rule.host);
  if (canonicalAddress(host) !== undefined && isPrivateAddress(host) && rule.private !== true)
    throw new CodedError('CW-EGR-011', 'a private address needs private: true');
  const kept = freeze({ host, port: rule.port, purpose: rule.purpose, private: rule.private === true });
  if (!mapHas(tcpRules, key(host, kept.port))) mapSet(ruleHosts, host, (mapGet(ruleHosts, host) ?? 0) + 1);
  mapSet(tcpRules, key(host, kept.port), kept);
  return () => {
    if (mapGet(tcpRules, key(host, kept.port)) !== kept) return;
    mapDelete(tcpRules, key(host, kept.port));
    const left = (mapGet(ruleHosts, host) ?? 1) - 1;
    if (left > 0) mapSet(ruleHosts, host, left);
    else mapDelete(ruleHosts, host);
  };
};

export const addListenRule = ({ host, port }: ListenRule): void => {
  const address = typeof host === 'string' ? canonicalAddress(host) : undefined;
  if (address === undefined || !isPort(port)) throw new CodedError('CW-EGR-011', 'listen');
  mapSet(listenRules, key(address, port), freeze({ host: address, port }));
};

/** The rules in force, in the order they were added. */
export const allRules = (): readonly EgressRule[] => [...tcpRules.values(), ...unixRules.values()];

/** The rule for a destination as the caller names it; the address behind a name is checked later, at the connect. */
export const ruleFor = (host: unknown, port: unknown): TcpRule | undefined =>
  typeof host === 'string' && isPort(port) ? mapGet(tcpRules, key(canonicalHost(host), port)) : undefined;

export const unixAllowed = (path: unknown): boolean => typeof path === 'string' && mapHas(unixRules, path);

/** Whether looking the name up tells anybody anything that the configuration does not already tell. */
export const lookupAllowed = (host: unknown): boolean => {
  if (typeof host !== 'string') return false;
  const name = canonicalHost(host);
  return name === 'localhost' || canonicalAddress(name) !== undefined || mapHas(ruleHosts, name);
};

/** Judges an address found for a rule's name. False means rebinding: a public name that leads into a private range. */
export const approve = (rule: TcpRule, address: string): boolean => {
  const plain = canonicalAddress(address);
  if (plain === undefined || (rule.private !== true && isPrivateAddress(plain))) return false;
  mapSet(approved, key(plain, rule.port), freeze({ rule, until: now() + approvalMs }));
  return true;
};

/** The last word, on the very numbers that go to the kernel. */
export const addressAllowed = (address: unknown, port: unknown): boolean => {
  if (typeof address !== 'string' || !isPort(port)) return false;
  const plain = canonicalAddress(address);
  if (plain === undefined) return false;
  if (mapHas(tcpRules, key(plain, port))) return true;
  const approval = mapGet(approved, key(plain, port));
  if (approval === undefined) return false;
  const { rule, until } = approval;
  if (now() <= until && mapGet(tcpRules, key(rule.host, rule.port)) === rule) return true;
  mapDelete(approved, key(plain, port));
  return false;
};

export const listenAllowed = (address: unknown, port: unknown): boolean => {
  if (typeof address !== 'string') return false;
  if (isLoopbackAddress(address)) return true;
  const plain = canonicalAddress(address);
  return plain !== undefined && isPort(port) && mapHas(listenRules, key(plain, port));
};

/** One program start that the sandbox was granted, compared word for word where it reaches the kernel. */
export interface SpawnTicket {
  readonly file: string;
  readonly args: readonly string[];
}
let ticket: SpawnTicket | undefined;

/** Runs `start` while exactly this one program may be started, once. */
export const withSpawnTicket = <T>(file: string, args: readonly string[], start: () => T): T => {
  const copy: string[] = [];
  push(copy, file);
  for (let i = 0; i < args.length; i++) push(copy, args[i] as string);
  ticket = { file, args: copy };
  try {
    return start();
  } finally {
    ticket = undefined;
  }
};

export const spawnTicketOpen = (): boolean => ticket !== undefined;

/** Uses up the ticket; undefined when anything differs from what was granted. The environment must be empty. */
export const redeemSpawnTicket = (file: unknown, args: unknown, envPairs: unknown): SpawnTicket | undefined => {
  const granted = ticket;
  ticket = undefined;
  if (granted === undefined || file !== granted.file) return undefined;
  if (!isArray(args) || args.length !== granted.args.length || !isArray(envPairs) || envPairs.length !== 0)
    return undefined;
  for (let i = 0; i < granted.args.length; i++) if (args[i] !== granted.args[i]) return undefined;
  return granted;
};
