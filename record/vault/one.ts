import type { Db } from '@chartwarden/db';
import { type FactId, idFromBytes, idToBytes, type RecordId } from '@chartwarden/ids';
import { release, type VaultContext } from './context.ts';
import { factsStore } from './facts.store.ts';
import { whereabouts } from './one.store.ts';
import { type Permit, withOutline } from './permit.ts';
import { isGone } from './rows.ts';
import { opened, type ServedFact, serve } from './serve.ts';
import { all, any, committedCondition, currentCondition, goneCondition, grantCondition } from './slice-sql.ts';

/** Records asked about in one statement. */
const AT_ONCE = 500;

/**
 * In which of these records a fact of this id stands: an id for the gate to decide on, and nothing of what is in it. Ask for
 * records only that the caller has to do with.
 */
export const recordsOfFact =
  (db: Db) =>
  async (fact: FactId, records: readonly RecordId[]): Promise<readonly RecordId[]> => {
    const found: RecordId[] = [];
    for (let from = 0; from < records.length; from += AT_ONCE) {
      const rows = await whereabouts(db, records.slice(from, from + AT_ONCE).map(idToBytes), idToBytes(fact));
      found.push(...rows.map((row) => idFromBytes<RecordId>(row.record_id)));
    }
    return found;
  };

/** One fact as it is served and nothing beside it, for programs that ask for many, one by one. */
export function createOneReader(context: VaultContext) {
  const { db, keyring, log, authority, recall } = context;
  const facts = factsStore(db);

  /**
   * What counts now, or one version of it; `gone` when that says that it was deleted, null when there is none that this permit
   * may see. Its line is written first.
   */
  async function one(
    permit: Permit,
    { type, id, version }: { readonly type: string; readonly id: FactId; readonly version?: number },
  ): Promise<ServedFact | 'gone' | null> {
    const grant = withOutline(authority.claim(permit, 'read'));
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const hidden = recall.hidden(keys.scope);
    const current = currentCondition(keys.scope, grant.view, hidden);
    const seen = [committedCondition(keys.scope, hidden), grantCondition(keys, grant)];
    const rows = await facts.history(
      keys.scope,
      idToBytes(id),
      // Of an older version only whoever may see the one of now may see anything.
      all(version === undefined ? [any([current, goneCondition(keys.scope, hidden)]), ...seen] : seen),
      current,
    );
    const now =
      rows.find((row) => row.is_current === 1) ?? rows.find((row) => isGone(row) && row.superseded_by === null);
    const asked = version === undefined ? now : rows.find((row) => row.version === version);
    const row = now?.type === type ? asked : undefined;
    if (row === undefined) {
      await release(log, grant, 'read', [], [], { found: false });
      return null;
    }
    if (isGone(row)) {
      await release(log, grant, 'read', [row.type], [id], { version: row.version, deleted: true });
      return 'gone';
    }
    const [served] = await serve({ facts, recall }, keys, grant, [opened(keys, row)]);
    if (served === undefined) return null;
    await release(log, grant, 'read', [served.type], [served.id], { version: served.version });
    return served;
  }

  return { one };
}
