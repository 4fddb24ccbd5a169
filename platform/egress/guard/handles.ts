import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns';
import { Socket } from 'node:net';
import { swap, UV_EACCES } from './native-method.ts';
import { addressAllowed, listenAllowed, unixAllowed } from './policy.ts';
import { describeTarget, refuse } from './refusals.ts';
import { apply, getPrototypeOf, ownKeys, startsWith, weakAdd, weakHas } from './safe.ts';

/**
 * The floor below every module of the runtime: the native handle classes. `net`, `tls`, `http`, `http2`, fetch, WebSocket
 * and anything that got hold of a class or a function earlier end in one of these methods, so this is where the last word
 * is spoken, on the numbers that go to the kernel. The methods are locked: nobody can put others in their place.
 */
export const guardHandles = ({ listening }: { readonly listening: boolean }): void => {
  guardTcp(listening);
  guardPipe(listening);
  guardUdp();
  guardResolver();
};

const guardTcp = (listening: boolean): void => {
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
          if (!listening || !listenAllowed(address, port)) {
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

const guardPipe = (listening: boolean): void => {
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
  if (listening) return;
  // Binding a unix socket makes a file, which Node's permission model overlooks.
  swap(
    prototype,
    'bind',
    () =>
      function bind() {
        refuse('listen', 'CW-EGR-008', 'a unix socket');
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
