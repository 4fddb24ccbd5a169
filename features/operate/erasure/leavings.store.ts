import type { Db, RunStatement, Statement } from '@chartwarden/db';

/** A record that an organization wants to let go of, or has decided to. */
export interface LeavingRow {
  readonly leaving_id: Buffer;
  readonly record_id: Buffer;
  readonly organization_id: Buffer;
  readonly account_id: Buffer;
  /** Of a draft: until when it can be approved. Of one that was approved: when it is due. */
  readonly due_at: number;
  readonly approved: number;
  readonly sealed: Buffer;
}

const COLUMNS = 'leaving_id, record_id, organization_id, account_id, due_at, approved, sealed';
const valuesOf = (row: LeavingRow) => [
  row.leaving_id, row.record_id, row.organization_id, row.account_id, row.due_at, row.approved, row.sealed,
]; // biome-ignore format: one list in the order of the columns

/** SQL over records that an organization lets go of. */
export function leavingsStore(db: Db) {
  return {
    get: async (id: Buffer) =>
      (await db.all<LeavingRow>(`select ${COLUMNS} from leavings where leaving_id = ?`, [id]))[0],
    /** Those that were approved. */
    waiting: () => db.all<LeavingRow>(`select ${COLUMNS} from leavings where approved = 1 order by due_at`),
    ofAccount: (account: Buffer) =>
      db.all<LeavingRow>(`select ${COLUMNS} from leavings where account_id = ?`, [account]),
    /** Adds a draft, and forgets those that nobody approved in time. */
    add: (row: LeavingRow, now: number) =>
      db.batch([
        { sql: 'delete from leavings where approved = 0 and due_at < ?', parameters: [now] },
        { sql: `insert into leavings (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)`, parameters: valuesOf(row) },
      ]),
    /** Two at once: the second changes no row. Other ones of the same record are over with it. */
    approve: (row: LeavingRow): readonly RunStatement[] => [
      {
        sql: 'update leavings set due_at = ?, approved = 1, sealed = ? where leaving_id = ? and approved = 0',
        parameters: [row.due_at, row.sealed, row.leaving_id],
        expect: 1,
      },
      {
        sql: 'delete from leavings where record_id = ? and leaving_id <> ?',
        parameters: [row.record_id, row.leaving_id],
      },
    ],
    /** Looked at again from `until` on; when it is due stands sealed. */
    postpone: ({ leaving_id: id }: LeavingRow, until: number): Statement => ({
      sql: 'update leavings set due_at = ? where leaving_id = ?',
      parameters: [until, id],
    }),
    remove: (id: Buffer): Statement => ({ sql: 'delete from leavings where leaving_id = ?', parameters: [id] }),
    reseal: (row: LeavingRow, sealed: Buffer) =>
      db.batch([
        {
          sql: 'update leavings set sealed = ? where leaving_id = ? and sealed = ?',
          parameters: [sealed, row.leaving_id, row.sealed],
        },
      ]),
    run: (statements: readonly Statement[]) => db.batch(statements),
  };
}
