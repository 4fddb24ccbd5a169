import type { Db, RunStatement } from '@chartwarden/db';

export interface ApprovalRow {
  readonly approval_id: Buffer;
  readonly token_hash: Buffer;
  readonly expires_at: number;
  readonly used_at: number | null;
  readonly sealed: Buffer;
}

const COLUMNS = 'approval_id, token_hash, expires_at, used_at, sealed';

/** SQL over approvals. */
export function approvalsStore(db: Db) {
  return {
    byToken: async (hash: Buffer) =>
      (await db.all<ApprovalRow>(`select ${COLUMNS} from approvals where token_hash = ?`, [hash]))[0],
    all: () => db.all<ApprovalRow>(`select ${COLUMNS} from approvals`),
    reseal: (row: ApprovalRow, sealed: Buffer): RunStatement => ({
      sql: 'update approvals set sealed = ? where approval_id = ? and sealed = ?',
      parameters: [sealed, row.approval_id, row.sealed],
    }),
    insert: (row: ApprovalRow): RunStatement => ({
      sql: `insert into approvals (${COLUMNS}) values (?, ?, ?, ?, ?)`,
      parameters: [row.approval_id, row.token_hash, row.expires_at, row.used_at, row.sealed],
    }),
    /** Those that expired before a time, and whether they were used does not matter: neither opens anything any more. */
    old: async (before: number): Promise<number> =>
      (await db.all<{ n: number }>('select count(*) as n from approvals where expires_at < ?', [before]))[0]?.n ?? 0,
    forget: (before: number): RunStatement => ({
      sql: 'delete from approvals where expires_at < ?',
      parameters: [before],
    }),
    /** Only one of any number of simultaneous uses changes the row. */
    use: (row: ApprovalRow, now: number): RunStatement => ({
      sql: 'update approvals set used_at = ? where approval_id = ? and used_at is null and expires_at > ?',
      parameters: [now, row.approval_id, now],
      expect: 1,
    }),
  };
}
