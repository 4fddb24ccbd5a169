import type { Db, RunStatement } from '@chartwarden/db';

export interface ImportRow {
  readonly import_no: number;
  readonly import_id: Buffer;
  readonly state: string;
  readonly visible: number;
  readonly commit_seq: number | null;
  readonly started_at: number;
  readonly committed_at: number | null;
  readonly row_version: number;
  readonly sealed: Buffer;
}

export interface SourceRow {
  readonly source_id: Buffer;
  readonly import_no: number;
  readonly received_at: number;
  readonly size: number;
  readonly row_version: number;
  readonly sealed: Buffer;
}

const IMPORT = 'import_no, import_id, state, visible, commit_seq, started_at, committed_at, row_version, sealed';
const SOURCE = 'source_id, import_no, received_at, size, row_version, sealed';

/** SQL over imports, their sources and their digest lists. Every statement filters on `record_id`. */
export function importsStore(db: Db) {
  return {
    imports: (record: Buffer) =>
      db.all<ImportRow>(`select ${IMPORT} from imports where record_id = ? order by import_no desc`, [record]),
    /** Whose import it is; ids are the same in no two records. */
    recordOf: async (id: Buffer) =>
      (await db.all<{ record_id: Buffer }>('select record_id from imports where import_id = ?', [id]))[0]?.record_id,
    importById: async (record: Buffer, id: Buffer) =>
      (await db.all<ImportRow>(`select ${IMPORT} from imports where record_id = ? and import_id = ?`, [record, id]))[0],
    lastNumber: async (record: Buffer) =>
      (
        await db.all<{ last: number | null }>('select max(import_no) as last from imports where record_id = ?', [
          record,
        ])
      )[0]?.last ?? 0,
    lastCommit: async (record: Buffer) =>
      (
        await db.all<{ last: number | null }>('select max(commit_seq) as last from imports where record_id = ?', [
          record,
        ])
      )[0]?.last ?? 0,
    /** A conflict when another import counts since `lastCommit` was read. */
    unmoved: (record: Buffer, lastCommit: number): RunStatement => ({
      sql: `update records set kind = kind where record_id = ?
        and (select coalesce(max(commit_seq), 0) from imports where record_id = ?) = ?`,
      parameters: [record, record, lastCommit],
      expect: 1,
    }),
    /** When the first of the imports began that were taken in at a time or later; null when none began before it. */
    beganBefore: async (record: Buffer, time: number): Promise<number | null> =>
      (
        await db.all<{ first: number | null }>(
          'select min(started_at) as first from imports where record_id = ? and committed_at >= ? and started_at < ?',
          [record, time, time],
        )
      )[0]?.first ?? null,

    hidden: async (record: Buffer) =>
      (
        await db.all<{ import_no: number }>('select import_no from imports where record_id = ? and visible = 0', [
          record,
        ])
      ).map((row) => row.import_no),

    insertImport: (record: Buffer, row: ImportRow): RunStatement => ({
      sql: `insert into imports (record_id, ${IMPORT}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      parameters: [
        record, row.import_no, row.import_id, row.state, row.visible, row.commit_seq, row.started_at, row.committed_at, row.row_version, row.sealed,
      ], // biome-ignore format: one list in the order of the columns
    }),
    updateImport: (record: Buffer, row: ImportRow): RunStatement => ({
      sql: `update imports set state = ?, visible = ?, commit_seq = ?, committed_at = ?, row_version = ?, sealed = ?
        where record_id = ? and import_no = ? and row_version = ?`,
      parameters: [
        row.state, row.visible, row.commit_seq, row.committed_at, row.row_version, row.sealed, record, row.import_no, row.row_version - 1,
      ], // biome-ignore format: one list in the order of the placeholders
      expect: 1,
    }),

    sources: (record: Buffer) =>
      db.all<SourceRow>(`select ${SOURCE} from sources where record_id = ? order by source_id desc`, [record]),
    sourcesOf: (record: Buffer, importNo: number) =>
      db.all<SourceRow>(`select ${SOURCE} from sources where record_id = ? and import_no = ? order by source_id`, [
        record,
        importNo,
      ]),
    source: async (record: Buffer, id: Buffer) =>
      (await db.all<SourceRow>(`select ${SOURCE} from sources where record_id = ? and source_id = ?`, [record, id]))[0],
    /** Holds the import in the state in which it takes files until the batch is done; a conflict when it has moved on. */
    stillTaking: (record: Buffer, importNo: number, state: 'receiving' | 'reading'): RunStatement => ({
      sql: 'update imports set state = state where record_id = ? and import_no = ? and state = ?',
      parameters: [record, importNo, state],
      expect: 1,
    }),
    insertSource: (record: Buffer, row: SourceRow): RunStatement => ({
      sql: `insert into sources (record_id, ${SOURCE}) values (?, ?, ?, ?, ?, ?, ?)`,
      parameters: [record, row.source_id, row.import_no, row.received_at, row.size, row.row_version, row.sealed],
    }),
    updateSource: (record: Buffer, row: SourceRow): RunStatement => ({
      sql: 'update sources set row_version = ?, sealed = ? where record_id = ? and source_id = ? and row_version = ?',
      parameters: [row.row_version, row.sealed, record, row.source_id, row.row_version - 1],
      expect: 1,
    }),
    removeSources: (record: Buffer, importNo: number): RunStatement => ({
      sql: 'delete from sources where record_id = ? and import_no = ?',
      parameters: [record, importNo],
    }),
    removeProvenance: (record: Buffer, importNo: number): RunStatement => ({
      sql: 'delete from provenance where record_id = ? and import_no = ?',
      parameters: [record, importNo],
    }),

    batches: (record: Buffer, importNo: number, after: number, limit: number) =>
      db.all<{ batch_no: number; sealed: Buffer }>(
        'select batch_no, sealed from import_batches where record_id = ? and import_no = ? and batch_no > ? order by batch_no limit ?',
        [record, importNo, after, limit],
      ),
    insertBatch: (record: Buffer, importNo: number, batchNo: number, sealed: Buffer): RunStatement => ({
      sql: 'insert into import_batches (record_id, import_no, batch_no, sealed) values (?, ?, ?, ?)',
      parameters: [record, importNo, batchNo, sealed],
    }),
    replaceBatch: (record: Buffer, importNo: number, batchNo: number, sealed: Buffer): RunStatement => ({
      sql: 'update import_batches set sealed = ? where record_id = ? and import_no = ? and batch_no = ?',
      parameters: [sealed, record, importNo, batchNo],
      expect: 1,
    }),
    removeBatches: (record: Buffer, importNo: number): RunStatement => ({
      sql: 'delete from import_batches where record_id = ? and import_no = ?',
      parameters: [record, importNo],
    }),
  };
}

export type ImportsStore = ReturnType<typeof importsStore>;
