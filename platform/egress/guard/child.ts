import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { guardDgram } from './dgram.ts';
import { guardDns } from './dns.ts';
import { guardHandles } from './handles.ts';
import { guardNet } from './net.ts';
import { listenToRefusals, refuse } from './refusals.ts';
import { lock, methodOf } from './safe.ts';

/**
 * The guard of a sandboxed program, under Node's permission model, which already refuses programs, workers, addons,
 * bindings, the inspector and loader threads. It closes what that model leaves open: sockets, name lookups, signals to
 * other processes and their priority. Nothing can be opened here.
 */
export const installChildGuard = (): void => {
  guardHandles({ listening: false });
  guardNet();
  guardDns();
  guardDgram();
  const refused: readonly (readonly [object, string])[] = [
    [process, 'kill'],
    [process, '_kill'],
    [process, '_debugProcess'],
    [process, '_debugEnd'],
    [os, 'setPriority'],
  ];
  for (const [target, name] of refused)
    if (methodOf(target, name) !== undefined)
      lock(target, name, () => {
        throw refuse('process', 'CW-EGR-007', 'another process');
      });
  syncBuiltinESMExports();
};

export { listenToRefusals };
