import type { Db, RunStatement } from '@chartwarden/db';
import { VERSION_COLUMNS } from '../facts.store.ts';
import type { VersionRow } from '../rows.ts';
import type { Condition } from '../slice-sql.ts';

const COLUMNS = VERSION_COLUMNS.split(', ')
  .map((name) => `v.${name}`)
  .join(', ');

/** A version as it stands, and the highest number that the fact has. */
export type CurrentVersion = VersionRow & { readonly last: number };

/** SQL of what is written directly. Every statement filters on `record_id`. */
export function writeStore(db: Db) {
  return {
    /** The newest version of a fact that the condition lets through. */
    versions: (record: Buffer, fact: Buffer, condition: Condition) =>
      db.all<CurrentVersion>(
        `select ${COLUMNS}, (select max(m.version) from fact_versions m where m.record_id = v.record_id and m.fact_id = v.fact_id) as last
         from fact_versions v where v.record_id = ? and v.fact_id = ? and (${condition.sql}) order by v.version desc limit 1`,
        [record, fact, ...condition.parameters],
      ),

    /**
     * Counts a write into the record, whose row every change of what counts writes. A conflict when the import on which
     * it hangs does not count any more.
     */
    counted: (record: Buffer, importNo: number): RunStatement => ({
      sql: `update records set writes = writes + 1 where record_id = ?
        and exists (select 1 from imports where record_id = ? and import_no = ? and visible = 1)`,
      parameters: [record, record, importNo],
      expect: 1,
    }),

    /** A conflict unless the version that the same batch inserted lies where the condition says. */
    within: (record: Buffer, row: Pick<VersionRow, 'fact_id' | 'version'>, condition: Condition): RunStatement => ({
      sql: `update fact_versions as v set retired = retired where v.record_id = ? and v.fact_id = ? and v.version = ? and (${condition.sql})`,
      parameters: [record, row.fact_id, row.version, ...condition.parameters],
      expect: 1,
    }),
  };
}
