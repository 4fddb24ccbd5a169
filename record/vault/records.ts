import type { RunStatement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { idToBytes } from '@chartwarden/ids';
import { bodyOf, denied, guardOf, type VaultContext } from './context.ts';
import type { Permit } from './permit.ts';
import { insertRecord, type RecordRow, recordsStore } from './records.store.ts';
import { digestLine, openRow, rowDigest, sealRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** What a record says of itself; for a person, the name that the household uses. */
export interface RecordProfile {
  readonly name: string;
  /** As far as it is known: a year, a month, a day (ISO 8601). */
  readonly birthDate?: string;
  /** Of an organization: whoever has an account here finds it by its name, to share with it. */
  readonly listed?: boolean;
}

export const recordPlace = (row: Omit<RecordRow, 'sealed'>) => ({
  table: 'records',
  row: row.record_id,
  version: row.row_version,
  clear: [row.kind, row.created_at],
});

export const recordDigest = (keys: ScopeKeys, row: RecordRow): string =>
  digestLine(
    'records',
    row.record_id,
    row.row_version,
    rowDigest(keys, 'records', row.record_id, row.row_version, row.sealed),
  );

/** The row of a new record; written in one transaction with the access event that brings it into being. */
export function newRecordRow(
  keys: ScopeKeys,
  kind: 'person' | 'organization',
  profile: RecordProfile,
  now: number,
): { readonly statement: RunStatement; readonly digest: string } {
  const columns = { record_id: keys.scope, kind, created_at: now, row_version: 1 };
  const row = { ...columns, sealed: sealRow(keys, recordPlace(columns), profile) };
  return {
    statement: insertRecord(row),
    digest: recordDigest(keys, row),
  };
}

/** Names of records. A name is personal: it is read with a permit and leaves an entry like everything else. */
export function createRecords(context: VaultContext) {
  const { db, keyring, log, authority } = context;
  const store = recordsStore(db);

  async function profile(permit: Permit): Promise<RecordProfile | null> {
    const grant = authority.claim(permit, 'read');
    // No name in the forms that leave names out.
    if (grant.form !== 'full_source_allowed') return null;
    const keys = await keyring.load(grant.record);
    const row = await store.get(idToBytes(grant.record));
    if (row === undefined) return null;
    const found = openRow<RecordProfile>(keys, recordPlace(row), row.sealed);
    await log.append({ scope: grant.record, body: bodyOf(grant, 'read-name', { count: 0 }), guard: guardOf(grant) });
    return found;
  }

  /** When a person was born, for a job that decides on their age: nothing leaves, so there is no line. Null when unknown. */
  async function bornOn(permit: Permit): Promise<string | null> {
    const grant = authority.claim(permit, 'read');
    if (grant.channel !== 'system') throw new CodedError('CW-GATE-003');
    const row = await store.get(idToBytes(grant.record));
    if (row === undefined) return null;
    const keys = await keyring.load(grant.record);
    return openRow<RecordProfile>(keys, recordPlace(row), row.sealed).birthDate ?? null;
  }

  /** What an organization says of itself, for those who meet it as a recipient: nobody's record, so there is no line. */
  async function organization(permit: Permit): Promise<RecordProfile | null> {
    const grant = authority.claim(permit, 'read');
    const row = await store.get(idToBytes(grant.record));
    if (row === undefined) return null;
    if (grant.channel !== 'system' || row.kind !== 'organization') throw new CodedError('CW-GATE-003');
    return openRow<RecordProfile>(await keyring.load(grant.record), recordPlace(row), row.sealed);
  }

  /**
   * Whether what a record says of itself passes a test, for what looks for somebody inside the process: nothing leaves, so
   * there is no line.
   */
  async function passes(permit: Permit, test: (profile: RecordProfile) => boolean): Promise<boolean> {
    const grant = authority.claim(permit, 'read');
    if (grant.channel !== 'system') throw new CodedError('CW-GATE-003');
    const row = await store.get(idToBytes(grant.record));
    if (row === undefined) return false;
    const keys = await keyring.load(grant.record);
    return test(openRow<RecordProfile>(keys, recordPlace(row), row.sealed));
  }

  /** Replaces what the record says of itself; for whoever holds it, also when something in it is kept from them. */
  async function rename(permit: Permit, to: RecordProfile): Promise<void> {
    const grant = authority.claim(permit, 'update');
    if (!grant.custody) return denied(log, grant, 'rename', 'CW-GATE-003');
    const keys = await keyring.reserve(grant.record, 1);
    const row = await store.get(idToBytes(grant.record));
    if (row === undefined) return;
    const columns = { ...row, row_version: row.row_version + 1 };
    const next = { ...columns, sealed: sealRow(keys, recordPlace(columns), to) };
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'rename', {
        outcome: 'done',
        digests: [recordDigest(keys, next)],
      }),
      statements: [store.update(next)],
      guard: guardOf(grant),
    });
  }

  return { profile, bornOn, passes, organization, rename };
}
