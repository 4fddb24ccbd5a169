import { ChildProcess } from 'node:child_process';
import { swap, UV_EACCES } from './native-method.ts';
import { lookupAllowed, redeemSpawnTicket } from './policy.ts';
import { describeTarget, refuse } from './refusals.ts';
import { apply, getPrototypeOf } from './safe.ts';

/** The floor of programs and of the functions that no handle class carries; see handles.ts. */
export const guardSystemHandles = (): void => {
  guardPrograms();
  guardBindings();
};

/** The handle class that starts programs: it starts the one program of the sandbox's ticket, from the ticket's own words. */
const guardPrograms = (): void => {
  const handle = (new ChildProcess() as unknown as { _handle: object })._handle;
  swap(
    getPrototypeOf(handle) as object,
    'spawn',
    (original) =>
      function spawn(file, args, cwd, envPairs, stdio, flags, uid, gid) {
        const granted = redeemSpawnTicket(file, args, envPairs);
        if (granted !== undefined && typeof cwd === 'string' && uid === undefined && gid === undefined)
          return apply(original as never, this, [granted.file, granted.args, cwd, [], stdio, flags] as never);
        refuse('process', 'CW-EGR-005', 'a program');
        return UV_EACCES;
      },
  );
};

/** Functions that no handle carries. `process.binding` is missing under the permission model, which then refuses these itself. */
const guardBindings = (): void => {
  const binding = (process as unknown as { binding(name: string): object }).binding;
  const take = (name: string): object | undefined => {
    try {
      return apply(binding as never, process, [name] as never) as object;
    } catch {
      return undefined;
    }
  };
  const cares = take('cares_wrap');
  if (cares !== undefined) {
    swap(
      cares,
      'getaddrinfo',
      (original) =>
        function getaddrinfo(request, name, ...rest) {
          if (lookupAllowed(name))
            return apply(original as never, this, [request, name, rest[0], rest[1], rest[2]] as never);
          refuse('dns', 'CW-EGR-003', describeTarget(name));
          return UV_EACCES;
        },
    );
    swap(
      cares,
      'getnameinfo',
      () =>
        function getnameinfo() {
          refuse('dns', 'CW-EGR-003', 'a reverse lookup');
          return UV_EACCES;
        },
    );
  }
  const spawnSync = take('spawn_sync');
  if (spawnSync !== undefined)
    swap(
      spawnSync,
      'spawn',
      () =>
        function spawn() {
          refuse('process', 'CW-EGR-005', 'a program');
          return { error: UV_EACCES, status: null, signal: null, output: null, pid: 0 };
        },
    );
};
