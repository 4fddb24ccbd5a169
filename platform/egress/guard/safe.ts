/**
 * The built-ins that the guard relies on, captured before any dependency can replace them: a package that patches
 * `Map.prototype.get` or `String.prototype.toLowerCase` must not be able to talk the guard into a yes.
 * Guard code uses these, index loops instead of iterators, and no regular expressions.
 */
const { bind, call } = Function.prototype;

/** Turns a method into a function of its receiver that later changes to prototypes cannot reach. */
export const uncurry = <T, A extends readonly unknown[], R>(
  method: (this: T, ...args: A) => R,
): ((self: T, ...args: A) => R) => Reflect.apply(bind, call, [method]) as (self: T, ...args: A) => R;

export const { apply, construct, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } =
  Reflect;
export const { freeze } = Object;
export const { isArray } = Array;
export const { isInteger } = Number;

type AnyMap = Map<unknown, unknown>;
export const mapGet = uncurry(Map.prototype.get) as <K, V>(map: Map<K, V>, key: K) => V | undefined;
export const mapSet = uncurry(Map.prototype.set) as <K, V>(map: Map<K, V>, key: K, value: V) => unknown;
export const mapHas = uncurry(Map.prototype.has) as (map: AnyMap | Map<string, unknown>, key: unknown) => boolean;
export const mapDelete = uncurry(Map.prototype.delete) as (map: AnyMap | Map<string, unknown>, key: unknown) => boolean;
export const weakHas = uncurry(WeakSet.prototype.has) as (set: WeakSet<object>, key: object) => boolean;
export const weakAdd = uncurry(WeakSet.prototype.add) as (set: WeakSet<object>, key: object) => unknown;

export const lower = uncurry(String.prototype.toLowerCase) as (text: string) => string;
export const slice = uncurry(String.prototype.slice) as (text: string, from: number, to?: number) => string;
export const startsWith = uncurry(String.prototype.startsWith) as (text: string, head: string) => boolean;
export const endsWith = uncurry(String.prototype.endsWith) as (text: string, tail: string) => boolean;
export const indexOf = uncurry(String.prototype.indexOf) as (text: string, part: string, from?: number) => number;
export const lastIndexOf = uncurry(String.prototype.lastIndexOf) as (
  text: string,
  part: string,
  from?: number,
) => number;

export const now = Date.now;
export const nextTick = process.nextTick;
export const PromiseReject = Promise.reject.bind(Promise) as (reason: unknown) => Promise<never>;

/** Appends without going through setters that somebody may have put on `Array.prototype`. */
export const push = <T>(list: T[], value: T): void => {
  defineProperty(list, list.length, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  } as PropertyDescriptor);
};

type AnyFunction = (...args: never[]) => unknown;

/** Replaces a property for good: later code can neither write it nor define it anew. */
export const lock = (target: object, name: PropertyKey, value: unknown): void => {
  const done = defineProperty(target, name, {
    __proto__: null,
    value,
    writable: false,
    enumerable: true,
    configurable: false,
  } as PropertyDescriptor);
  if (!done) throw new Error(`the egress guard could not lock ${String(name)}`);
};

/** Replaces a property but lets others wrap it again; used where the locked layer below decides anyway. */
export const replace = (target: object, name: PropertyKey, value: unknown): void => {
  const old = getOwnPropertyDescriptor(target, name);
  const done = defineProperty(target, name, {
    __proto__: null,
    value,
    writable: true,
    enumerable: old?.enumerable ?? true,
    configurable: true,
  } as PropertyDescriptor);
  if (!done) throw new Error(`the egress guard could not replace ${String(name)}`);
};

/** The method as it is now, looked up through the prototype chain; undefined where this runtime does not have it. */
export const methodOf = (target: object, name: PropertyKey): AnyFunction | undefined => {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? (value as AnyFunction) : undefined;
};

/** A copy of an options object, inherited enumerable fields included, each getter run once. */
export const copyOptions = (options: unknown): Record<string, unknown> => {
  const copy: Record<string, unknown> = { __proto__: null } as never;
  if (typeof options === 'object' && options !== null) {
    for (const key in options) copy[key] = (options as Record<string, unknown>)[key];
  }
  return copy;
};
