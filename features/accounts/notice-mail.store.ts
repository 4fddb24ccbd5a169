import type { Db, Statement } from '@chartwarden/db';
import { type AccountId, idFromBytes, idToBytes } from '@chartwarden/ids';
import type { NoticeRow } from './accounts.store.ts';

/** A notice that no message told yet. `toldAt`: when the account was last sent one; 0 for never. */
export interface WaitingNotice extends NoticeRow {
  readonly account: AccountId;
  readonly toldAt: number;
}

export interface NoticeMailStore {
  /** Accounts of which some wait that are not older than `since`. */
  accounts(since: number): Promise<AccountId[]>;
  /** Those of one account, oldest first; at most `limit`. */
  waiting(account: AccountId, since: number, limit: number): Promise<WaitingNotice[]>;
  /** Marks what one message tells, for the batch that puts it on its way: fails when another process was there first. */
  telling(account: AccountId, toldAt: number, now: number, notices: readonly string[]): Statement[];
  /** These wait no longer: nothing is sent about them. */
  letGo(notices: readonly string[]): Promise<void>;
  /** Neither do those older than `before`. */
  sweep(before: number): Promise<void>;
}

interface RawNotice {
  notice_id: Buffer;
  account_id: Buffer;
  kind: string;
  at: number;
  told_at: number | null;
}

/** Notices of accounts, as far as they go out by mail. */
export function createNoticeMailStore(db: Db): NoticeMailStore {
  return {
    async accounts(since) {
      const rows = await db.all<Pick<RawNotice, 'account_id'>>(
        'select distinct account_id from account_notices where mail_waits = 1 and at >= ?',
        [since],
      );
      return rows.map((row) => idFromBytes<AccountId>(row.account_id));
    },
    async waiting(account, since, limit) {
      const rows = await db.all<RawNotice>(
        `select n.notice_id, n.kind, n.at, a.told_at from account_notices n
         join accounts a on a.account_id = n.account_id
         where n.mail_waits = 1 and n.account_id = ? and n.at >= ? order by n.at limit ?`,
        [idToBytes(account), since, limit],
      );
      return rows.map((row) => ({
        id: idFromBytes(row.notice_id),
        account,
        kind: row.kind,
        at: row.at,
        toldAt: row.told_at ?? 0,
      }));
    },
    telling: (account, toldAt, now, notices) => [
      {
        sql: 'update accounts set told_at = ? where account_id = ? and coalesce(told_at, 0) = ?',
        parameters: [now, idToBytes(account), toldAt],
        expect: 1,
      },
      ...notices.map((notice) => ({ ...letGo(notice), expect: 1 })),
    ],
    async letGo(notices) {
      if (notices.length > 0) await db.batch(notices.map(letGo));
    },
    async sweep(before) {
      const sql = 'update account_notices set mail_waits = null where mail_waits = 1 and at < ?';
      await db.batch([{ sql, parameters: [before] }]);
    },
  };
}

const letGo = (notice: string) => ({
  sql: 'update account_notices set mail_waits = null where notice_id = ? and mail_waits = 1',
  parameters: [idToBytes(notice)],
});
