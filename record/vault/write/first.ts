import type { Db, Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type AccountId, type FactId, idFromBytes, idToBytes, newId } from '@chartwarden/ids';
import type { Objects } from '@chartwarden/objects';
import { placeBlob, receiveBlob } from '../blobs.ts';
import { factsStore } from '../facts.store.ts';
import { OWN_ORIGIN } from '../identity.ts';
import { importsStore } from '../imports.store.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import { described } from './checks.ts';
import { compose } from './compose.ts';
import { nothing, standingRows } from './standing.ts';

/** What a Patient says of its person, for the record that is to be made of it. Throws CW-VLT-018 for anything else. */
export function personIn(bytes: Uint8Array): { readonly name: string | undefined; readonly birthDate?: string } {
  const { type, human } = described(bytes);
  if (type !== 'Patient') throw new CodedError('CW-VLT-018');
  return { name: human?.name, ...(human?.birthDate === undefined ? {} : { birthDate: human.birthDate }) };
}

/**
 * The rows of a Patient that is the first fact of its record, for the transaction that brings the record into being: so
 * there is no person without what was sent. `by`: who holds the record from then on.
 */
export async function firstFact(
  { db, objects }: { readonly db: Db; readonly objects: Objects },
  keys: ScopeKeys,
  by: AccountId | undefined,
  bytes: Uint8Array,
  now: number,
): Promise<{ readonly id: FactId; readonly statements: readonly Statement[]; readonly digests: readonly string[] }> {
  const imports = importsStore(db);
  const blob = await receiveBlob(objects, keys, nothing());
  await placeBlob(objects, blob);
  const at = { by: by ?? 'operator', isApart: false, after: 0, commits: 0 };
  const { row, source, standing, digests } = standingRows(keys, blob, now, at);
  const one = compose(factsStore(db), keys, now, standing, {
    ...{ factId: idToBytes(newId(now)), version: 1, origin: OWN_ORIGIN, fact: described(bytes), bytes },
  });
  return {
    id: idFromBytes<FactId>(one.row.fact_id),
    statements: [imports.insertImport(keys.scope, row), imports.insertSource(keys.scope, source), ...one.statements],
    digests: [...digests, one.digest],
  };
}
