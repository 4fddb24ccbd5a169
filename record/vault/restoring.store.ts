import type { Db, RunStatement } from '@chartwarden/db';
import type { CorrectionRow } from './corrections.store.ts';

/** What was said about facts of which an import holds a version. */
export const saidOfImport = (db: Db, record: Buffer, importNo: number): Promise<CorrectionRow[]> =>
  db.all<CorrectionRow>(
    `select correction_id, fact_id, made_at, undone_at, row_version, sealed from corrections c where record_id = ?
     and exists (select 1 from fact_versions v where v.record_id = c.record_id and v.fact_id = c.fact_id and v.import_no = ?)
     order by correction_id`,
    [record, importNo],
  );

/** Takes away what is said about facts of which there is no version: what was staged with them and given up. */
export const removeOrphans = (record: Buffer): RunStatement => ({
  sql: `delete from corrections where record_id = ? and not exists (select 1 from fact_versions v
    where v.record_id = corrections.record_id and v.fact_id = corrections.fact_id)`,
  parameters: [record],
});
