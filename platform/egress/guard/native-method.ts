import { lock, methodOf } from './safe.ts';

/** libuv's "permission denied": what the runtime's own code understands as a failed call. */
export const UV_EACCES = -13;

export type Method = (this: object, ...args: unknown[]) => unknown;

/** Puts a guard in the place of a native method, for good. Does nothing where this runtime has no such method. */
export const swap = (holder: object, name: string, guard: (original: Method) => Method): void => {
  const original = methodOf(holder, name) as Method | undefined;
  if (original !== undefined) lock(holder, name, guard(original));
};
