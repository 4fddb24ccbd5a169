import type { Db, RunStatement, Statement } from '@chartwarden/db';

export interface ErasureRow {
  readonly erasure_id: Buffer;
  readonly record_id: Buffer;
  readonly account_id: Buffer;
  readonly expires_at: number;
  readonly facts: number;
  readonly sources: number;
  readonly size: number;
  /** Set when it was approved: where the files stand, a line each. */
  readonly addresses: string | null;
  readonly receipt_seq: number | null;
  readonly receipt_at: number | null;
}

const COLUMNS =
  'erasure_id, record_id, account_id, expires_at, facts, sources, size, addresses, receipt_seq, receipt_at';

/** SQL over erasures under way. */
export function erasuresStore(db: Db) {
  return {
    get: async (id: Buffer) =>
      (await db.all<ErasureRow>(`select ${COLUMNS} from erasures where erasure_id = ?`, [id]))[0],
    /** Adds a draft and forgets those that nobody approved in time. */
    add: (row: ErasureRow, now: number) =>
      db.batch([
        { sql: 'delete from erasures where addresses is null and expires_at < ?', parameters: [now] },
        {
          sql: `insert into erasures (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          parameters: [
            row.erasure_id, row.record_id, row.account_id, row.expires_at, row.facts, row.sources, row.size, null, null, null,
          ], // biome-ignore format: one list in the order of the columns
        },
      ]),
    approve: (id: Buffer, addresses: readonly string[]): RunStatement => ({
      sql: 'update erasures set addresses = ? where erasure_id = ? and addresses is null',
      parameters: [addresses.join('\n'), id],
      expect: 1,
    }),
    receipt: (id: Buffer, seq: number, at: number) =>
      db.batch([
        { sql: 'update erasures set receipt_seq = ?, receipt_at = ? where erasure_id = ?', parameters: [seq, at, id] },
      ]),
    remove: (id: Buffer): Statement => ({ sql: 'delete from erasures where erasure_id = ?', parameters: [id] }),
  };
}
