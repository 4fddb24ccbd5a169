import { ConflictError, type Db } from '@chartwarden/db';
import { type AccountId, idFromBytes, idToBytes } from '@chartwarden/ids';

/** What somebody comes with. `api`, a program with a token, has no row here (`api-tokens.store.ts`). */
export type SessionClient = 'browser' | 'cli' | 'api';

/** With what somebody proved who they are; `link`: one of the operator, or an invitation; `sign-on`: an account elsewhere. */
export type ProvedHow = 'password' | 'code' | 'recovery' | 'passkey' | 'link' | 'sign-on';

/** One row of `account_sessions`; `origin` is an envelope under the account's key. */
export interface SessionRow {
  readonly id: string;
  readonly tokenDigest: Buffer;
  readonly account: AccountId;
  readonly client: SessionClient;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly expiresAt: number;
  readonly origin: Buffer;
  /** When and how its holder last proved who they are; milliseconds. */
  readonly provedAt: number;
  readonly provedHow: ProvedHow;
  /** Null unless it is locked. */
  readonly lockedAt: number | null;
  /** Vouches for all of it but `origin`, which is sealed (row-marks.ts). */
  readonly mark: Buffer | null;
}

/** What changes while a session lives, and the mark over the row as it is then. */
export type SessionChange = Pick<SessionRow, 'usedAt' | 'provedAt' | 'provedHow' | 'lockedAt' | 'mark'>;

export interface SessionsStore {
  /** Also the account's latest login. False when the password that opened it has been changed meanwhile: whoever changed it ended every session. */
  insert(row: SessionRow, passwordVersion: number): Promise<boolean>;
  byToken(tokenDigest: Uint8Array): Promise<SessionRow | null>;
  byId(session: string): Promise<SessionRow | null>;
  ofAccount(account: AccountId): Promise<SessionRow[]>;
  /** Puts another envelope in the place of the same origin. */
  reseal(row: SessionRow, origin: Uint8Array): Promise<void>;
  /** False when the row is not what it was any more. */
  change(row: SessionRow, next: SessionChange): Promise<boolean>;
  /** Returns how many were ended. */
  end(account: AccountId, session: string): Promise<number>;
  endAll(account: AccountId, but?: string): Promise<number>;
  /** Removes what has expired; `idleBefore` null when there is no idle expiry. */
  sweep(now: number, idleBefore: number | null): Promise<number>;
}

/** Ends every login, API token, one-time link, invitation, offer and message on its way out: a restored copy must not bring back what was ended since. */
export const endEveryLogin = async (db: Db): Promise<void> => {
  await db.batch([
    { sql: 'delete from account_sessions', parameters: [] },
    { sql: 'delete from account_links', parameters: [] },
    { sql: 'delete from account_invitations', parameters: [] },
    { sql: 'delete from account_handover', parameters: [] },
    { sql: 'delete from account_challenges', parameters: [] },
    { sql: 'delete from api_tokens', parameters: [] },
    { sql: 'delete from account_outbox', parameters: [] },
  ]);
};

interface RawSession {
  session_id: Buffer;
  token_digest: Buffer;
  account_id: Buffer;
  client: SessionClient;
  created_at: number;
  used_at: number;
  expires_at: number;
  origin: Buffer;
  proved_at: number | null;
  proved_how: ProvedHow | null;
  locked_at: number | null;
  mark: Buffer | null;
}

const COLUMNS =
  'session_id, token_digest, account_id, client, created_at, used_at, expires_at, origin, proved_at, proved_how, locked_at, mark';

export function createSessionsStore(db: Db): SessionsStore {
  const run = async (sql: string, parameters: readonly (string | number | Uint8Array | null)[]): Promise<number> =>
    (await db.batch([{ sql, parameters }]))[0] ?? 0;
  const one = async (where: string, value: Uint8Array): Promise<SessionRow | null> => {
    const [row] = await db.all<RawSession>(`select ${COLUMNS} from account_sessions where ${where} = ?`, [value]);
    return row ? fromRaw(row) : null;
  };
  return {
    async insert(row, passwordVersion) {
      const account = idToBytes(row.account);
      const same = {
        sql: 'update accounts set logged_in_at = ? where account_id = ? and password_version = ?',
        parameters: [row.createdAt, account, passwordVersion],
        expect: 1,
      };
      const insert = {
        sql: `insert into account_sessions (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        parameters: [
          idToBytes(row.id),
          row.tokenDigest,
          account,
          row.client,
          row.createdAt,
          row.usedAt,
          row.expiresAt,
          row.origin,
          row.provedAt,
          row.provedHow,
          row.lockedAt,
          row.mark,
        ],
      };
      try {
        await db.batch([same, insert]);
        return true;
      } catch (error) {
        if (error instanceof ConflictError) return false;
        throw error;
      }
    },
    byToken: (tokenDigest) => one('token_digest', tokenDigest),
    byId: (session) => one('session_id', idToBytes(session)),
    async ofAccount(account) {
      const rows = await db.all<RawSession>(
        `select ${COLUMNS} from account_sessions where account_id = ? order by created_at desc`,
        [idToBytes(account)],
      );
      return rows.map(fromRaw);
    },
    async reseal(row, origin) {
      await run('update account_sessions set origin = ? where session_id = ?', [origin, idToBytes(row.id)]);
    },
    async change({ id, mark: before }, { usedAt, provedAt, provedHow, lockedAt, mark }) {
      const changed = await run(
        `update account_sessions set used_at = ?, proved_at = ?, proved_how = ?, locked_at = ?, mark = ?
          where session_id = ? and mark = ?`,
        [usedAt, provedAt, provedHow, lockedAt, mark, idToBytes(id), before],
      );
      return changed === 1;
    },
    end: (account, session) =>
      run('delete from account_sessions where account_id = ? and session_id = ?', [
        idToBytes(account),
        idToBytes(session),
      ]),
    endAll: (account, but) =>
      but === undefined
        ? run('delete from account_sessions where account_id = ?', [idToBytes(account)])
        : run('delete from account_sessions where account_id = ? and session_id <> ?', [
            idToBytes(account),
            idToBytes(but),
          ]),
    sweep: (now, idleBefore) =>
      idleBefore === null
        ? run('delete from account_sessions where expires_at <= ?', [now])
        : run('delete from account_sessions where expires_at <= ? or used_at <= ?', [now, idleBefore]),
  };
}

const fromRaw = (row: RawSession): SessionRow => ({
  id: idFromBytes(row.session_id),
  tokenDigest: row.token_digest,
  account: idFromBytes<AccountId>(row.account_id),
  client: row.client,
  createdAt: row.created_at,
  usedAt: row.used_at,
  expiresAt: row.expires_at,
  origin: row.origin,
  // Sessions of before this was kept.
  provedAt: row.proved_at ?? row.created_at,
  provedHow: row.proved_how ?? 'password',
  lockedAt: row.locked_at,
  mark: row.mark,
});
