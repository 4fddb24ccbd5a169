import type { Db, RunStatement } from '@chartwarden/db';

/** `draft`: waits for its approval; `approved`: for its job; `ready`: until it expires. */
export type BulkState = 'draft' | 'approved' | 'ready';

export interface BulkRow {
  readonly export_id: Buffer;
  readonly account_id: Buffer;
  readonly role: string;
  readonly state: BulkState;
  /** Asked, as JSON. */
  readonly asked: string;
  /** Made, as JSON, once it is ready. */
  readonly made: string | null;
  readonly expires_at: number;
}

const COLUMNS = 'export_id, account_id, role, state, asked, made, expires_at';

/** SQL over bulk exports. */
export function bulkStore(db: Db) {
  const run = (statement: RunStatement) => db.batch([statement]);
  return {
    get: async (id: Buffer) =>
      (await db.all<BulkRow>(`select ${COLUMNS} from bulk_exports where export_id = ?`, [id]))[0],

    /** Unless the account has so many already: resolves with false. */
    async add(row: BulkRow, now: number, most: number): Promise<boolean> {
      const [, added] = await db.batch([
        { sql: 'delete from bulk_exports where expires_at <= ?', parameters: [now] },
        {
          sql: `insert into bulk_exports (${COLUMNS})
            select ${db.engine === 'postgres' ? '?::bytea, ?::bytea, ?, ?, ?, ?, ?::bigint' : '?, ?, ?, ?, ?, ?, ?'}
            where (select count(*) from bulk_exports where account_id = ?) < ?`,
          parameters: [
            row.export_id, row.account_id, row.role, row.state, row.asked, row.made, row.expires_at, row.account_id, most,
          ], // biome-ignore format: one list in the order of the columns
        },
      ]);
      return added === 1;
    },

    /** Once; a conflict when it was approved already. */
    approve: (id: Buffer, expires: number) =>
      run({
        sql: "update bulk_exports set state = 'approved', expires_at = ? where export_id = ? and state = 'draft'",
        parameters: [expires, id],
        expect: 1,
      }),

    /** Changes nothing when it was taken back meanwhile, or made already. */
    ready: (id: Buffer, made: string, expires: number) =>
      run({
        sql: "update bulk_exports set state = 'ready', made = ?, expires_at = ? where export_id = ? and state = 'approved'",
        parameters: [made, expires, id],
      }),

    remove: (id: Buffer) => run({ sql: 'delete from bulk_exports where export_id = ?', parameters: [id] }),
  };
}
