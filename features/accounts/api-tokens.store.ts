import type { Db } from '@chartwarden/db';
import { type AccountId, idFromBytes, idToBytes } from '@chartwarden/ids';

/** One row of `api_tokens`; `content` is an envelope under the account's key. */
export interface ApiTokenRow {
  readonly id: string;
  readonly account: AccountId;
  /** Of the password that it was issued under: a token does not outlive it. */
  readonly passwordVersion: number;
  readonly createdAt: number;
  readonly usedAt: number | null;
  readonly expiresAt: number;
  readonly content: Buffer;
}

export interface ApiTokensStore {
  /** Null also when the password was changed since. */
  byId(id: string): Promise<ApiTokenRow | null>;
  /** Newest first. */
  ofAccount(account: AccountId): Promise<ApiTokenRow[]>;
  insert(row: ApiTokenRow): Promise<void>;
  /** Puts another envelope in the place of the same content. */
  reseal(row: ApiTokenRow, content: Uint8Array): Promise<void>;
  touch(id: string, now: number): Promise<void>;
  /** Returns how many were ended. */
  end(account: AccountId, id: string): Promise<number>;
  endAll(account: AccountId): Promise<number>;
  sweep(now: number): Promise<void>;
}

interface RawToken {
  token_id: Buffer;
  account_id: Buffer;
  password_version: number;
  created_at: number;
  used_at: number | null;
  expires_at: number;
  content: Buffer;
}

const COLUMNS = 't.token_id, t.account_id, t.password_version, t.created_at, t.used_at, t.expires_at, t.content';
const LIVE = `from api_tokens t join accounts a
  on a.account_id = t.account_id and a.password_version = t.password_version`;

export function createApiTokensStore(db: Db): ApiTokensStore {
  const run = async (sql: string, parameters: readonly (number | Uint8Array | null)[]): Promise<number> =>
    (await db.batch([{ sql, parameters }]))[0] ?? 0;
  const find = async (rest: string, id: string): Promise<ApiTokenRow[]> =>
    (await db.all<RawToken>(`select ${COLUMNS} ${LIVE} ${rest}`, [idToBytes(id)])).map(fromRaw);
  return {
    byId: async (id) => (await find('where t.token_id = ?', id))[0] ?? null,
    ofAccount: (account) => find('where t.account_id = ? order by t.created_at desc', account),
    async insert(row) {
      await run(
        `insert into api_tokens (token_id, account_id, password_version, created_at, used_at, expires_at, content)
          values (?, ?, ?, ?, ?, ?, ?)`,
        [
          idToBytes(row.id),
          idToBytes(row.account),
          row.passwordVersion,
          row.createdAt,
          row.usedAt,
          row.expiresAt,
          row.content,
        ],
      );
    },
    async reseal(row, content) {
      await run('update api_tokens set content = ? where token_id = ? and content = ?', [
        content,
        idToBytes(row.id),
        row.content,
      ]);
    },
    async touch(id, now) {
      await run('update api_tokens set used_at = ? where token_id = ?', [now, idToBytes(id)]);
    },
    end: (account, id) =>
      run('delete from api_tokens where account_id = ? and token_id = ?', [idToBytes(account), idToBytes(id)]),
    endAll: (account) => run('delete from api_tokens where account_id = ?', [idToBytes(account)]),
    async sweep(now) {
      await run('delete from api_tokens where expires_at <= ?', [now]);
    },
  };
}

const fromRaw = (row: RawToken): ApiTokenRow => ({
  id: idFromBytes(row.token_id),
  account: idFromBytes<AccountId>(row.account_id),
  passwordVersion: row.password_version,
  createdAt: row.created_at,
  usedAt: row.used_at,
  expiresAt: row.expires_at,
  content: row.content,
});
