import type { VaultContext } from './context.ts';
import { importsStore } from './imports.store.ts';
import type { ScopeKeys } from './scope-keys.ts';
import type { Condition } from './slice-sql.ts';

/**
 * What came to count at a time (milliseconds) or later: stored since, or read before that and taken in since. Whoever asks
 * again with the time of their last answer misses nothing.
 */
export function createSince({ db }: Pick<VaultContext, 'db'>) {
  const imports = importsStore(db);
  return async (keys: ScopeKeys, since: number): Promise<Condition> => {
    // A bound of what is stored is sought in an index; which import a version is of is looked at beyond it.
    const from = await imports.beganBefore(keys.scope, since);
    if (from === null) return { sql: 'v.stored_at >= ?', parameters: [since] };
    return {
      sql: `v.stored_at >= ? and (v.stored_at >= ? or exists (select 1 from imports i
        where i.record_id = v.record_id and i.import_no = v.import_no and i.committed_at >= ?))`,
      parameters: [from, since, since],
    };
  };
}
