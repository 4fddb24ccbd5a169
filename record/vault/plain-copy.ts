/**
 * A deep copy of plain data: whatever somebody does to the original later, the copy stays. Quicker than structuredClone,
 * which every read paid for twice. Throws TypeError for anything but primitives, arrays and plain objects.
 */
export function plainCopy<T>(value: T): T {
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('not plain data');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, plainCopy) as T;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('not plain data');
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    // Assigned, it would become what the copy inherits from.
    if (name === '__proto__') throw new TypeError('not plain data');
    copy[name] = plainCopy(member);
  }
  return copy as T;
}
