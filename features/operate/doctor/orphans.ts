import type { Objects } from '@chartwarden/objects';

/** Stored files that no record names. */
export async function* orphansAmong(objects: Objects, named: ReadonlySet<string>): AsyncGenerator<string> {
  for await (const address of objects.list()) if (!named.has(address)) yield address;
}
