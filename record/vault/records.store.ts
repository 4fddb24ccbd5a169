import type { Db, RunStatement } from '@chartwarden/db';

export interface RecordRow {
  readonly record_id: Buffer;
  readonly kind: string;
  readonly created_at: number;
  readonly row_version: number;
  readonly sealed: Buffer;
}

const COLUMNS = 'record_id, kind, created_at, row_version, sealed';

/** The row of a new record, as a statement of the transaction that brings it into being. */
export const insertRecord = (row: RecordRow): RunStatement => ({
  sql: `insert into records (${COLUMNS}) values (?, ?, ?, ?, ?)`,
  parameters: [row.record_id, row.kind, row.created_at, row.row_version, row.sealed],
});

export function recordsStore(db: Db) {
  return {
    get: async (record: Buffer) =>
      (await db.all<RecordRow>(`select ${COLUMNS} from records where record_id = ?`, [record]))[0],
    all: () => db.all<RecordRow>(`select ${COLUMNS} from records order by record_id`),
    update: (row: RecordRow): RunStatement => ({
      sql: 'update records set row_version = ?, sealed = ? where record_id = ? and row_version = ?',
      parameters: [row.row_version, row.sealed, row.record_id, row.row_version - 1],
      expect: 1,
    }),
    remove: (record: Buffer): RunStatement => ({
      sql: 'delete from records where record_id = ?',
      parameters: [record],
    }),
  };
}
