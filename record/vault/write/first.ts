import type { Db, Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import type { ImportedFact } from '@chartwarden/fhir';
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

/** A Patient on its way into a record that is not there yet. */
export interface NewPatient {
  readonly bytes: Uint8Array;
  readonly fact: ImportedFact;
}

/** Looks at it before anything is made. Throws CW-VLT-017 for what is no resource, CW-VLT-018 for what is no Patient. */
export function newPatient(bytes: Uint8Array): NewPatient {
  const fact = described(bytes);
  if (fact.type !== 'Patient') throw new CodedError('CW-VLT-018');
  return { bytes, fact };
}

/**
 * The rows of a Patient that is the first fact of its record, for the transaction that brings the record into being: so
 * there is no person without what was sent. `by`: who holds the record from then on.
 */
export async function firstFact(
  { db, objects }: { readonly db: Db; readonly objects: Objects },
  keys: ScopeKeys,
  by: AccountId | undefined,
  { bytes, fact }: NewPatient,
  now: number,
): Promise<{ readonly id: FactId; readonly statements: readonly Statement[]; readonly digests: readonly string[] }> {
  const imports = importsStore(db);
  const blob = await receiveBlob(objects, keys, nothing());
  await placeBlob(objects, blob);
  const at = { by: by ?? 'operator', isApart: false, after: 0, commits: 0 };
  const { row, source, standing, digests } = standingRows(keys, blob, now, at);
  const one = compose(factsStore(db), keys, now, standing, {
    ...{ factId: idToBytes(newId(now)), version: 1, origin: OWN_ORIGIN, fact, bytes },
  });
  return {
    id: idFromBytes<FactId>(one.row.fact_id),
    statements: [imports.insertImport(keys.scope, row), imports.insertSource(keys.scope, source), ...one.statements],
    digests: [...digests, one.digest],
  };
}
