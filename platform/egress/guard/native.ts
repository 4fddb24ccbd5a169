import crypto from 'node:crypto';
import { realpathSync } from 'node:fs';
import inspector from 'node:inspector';
import module from 'node:module';
import os from 'node:os';
import tls from 'node:tls';
import type { EgressWay } from '../types.ts';
import { isExpectedAddon } from './addons.ts';
import { refuse } from './refusals.ts';
import { apply, getPrototypeOf, lock, methodOf, replace } from './safe.ts';

type Method = (this: object, ...args: unknown[]) => unknown;

const shut = (target: object, name: string, way: EgressWay, what: string): void => {
  if (methodOf(target, name) === undefined) return;
  lock(target, name, () => {
    throw refuse(way, 'CW-EGR-007', what);
  });
};

/**
 * Ways around the guard that end in native code or in the inside of the runtime: internal bindings, native addons,
 * another program in this process's place, loader threads, the inspector, OpenSSL engines, SQLite extensions.
 */
export const guardNative = (): void => {
  shut(process, 'binding', 'native', 'an internal binding');
  shut(process, '_linkedBinding', 'native', 'an internal binding');
  shut(process, 'execve', 'process', 'a program');
  shut(process, '_debugProcess', 'inspector', 'another process');
  shut(module, 'register', 'hooks', 'a loader thread');
  shut(crypto, 'setEngine', 'native', 'an OpenSSL engine');
  guardAddons();
  guardInspector();
  guardSignals();
  guardEngines();
  guardSqlite();
};

const guardAddons = (): void => {
  const dlopen = process.dlopen;
  const realpath = realpathSync.native;
  lock(process, 'dlopen', (target: object, filename: unknown, flags?: number) => {
    let path: string | undefined;
    try {
      path = typeof filename === 'string' ? realpath(filename) : undefined;
    } catch {
      path = undefined;
    }
    if (path === undefined || !isExpectedAddon(path)) throw refuse('native', 'CW-EGR-007', 'an addon');
    const loaded = apply(
      dlopen as never,
      process,
      (flags === undefined ? [target, path] : [target, path, flags]) as never,
    );
    shutExtensions(target);
    return loaded;
  });
};

/** The database's own addon can load libraries too. */
const shutExtensions = (module: object): void => {
  const { Database } = ((module as { exports?: unknown }).exports ?? {}) as { Database?: { prototype?: object } };
  if (Database?.prototype !== undefined) shut(Database.prototype, 'loadExtension', 'native', 'a database extension');
};

const guardInspector = (): void => {
  shut(inspector, 'open', 'inspector', 'a debugger port');
  shut(inspector.Session.prototype, 'connect', 'inspector', 'a debugger session');
  shut(inspector.Session.prototype, 'connectToMainThread', 'inspector', 'a debugger session');
};

// SIGUSR1 opens the debugger of the process that gets it.
const guardSignals = (): void => {
  const raw = process as unknown as { _kill: Method };
  const kill = raw._kill;
  const usr1 = os.constants.signals.SIGUSR1;
  lock(process, '_kill', (pid: unknown, signal: unknown) => {
    if (typeof pid !== 'number' || typeof signal !== 'number' || signal === usr1)
      throw refuse('inspector', 'CW-EGR-007', 'a debugger signal');
    return apply(kill as never, process, [pid, signal] as never);
  });
  // Any program of the same user can send it; whoever listens takes it from the runtime.
  process.on('SIGUSR1', () => undefined);
};

// A TLS context can name an engine, which is a library that OpenSSL loads.
const guardEngines = (): void => {
  const context = (tls.createSecureContext({ ca: [] }) as unknown as { context: object }).context;
  const prototype = getPrototypeOf(context) as object;
  shut(prototype, 'setEngineKey', 'native', 'an OpenSSL engine');
  shut(prototype, 'setClientCertEngine', 'native', 'an OpenSSL engine');
};

const guardSqlite = (): void => {
  const warn = process.emitWarning;
  // Only the loading of the module is silenced: that it is experimental is nothing the operator can act on.
  replace(process, 'emitWarning', () => undefined);
  try {
    const sqlite = process.getBuiltinModule('node:sqlite') as { DatabaseSync: { prototype: object } } | undefined;
    if (sqlite === undefined) return;
    shut(sqlite.DatabaseSync.prototype, 'loadExtension', 'native', 'a database extension');
    shut(sqlite.DatabaseSync.prototype, 'enableLoadExtension', 'native', 'a database extension');
  } finally {
    replace(process, 'emitWarning', warn);
  }
};
