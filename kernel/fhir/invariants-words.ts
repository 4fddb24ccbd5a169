import type { Node } from './index-values.ts';

/** A rule of R4 by its key, and whether an object keeps to it. */
export type Invariant = readonly [key: string, holds: (node: Node) => boolean];

/** Whether an element is there, be it only by an extension of its own; `value[x]` in any of its types. */
export function exists(node: Node, name: string): boolean {
  if (node[name] !== undefined || node[`_${name}`] !== undefined) return true;
  if (!name.endsWith('[x]')) return false;
  const start = name.slice(0, -3);
  for (const key in node) {
    const from = key.startsWith('_') ? 1 : 0;
    if (key.startsWith(start, from) && /[A-Z]/.test(key.charAt(from + start.length))) return true;
  }
  return false;
}

/** One needs the other. */
export const when =
  (name: string, needed: string): ((node: Node) => boolean) =>
  (node) =>
    !exists(node, name) || exists(node, needed);

/** One of two, and not both. */
export const xor =
  (name: string, other: string): ((node: Node) => boolean) =>
  (node) =>
    exists(node, name) !== exists(node, other);

export const isOneOf = (value: unknown, ...words: readonly string[]): boolean =>
  typeof value === 'string' && words.includes(value);
