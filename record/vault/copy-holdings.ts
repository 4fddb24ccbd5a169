import type { Db } from '@chartwarden/db';
import { idFromBytes } from '@chartwarden/ids';
import type { Holding } from './holdings.store.ts';
import { importsStore } from './imports.store.ts';
import { openRow, sealRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { placeAt } from './staging.ts';

/**
 * Rows that say of other versions of the same facts what these holdings say. `ownPlace` stands where the first version
 * says itself what its place is: null when the others do, too. Under the newest tokens, even while a rotation moves the
 * others.
 */
export async function copyHoldings(
  db: Db,
  keys: ScopeKeys,
  holdings: readonly Holding[],
  versions: readonly number[],
  ownPlace: { readonly p: string } | null,
) {
  const newest = await newestTokens(db, keys);
  return holdings.flatMap(({ source_token, fact_id, version: from, import_no, place }) => {
    const source = newest.get(source_token.toString('hex')) ?? source_token;
    const known = place === null ? ownPlace : openRow<{ p: string }>(keys, placeAt(source_token, fact_id, from), place);
    return versions.map((version) => ({
      ...{ source, fact: fact_id, version, importNo: import_no },
      place: known && sealRow(keys, placeAt(source, fact_id, version), known),
    }));
  });
}

/** The newest token of every source, by its older ones: empty unless a rotation is under way. */
async function newestTokens(db: Db, keys: ScopeKeys): Promise<ReadonlyMap<string, Buffer>> {
  const older = keys.generations.slice(1);
  if (older.length === 0) return new Map();
  const sources = (await importsStore(db).sources(keys.scope)).map((row) => idFromBytes(row.source_id));
  return new Map(
    sources.flatMap((source) =>
      older.map((one) => [one.token('source', source).toString('hex'), keys.token('source', source)] as const),
    ),
  );
}
