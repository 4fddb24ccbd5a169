import type { Db } from '@chartwarden/db';

export interface ShareDraftRow {
  readonly draft_id: Buffer;
  readonly account_id: Buffer;
  readonly expires_at: number;
  readonly draft: Buffer;
  readonly used_at: number | null;
}

const COLUMNS = 'draft_id, account_id, expires_at, draft, used_at';

/** SQL over drafts of shares. */
export function shareDraftsStore(db: Db) {
  return {
    get: async (id: Buffer) =>
      (await db.all<ShareDraftRow>(`select ${COLUMNS} from share_drafts where draft_id = ?`, [id]))[0],
    ofAccount: (account: Buffer) =>
      db.all<ShareDraftRow>(`select ${COLUMNS} from share_drafts where account_id = ?`, [account]),
    /** Adds a draft, and forgets those that ended before `forget`. */
    add: (row: ShareDraftRow, forget: number) =>
      db.batch([
        { sql: 'delete from share_drafts where expires_at < ?', parameters: [forget] },
        {
          sql: `insert into share_drafts (${COLUMNS}) values (?, ?, ?, ?, null)`,
          parameters: [row.draft_id, row.account_id, row.expires_at, row.draft],
        },
      ]),
    /** Two at once: the second changes no row, and ConflictError is thrown. */
    use: (id: Buffer, now: number) =>
      db.batch([
        {
          sql: 'update share_drafts set used_at = ? where draft_id = ? and used_at is null',
          parameters: [now, id],
          expect: 1,
        },
      ]),
    reseal: (row: ShareDraftRow, draft: Buffer) =>
      db.batch([
        {
          sql: 'update share_drafts set draft = ? where draft_id = ? and draft = ?',
          parameters: [draft, row.draft_id, row.draft],
        },
      ]),
  };
}
