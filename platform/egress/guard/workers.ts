import { createHook } from 'node:async_hooks';
import workerThreads, { SHARE_ENV, Worker, type WorkerOptions } from 'node:worker_threads';
import { refuse } from './refusals.ts';
import {
  apply,
  construct,
  copyOptions,
  deleteProperty,
  getPrototypeOf,
  isArray,
  lock,
  methodOf,
  ownKeys,
  push,
  replace,
  startsWith,
  weakAdd,
  weakHas,
} from './safe.ts';

/** Options of a worker that cannot run code before the guard does. Everything else is refused. */
const harmlessFlags = [
  '--max-old-space-size=',
  '--max-semi-space-size=',
  '--stack-size=',
  '--stack-trace-limit=',
  '--conditions=',
  '--enable-source-maps',
  '--no-warnings',
  '--disable-warning=',
  '--trace-warnings',
  '--trace-uncaught',
  '--experimental-vm-modules',
  '--unhandled-rejections=',
];

/**
 * Every worker thread starts with the guard: its execArgv is rebuilt with `--require <guard>` in front, options that run
 * code earlier (`--require`, `--import`, loaders, NODE_OPTIONS) are refused or taken out, and the native class below the
 * `Worker` class starts no thread that did not come this way.
 */
export const guardWorkers = (preloadPath: string): void => {
  const native = workerHandlePrototype();
  const startThread = native === undefined ? undefined : methodOf(native, 'startThread');
  // The constructor asks its handle to start; the start is put off until the worker is there and its handle known, so
  // that nothing that runs in between (an async hook, say) can have a thread of its own started.
  let asked: WeakSet<object> | undefined;
  if (native !== undefined)
    lock(native, 'startThread', function ask(this: object) {
      if (asked === undefined) throw refuse('worker', 'CW-EGR-006', 'an unguarded thread');
      weakAdd(asked, this);
    });
  const environment = process.env;
  const Target = Worker;

  function GuardedWorker(this: unknown, filename: string | URL, given?: WorkerOptions): Worker {
    if (new.target === undefined) throw new TypeError("Class constructor Worker cannot be invoked without 'new'");
    const options = copyOptions(given);
    options.execArgv = guardedFlags(options.execArgv, preloadPath);
    if (options.env === SHARE_ENV) deleteProperty(environment, 'NODE_OPTIONS');
    else {
      options.env = copyOptions(options.env ?? environment);
      deleteProperty(options.env as object, 'NODE_OPTIONS');
    }
    const handles = new WeakSet<object>();
    asked = handles;
    let worker: Worker;
    try {
      worker = construct(Target, [filename, options], new.target as never) as Worker;
    } finally {
      asked = undefined;
    }
    const handle = native === undefined ? undefined : handleOf(worker, native);
    if (handle !== undefined && weakHas(handles, handle)) apply(startThread as never, handle, [] as never);
    return worker;
  }
  Object.setPrototypeOf(GuardedWorker, getPrototypeOf(Target) as object);
  Object.defineProperty(GuardedWorker, 'name', { value: 'Worker' });
  Object.defineProperty(GuardedWorker, 'prototype', { value: Target.prototype, writable: false });
  replace(Target.prototype, 'constructor', GuardedWorker);
  replace(workerThreads, 'Worker', GuardedWorker);
};

const handleOf = (worker: object, native: object): object | undefined => {
  const keys = ownKeys(worker);
  for (let i = 0; i < keys.length; i++) {
    const value: unknown = Reflect.get(worker, keys[i] as PropertyKey);
    if (typeof value === 'object' && value !== null && getPrototypeOf(value) === native) return value;
  }
  return undefined;
};

const guardedFlags = (given: unknown, preloadPath: string): string[] => {
  // Not --import: that one does not run before the code of a worker made with `eval: true`.
  const flags = ['--require', preloadPath];
  if (given === undefined || given === null) return flags;
  if (!isArray(given)) throw refuse('worker', 'CW-EGR-006', 'execArgv');
  for (let i = 0; i < given.length; i++) {
    const flag: unknown = given[i];
    if (flag === '--require' && given[i + 1] === preloadPath) {
      i++;
      continue;
    }
    if (typeof flag !== 'string' || !isHarmless(flag)) throw refuse('worker', 'CW-EGR-006', 'execArgv');
    push(flags, flag);
  }
  return flags;
};

const isHarmless = (flag: string): boolean => {
  for (let i = 0; i < harmlessFlags.length; i++) {
    const known = harmlessFlags[i] as string;
    if (flag === known || (known[known.length - 1] === '=' && startsWith(flag, known))) return true;
  }
  return false;
};

/**
 * The native class below `Worker`, seen by an async hook while a worker is made whose data cannot be cloned, so that its
 * thread never starts. Undefined under the permission model, which refuses workers itself.
 */
const workerHandlePrototype = (): object | undefined => {
  let handle: object | undefined;
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (type === 'WORKER') handle = resource;
    },
  }).enable();
  try {
    new Worker('', { eval: true, workerData: () => undefined, stdout: true, stderr: true });
  } catch {
    // Expected: a function cannot be cloned.
  }
  hook.disable();
  return handle === undefined ? undefined : (getPrototypeOf(handle) as object);
};
