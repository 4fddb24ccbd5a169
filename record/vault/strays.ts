import { CodedError } from '@chartwarden/errors';
import { ownerOf } from './blobs.ts';
import type { VaultContext } from './context.ts';
import { openSource } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import type { Permit } from './permit.ts';
import { isWhole } from './recall.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** An upload that takes longer is nobody's any more. */
const OLD = 24 * 3_600_000;

/**
 * Stored files that nothing names: a crash came between file and row, or between the rows and files of a cancelled
 * import. Only what is sealed with a key of a record that says itself that it does not name it is removed (ADR 0051).
 */
export function createStrays(context: VaultContext) {
  const { db, objects, keyring, clock, authority, alone } = context;

  const namedBy = async (keys: ScopeKeys): Promise<readonly string[]> =>
    (await importsStore(db).sources(keys.scope)).map((row) => openSource(keys, row).address);

  /** Removes what these records (a permit to delete for each) left behind for more than a day; resolves with how many. */
  async function remove(permits: readonly Permit[]): Promise<number> {
    const records: ScopeKeys[] = [];
    for (const permit of permits) {
      const grant = authority.claim(permit, 'delete');
      if (!isWhole(grant)) throw new CodedError('CW-GATE-003');
      records.push(await keyring.load(grant.record));
    }
    const strays = new Set<string>();
    for await (const address of objects.list()) strays.add(address);
    for (const keys of records) for (const address of await namedBy(keys)) strays.delete(address);
    const isOld = async (address: string): Promise<boolean> =>
      ((await objects.writtenAt(address)) ?? Number.POSITIVE_INFINITY) < clock.now() - OLD;
    let removed = 0;
    for (const address of strays) {
      if (!(await isOld(address))) continue;
      const owner = await ownerOf(objects, address, records);
      if (owner === undefined) continue;
      const isGone = await alone(owner.scope, async () => {
        // An upload may have come meanwhile: it put a new file in this one's place, and then named it.
        if (!(await isOld(address)) || (await namedBy(owner)).includes(address)) return false;
        return objects.delete(address);
      });
      removed += isGone ? 1 : 0;
    }
    return removed;
  }

  return { remove };
}
