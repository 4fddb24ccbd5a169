import { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns';
import { Socket } from 'node:net';
import { addressAllowed, listenAllowed, lookupAllowed, redeemSpawnTicket } from './policy.ts';
import { describeTarget, refuse } from './refusals.ts';
import { apply, getPrototypeOf, lock, methodOf, ownKeys, startsWith, weakAdd, weakHas } from './safe.ts';

/** libuv's "permission denied": what the runtime's own code understands as a failed call. */
const UV_EACCES = -13;

type Method = (this: object, ...args: unknown[]) => unknown;

/**
 * The floor below every module of the runtime: the native handle classes. `net`, `tls`, `http`, `http2`, fetch, WebSocket
 * and anything that got hold of a class or a function earlier end in one of these methods, so this is where the last word
 * is spoken, on the numbers that go to the kernel. The methods are locked: nobody can put others in their place.
 */
export const guardHandles = (unixAllowed: (path: unknown) => boolean): void => {
  guardTcp();
  guardPipe(unixAllowed);
  guardUdp();
  guardResolver();
  guardPrograms();
  guardBindings();
};

const swap = (prototype: object, name: string, guard: (original: Method) => Method): void => {
  const original = methodOf(prototype, name) as Method | undefined;
  if (original !== undefined) lock(prototype, name, guard(original));
};

const guardTcp = (): void => {
  const prototype = handlePrototype((socket) => socket.connect({ port: Number.NaN }));
  const bound = new WeakSet<object>();
  for (const name of ['connect', 'connect6'])
    swap(
      prototype,
      name,
      (original) =>
        function connect(request, address, port) {
          if (addressAllowed(address, port)) return apply(original as never, this, [request, address, port] as never);
          refuse('tcp', 'CW-EGR-001', describeTarget(address, port));
          return UV_EACCES;
        },
    );
  for (const name of ['bind', 'bind6'])
    swap(
      prototype,
      name,
      (original) =>
        function bind(address, port, flags) {
          if (!listenAllowed(address, port)) {
            refuse('listen', 'CW-EGR-008', describeTarget(address, port));
            return UV_EACCES;
          }
          weakAdd(bound, this);
          return apply(original as never, this, [address, port, flags] as never);
        },
    );
  swap(
    prototype,
    'open',
    (original) =>
      function open(fd) {
        weakAdd(bound, this);
        return apply(original as never, this, [fd] as never);
      },
  );
  swap(
    prototype,
    'listen',
    (original) =>
      function listen(backlog) {
        // Without a bind the kernel would pick a port on every address.
        if (weakHas(bound, this)) return apply(original as never, this, [backlog] as never);
        refuse('listen', 'CW-EGR-008', 'an unbound socket');
        return UV_EACCES;
      },
  );
};

const guardPipe = (unixAllowed: (path: unknown) => boolean): void => {
  const prototype = handlePrototype((socket) => socket.connect({ path: {} } as never));
  for (const name of ['connect', 'connect2'])
    swap(
      prototype,
      name,
      (original) =>
        function connect(request, path, flags) {
          if (unixAllowed(path)) return apply(original as never, this, [request, path, flags] as never);
          refuse('unix', 'CW-EGR-001', 'a unix socket');
          return UV_EACCES;
        },
    );
};

const guardUdp = (): void => {
  const socket = createSocket('udp4');
  const handle = udpHandle(socket);
  for (const name of ['send', 'send6', 'connect', 'connect6', 'bind', 'bind6'])
    swap(
      getPrototypeOf(handle) as object,
      name,
      () =>
        function refused() {
          refuse('udp', 'CW-EGR-004', name);
          return UV_EACCES;
        },
    );
  socket.close();
};

const guardResolver = (): void => {
  const handle = (new Resolver() as unknown as { _handle: object })._handle;
  const prototype = getPrototypeOf(handle) as object;
  const names = ownKeys(prototype);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (typeof name !== 'string' || !(startsWith(name, 'query') || name === 'getHostByAddr')) continue;
    swap(
      prototype,
      name,
      () =>
        function query() {
          refuse('dns', 'CW-EGR-003', name);
          return UV_EACCES;
        },
    );
  }
};

const guardPrograms = (): void => {
  const handle = (new ChildProcess() as unknown as { _handle: object })._handle;
  swap(
    getPrototypeOf(handle) as object,
    'spawn',
    (original) =>
      function spawn(...options) {
        const [file, args, , envPairs, , , uid, gid] = options;
        if (redeemSpawnTicket(file, args, envPairs) && uid === undefined && gid === undefined)
          return apply(original as never, this, options as never);
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

/** Handles are made before the options of a connect are found wrong, which is how to reach their classes without native access. */
const handlePrototype = (connectWrongly: (socket: Socket) => void): object => {
  const socket = new Socket();
  try {
    connectWrongly(socket);
  } catch {
    // Expected: the options are wrong on purpose.
  }
  const handle = (socket as unknown as { _handle: object | null })._handle;
  if (handle === null || handle === undefined) throw new Error('the egress guard found no socket handle to guard');
  const prototype = getPrototypeOf(handle) as object;
  socket.destroy();
  return prototype;
};

const udpHandle = (socket: object): object => {
  const symbols = ownKeys(socket);
  for (let i = 0; i < symbols.length; i++) {
    const state: unknown = Reflect.get(socket, symbols[i] as PropertyKey);
    const handle: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'handle') : undefined;
    if (typeof handle === 'object' && handle !== null) return handle;
  }
  throw new Error('the egress guard found no datagram handle to guard');
};
