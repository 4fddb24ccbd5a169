import type { Db } from '@chartwarden/db';
import { idFromBytes, idToBytes, isId, type RecordId } from '@chartwarden/ids';

/** In one statement at most. */
const CHUNK = 500;

/**
 * The FHIR types of those ids that are facts of a record; ids of anything else, and of facts that are gone, are left out.
 * Asks nobody for permission: for the gate, which knows who may see the ids.
 */
export async function factTypes(
  db: Pick<Db, 'all'>,
  record: RecordId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const types = new Map<string, string>();
  const known = ids.filter(isId);
  for (let at = 0; at < known.length; at += CHUNK) {
    const some = known.slice(at, at + CHUNK).map(idToBytes);
    const rows = await db.all<{ fact_id: Buffer; type: string }>(
      `select fact_id, type from facts where record_id = ? and fact_id in (${some.map(() => '?').join(', ')})`,
      [idToBytes(record), ...some],
    );
    for (const row of rows) types.set(idFromBytes(row.fact_id), row.type);
  }
  return types;
}
