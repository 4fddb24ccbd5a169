import { idToBytes } from '@chartwarden/ids';
import { release, type VaultContext } from './context.ts';
import { type Grant, type Permit, withOutline } from './permit.ts';
import { recordsStore } from './records.store.ts';
import { type RecordProfile, recordPlace } from './records.ts';
import { openRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import type { ServedFact } from './serve.ts';
import { createTake, takeTypes } from './take.ts';

/** Received Patients that a person is put together from at most, newest first. */
const MOST = 50;

/** Who a record is about, as far as a permit shows it. */
export interface PersonOfRecord {
  /** Null in a form that leaves names out. */
  readonly profile: RecordProfile | null;
  readonly createdAt: number;
  /** What was received about them, newest first. */
  readonly patients: readonly ServedFact[];
}

/** The person of a record: what the household calls them and what was received. Releases nothing. Null: no such record. */
export function createPersonOf(context: VaultContext) {
  const records = recordsStore(context.db);
  const take = createTake(context);

  return async (grant: Grant, keys: ScopeKeys): Promise<PersonOfRecord | null> => {
    const row = await records.get(idToBytes(grant.record));
    if (row === undefined) return null;
    const isNamed = grant.form === 'full_source_allowed';
    const profile = isNamed ? openRow<RecordProfile>(keys, recordPlace(row), row.sealed) : null;
    const { facts } = await takeTypes(take, keys, grant, ['Patient'], MOST);
    return { profile, createdAt: row.created_at, patients: facts };
  };
}

/** The same, under one line. */
export function createPersonReader(context: VaultContext) {
  const { keyring, log, authority, recall } = context;
  const personOf = createPersonOf(context);

  async function person(permit: Permit, action: 'read' | 'search'): Promise<PersonOfRecord | null> {
    const grant = withOutline(authority.claim(permit, action));
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const found = await personOf(grant, keys);
    if (found === null) return null;
    const ids = found.patients.map(({ id }) => id);
    await release(log, grant, action, ['Patient'], ids, { named: found.profile !== null });
    return found;
  }

  return { person };
}
