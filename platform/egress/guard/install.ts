import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { CodedError } from '@chartwarden/errors';
import type { EgressClaim, EgressDoor, EgressOptions, SpawnSandbox } from '../types.ts';
import { guardDgram } from './dgram.ts';
import { guardDns } from './dns.ts';
import { cleanEnvironment } from './environment.ts';
import { guardFetch } from './fetch.ts';
import { guardHandles } from './handles.ts';
import { guardNative } from './native.ts';
import { guardNet } from './net.ts';
import { addListenRule, addRule, allRules } from './policy.ts';
import { guardPrograms } from './programs.ts';
import { listenToRefusals, openRefusalChannel, refuse } from './refusals.ts';
import { guardSystemHandles } from './system-handles.ts';
import { guardWorkers } from './workers.ts';

/** The mark that other copies of this module (another URL of the same file) and `guardStatus` find. */
const mark = Symbol.for('chartwarden.egress');

let spawnSandbox: SpawnSandbox | undefined;
let installed = false;
let claimed = false;

/**
 * Puts the guard over this thread, once. The door is shut until the claim opens it; in a worker thread it stays shut.
 * The order matters: the locked floor of native handles first, the friendly errors above it after, and internal bindings
 * are closed last because the floor needs them.
 */
export const installGuard = (preloadUrl: string): void => {
  if (Object.hasOwn(process, mark)) return;
  Object.defineProperty(process, mark, { value: true });
  installed = true;
  cleanEnvironment();
  guardHandles({ listening: true });
  guardSystemHandles();
  guardNet();
  guardDns();
  guardDgram();
  spawnSandbox = guardPrograms();
  guardWorkers(fileURLToPath(preloadUrl));
  guardFetch();
  guardNative();
  openRefusalChannel();
  syncBuiltinESMExports();
};

/** Whether this thread runs under the guard. */
export const isGuarded = (): boolean => Object.hasOwn(process, mark);

/**
 * Hands the door to the first caller in the main thread, which must be the launcher, before it imports anything else.
 * @throws CW-EGR-009 when it was claimed or in a worker thread, CW-EGR-010 when the guard is not installed
 */
export const claimEgress = (): EgressClaim => {
  if (!installed) throw new CodedError(isGuarded() ? 'CW-EGR-009' : 'CW-EGR-010');
  if (claimed || !isMainThread) throw refuse('claim', 'CW-EGR-009', 'the door');
  claimed = true;
  let opened = false;
  return Object.freeze({
    openEgress({ allow, listen = [] }: EgressOptions): EgressDoor {
      if (opened) throw new CodedError('CW-EGR-009');
      for (const rule of allow) addRule(rule);
      for (const rule of listen) addListenRule(rule);
      opened = true;
      return Object.freeze({ allow: addRule, allowListen: addListenRule, rules: allRules });
    },
    takeSpawnSandbox(): SpawnSandbox {
      const taken = spawnSandbox;
      if (taken === undefined) throw new CodedError('CW-EGR-009');
      spawnSandbox = undefined;
      return taken;
    },
    onRefused: listenToRefusals,
  });
};
