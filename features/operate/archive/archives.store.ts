import type { Db, RunStatement } from '@chartwarden/db';

/** A draft of an archive: ids and times only, and the state of the record that was shown. */
export interface ArchiveRow {
  readonly archive_id: Buffer;
  readonly record_id: Buffer;
  readonly account_id: Buffer;
  readonly kind: string;
  readonly state: string;
  readonly expires_at: number;
  readonly approved_at: number | null;
  readonly used_at: number | null;
}

const COLUMNS = 'archive_id, record_id, account_id, kind, state, expires_at, approved_at, used_at';

/** SQL over drafts of archives. */
export function archivesStore(db: Db) {
  return {
    get: async (id: Buffer) =>
      (await db.all<ArchiveRow>(`select ${COLUMNS} from archive_drafts where archive_id = ?`, [id]))[0],
    add: (row: ArchiveRow) =>
      db.batch([
        {
          sql: `insert into archive_drafts (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)`,
          parameters: [
            row.archive_id, row.record_id, row.account_id, row.kind, row.state, row.expires_at, row.approved_at,
            row.used_at,
          ], // biome-ignore format: one list in the order of the columns
        },
      ]),
    /** Once; a conflict when it was approved already. */
    approve: (id: Buffer, now: number, expires: number): RunStatement => ({
      sql: 'update archive_drafts set approved_at = ?, expires_at = ? where archive_id = ? and approved_at is null',
      parameters: [now, expires, id],
      expect: 1,
    }),
    /** Once; a conflict when it was fetched already, or never approved. */
    use: (id: Buffer, now: number): RunStatement => ({
      sql: 'update archive_drafts set used_at = ? where archive_id = ? and used_at is null and approved_at is not null',
      parameters: [now, id],
      expect: 1,
    }),
    run: (statement: RunStatement) => db.batch([statement]),
  };
}
