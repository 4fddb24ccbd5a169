import { isIP } from 'node:net';
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';
import { CodedError, type ErrorCode, errorRegistry } from '@chartwarden/errors';
import type { EgressWay, Refusal } from '../types.ts';
import { freeze, lastIndexOf, push, slice, uncurry } from './safe.ts';

const channelName = 'chartwarden-egress-refusals';
const keptBeforeListener = 100;
const ways: readonly EgressWay[] = [
  'tcp',
  'unix',
  'udp',
  'dns',
  'fetch',
  'listen',
  'process',
  'worker',
  'native',
  'inspector',
  'hooks',
  'claim',
];

const post = uncurry(BroadcastChannel.prototype.postMessage) as (channel: BroadcastChannel, message: unknown) => void;
const kept: Refusal[] = [];
let listener: ((refusal: Refusal) => void) | undefined;
let channel: BroadcastChannel | undefined;
let telling = false;

/**
 * A target in words that are safe in a log: a dependency that puts a secret into a host name (`secret.example.com`)
 * must not find it in our logs either, so names keep their last two labels and paths nothing.
 */
export const describeTarget = (host: unknown, port?: unknown): string => {
  const at = typeof port === 'number' ? `:${port}` : '';
  if (typeof host !== 'string') return `an unknown host${at}`;
  const version = isIP(host);
  if (version === 4) return `${host}${at}`;
  if (version === 6) return `an IPv6 address${at}`;
  const lastDot = lastIndexOf(host, '.');
  const before = lastDot > 0 ? lastIndexOf(host, '.', lastDot - 1) : -1;
  const tail = slice(host, before + 1);
  return tail.length <= 40 && isHostText(tail) ? `${tail}${at}` : `a host name${at}`;
};

const isHostText = (text: string): boolean => {
  const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._';
  for (let i = 0; i < text.length; i++) if (lastIndexOf(plain, text[i] ?? ' ') < 0) return false;
  return true;
};

/** Records the refusal and makes the error that the caller throws, emits or rejects with. */
export const refuse = (way: EgressWay, code: ErrorCode, target: string): CodedError => {
  record(freeze({ way, code, target, thread: threadId }));
  return new CodedError(code, `${way}: ${target}`);
};

/** The main thread collects what workers report; a worker reports to it. The channel never keeps a process alive. */
export const openRefusalChannel = (): void => {
  channel = new BroadcastChannel(channelName);
  channel.unref();
  if (!isMainThread) return;
  channel.onmessage = (event: unknown) => {
    const refusal = (event as { data: unknown }).data;
    if (isRefusal(refusal)) tell(refusal);
  };
};

/** One listener; refusals from before it are handed over at once. */
export const listenToRefusals = (next: (refusal: Refusal) => void): void => {
  listener = next;
  for (let i = 0; i < kept.length; i++) tell(kept[i] as Refusal);
  kept.length = 0;
};

const record = (refusal: Refusal): void => {
  if (!isMainThread && channel !== undefined) post(channel, { ...refusal });
  tell(refusal);
};

const tell = (refusal: Refusal): void => {
  if (listener === undefined) {
    if (kept.length < keptBeforeListener) push(kept, refusal);
    return;
  }
  if (telling) return;
  telling = true;
  try {
    listener(refusal);
  } catch {
    // A failing listener must not turn a refusal into something else.
  } finally {
    telling = false;
  }
};

const isRefusal = (value: unknown): value is Refusal => {
  if (typeof value !== 'object' || value === null) return false;
  const { way, code, target, thread } = value as Record<string, unknown>;
  return (
    ways.includes(way as EgressWay) &&
    typeof code === 'string' &&
    Object.hasOwn(errorRegistry, code) &&
    typeof target === 'string' &&
    target.length <= 80 &&
    isTargetText(target) &&
    typeof thread === 'number'
  );
};

// A dependency in a worker can post to the channel too; what it can make us log is a line of plain characters.
const isTargetText = (text: string): boolean => /^[\w .:-]*$/.test(text);
