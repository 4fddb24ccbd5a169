import type { Db } from '@chartwarden/db';
import { HEAD_COLUMNS, type VersionHead } from './facts.store.ts';

/** Names one version. */
export interface VersionKey {
  readonly fact_id: Buffer;
  readonly version: number;
}

/** That a source holds a version. Null as its place: the version came from there, and says where itself. */
export interface Holding extends VersionKey {
  readonly source_token: Buffer;
  readonly place: Buffer | null;
  readonly import_no: number;
}

/** SQL over what imports hold, those that do not count included. Every statement filters on `record_id`. */
export function holdingsStore(db: Db) {
  return {
    ofFacts: (record: Buffer, facts: readonly Buffer[]) =>
      db.all<Holding>(
        `select source_token, fact_id, version, place, import_no from provenance
         where record_id = ? and fact_id in (${facts.map(() => '?').join(', ')})`,
        [record, ...facts],
      ),

    /** Heads of rows that an import brought, made history, or holds for one that was withdrawn; in key order. */
    headsBy: (
      record: Buffer,
      column: 'import_no' | 'superseded_by' | 'held_by',
      importNo: number,
      after: VersionKey | null,
      limit: number,
    ) =>
      db.all<VersionHead>(
        `select ${HEAD_COLUMNS} from fact_versions where record_id = ? and ${column} = ?
         ${after ? 'and fact_id >= ? and (fact_id > ? or version > ?)' : ''} order by fact_id, version limit ?`,
        [record, importNo, ...(after ? [after.fact_id, after.fact_id, after.version] : []), limit],
      ),

    /** Versions that an import found there already, in key order. */
    found: (record: Buffer, importNo: number, after: VersionKey | null, limit: number) =>
      db.all<VersionKey>(
        `select fact_id, version from provenance where record_id = ? and import_no = ? and place is not null
         ${after ? 'and fact_id >= ? and (fact_id > ? or version > ?)' : ''} order by fact_id, version limit ?`,
        [record, importNo, ...(after ? [after.fact_id, after.fact_id, after.version] : []), limit],
      ),
  };
}
