import { type Db, DuplicateError, type Statement } from '@chartwarden/db';
import { type AccountId, idFromBytes, idToBytes } from '@chartwarden/ids';

/** One row of `accounts`; `profile` and `password` are envelopes under the account's key. */
export interface AccountRow {
  readonly id: AccountId;
  readonly emailToken: Buffer;
  readonly createdAt: number;
  readonly profile: Buffer;
  readonly password: Buffer;
  readonly passwordVersion: number;
}

/** `prove-address`: sent to an address that somebody registered with. */
export type LinkPurpose = 'first-run' | 'new-password' | 'prove-address';

/** A one-time link: for whom it is, and who handed it out when that was no operator. */
export interface LinkRow {
  readonly digest: Uint8Array;
  readonly purpose: LinkPurpose;
  readonly account: AccountId | null;
  readonly issuer: AccountId | null;
  /** It stands for the second step of a login as well: whoever made it is at the machine itself. */
  readonly alone: boolean;
  /** Milliseconds. */
  readonly expires: number;
  /** Vouches for all of it (row-marks.ts). */
  readonly mark: Uint8Array | null;
}

export interface NoticeRow {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
}

/** Accounts, one-time links, notices and what was done at set-up. */
export interface AccountsStore {
  /** `emailTokens`: of one address, in every generation of the key. */
  byEmail(emailTokens: readonly Uint8Array[]): Promise<AccountRow | null>;
  all(): Promise<AccountRow[]>;
  /** Puts other envelopes and another token in the place of the same content. False when the row changed meanwhile. */
  reseal(row: AccountRow, next: AccountRow): Promise<boolean>;
  byId(account: AccountId): Promise<AccountRow | null>;
  /** False when the address is taken; `replacing` is removed in the same transaction. */
  insert(row: AccountRow, replacing: AccountId | null): Promise<boolean>;
  remove(account: AccountId): Promise<void>;
  /** False when the password was changed by somebody else in between. */
  setPassword(account: AccountId, from: number, password: Uint8Array): Promise<boolean>;
  addLink(link: LinkRow): Promise<void>;
  /** A live link, or null; does not use it up. */
  link(digest: Uint8Array, purpose: LinkPurpose, now: number): Promise<LinkRow | null>;
  /** When the longest live link of an account ends; null: none. */
  latestLink(purpose: LinkPurpose, account: AccountId, now: number): Promise<number | null>;
  /** True for exactly one caller. */
  useLink(digest: Uint8Array, now: number): Promise<boolean>;
  /** Ends every unused link of a purpose for an account; null: those for nobody in particular. */
  endLinks(purpose: LinkPurpose, account: AccountId | null): Promise<void>;
  sweepLinks(now: number): Promise<void>;
  addNotice(account: AccountId, notice: NoticeRow): Promise<void>;
  /** The same, inside a batch of the caller's. */
  noticeStatement(account: AccountId, notice: NoticeRow): Statement;
  /** Those that were not seen, oldest first; the newest {@link MOST_OF_A_KIND} of each kind. */
  notices(account: AccountId): Promise<NoticeRow[]>;
  seeNotices(account: AccountId, now: number): Promise<void>;
  /** Those that were seen before a time, and of how many accounts they are. */
  oldNotices(before: number): Promise<{ readonly things: number; readonly of: number }>;
  forgetNotices(before: number): Promise<number>;
  done(name: 'kit-confirmed'): Promise<boolean>;
  setDone(name: 'kit-confirmed', now: number): Promise<void>;
  unsetDone(name: 'kit-confirmed'): Promise<void>;
}

interface RawLink {
  account_id: Buffer | null;
  issuer_id: Buffer | null;
  alone: number | null;
  expires_at: number;
  mark: Buffer | null;
}

interface RawAccount {
  account_id: Buffer;
  email_token: Buffer;
  created_at: number;
  profile: Buffer;
  password: Buffer;
  password_version: number;
}

/** Strangers with a link can cause as many as they like: every page would carry all of them. */
const MOST_OF_A_KIND = 100;

const COLUMNS = 'account_id, email_token, created_at, profile, password, password_version';

export function createAccountsStore(db: Db): AccountsStore {
  const one = async (where: string, values: readonly Uint8Array[]): Promise<AccountRow | null> => {
    const [row] = await db.all<RawAccount>(`select ${COLUMNS} from accounts where ${where}`, values);
    return row ? fromRaw(row) : null;
  };
  const run = async (sql: string, parameters: readonly (string | number | Uint8Array | null)[]): Promise<number> =>
    (await db.batch([{ sql, parameters }]))[0] ?? 0;

  return {
    byEmail: (emailTokens) => one(`email_token in (${emailTokens.map(() => '?').join(', ')})`, emailTokens),
    byId: (account) => one('account_id = ?', [idToBytes(account)]),
    all: async () => (await db.all<RawAccount>(`select ${COLUMNS} from accounts`)).map(fromRaw),
    async reseal(row, next) {
      const changed = await run(
        'update accounts set email_token = ?, profile = ?, password = ? where account_id = ? and profile = ? and password = ?',
        [next.emailToken, next.profile, next.password, idToBytes(row.id), row.profile, row.password],
      );
      return changed === 1;
    },
    async insert(row, replacing) {
      const insert = {
        sql: `insert into accounts (${COLUMNS}) values (?, ?, ?, ?, ?, ?)`,
        parameters: [idToBytes(row.id), row.emailToken, row.createdAt, row.profile, row.password, row.passwordVersion],
      };
      const remove = { sql: 'delete from accounts where account_id = ?', parameters: [idToBytes(replacing ?? row.id)] };
      try {
        await db.batch([remove, insert]);
        return true;
      } catch (error) {
        if (error instanceof DuplicateError) return false;
        throw error;
      }
    },
    async remove(account) {
      const parameters = [idToBytes(account)];
      await db.batch([
        { sql: 'delete from account_notes where account_id = ?', parameters },
        { sql: 'delete from accounts where account_id = ?', parameters },
      ]);
    },
    async setPassword(account, from, password) {
      const changed = await run(
        'update accounts set password = ?, password_version = ? where account_id = ? and password_version = ?',
        [password, from + 1, idToBytes(account), from],
      );
      return changed === 1;
    },
    async addLink({ digest, purpose, account, issuer, alone, expires, mark }) {
      await run(
        `insert into account_links (token_digest, purpose, account_id, issuer_id, alone, expires_at, mark)
          values (?, ?, ?, ?, ?, ?, ?)`,
        [digest, purpose, bytesOf(account), bytesOf(issuer), alone ? 1 : 0, expires, mark],
      );
    },
    async link(digest, purpose, now) {
      const [row] = await db.all<RawLink>(
        `select account_id, issuer_id, alone, expires_at, mark from account_links
          where token_digest = ? and purpose = ? and expires_at > ?`,
        [digest, purpose, now],
      );
      if (row === undefined) return null;
      const { account_id: account, issuer_id: issuer, alone, expires_at: expires, mark } = row;
      return { digest, purpose, account: idOf(account), issuer: idOf(issuer), alone: alone === 1, expires, mark };
    },
    async latestLink(purpose, account, now) {
      const [row] = await db.all<{ expires_at: number | null }>(
        'select max(expires_at) as expires_at from account_links where purpose = ? and account_id = ? and expires_at > ?',
        [purpose, idToBytes(account), now],
      );
      return row?.expires_at ?? null;
    },
    async useLink(digest, now) {
      return (await run('delete from account_links where token_digest = ? and expires_at > ?', [digest, now])) === 1;
    },
    async endLinks(purpose, account) {
      if (account === null) await run('delete from account_links where purpose = ? and account_id is null', [purpose]);
      else await run('delete from account_links where purpose = ? and account_id = ?', [purpose, idToBytes(account)]);
    },
    async sweepLinks(now) {
      await run('delete from account_links where expires_at <= ?', [now]);
    },
    async addNotice(account, notice) {
      await db.batch([addNotice(account, notice)]);
    },
    noticeStatement: addNotice,
    async notices(account) {
      const rows = await db.all<{ notice_id: Buffer; kind: string; at: number }>(
        `select notice_id, kind, at from (
           select notice_id, kind, at, row_number() over (partition by kind order by at desc, notice_id desc) as place
           from account_notices where account_id = ? and seen_at is null) as newest
         where place <= ? order by at, notice_id`,
        [idToBytes(account), MOST_OF_A_KIND],
      );
      return rows.map(({ notice_id, kind, at }) => ({ id: idFromBytes(notice_id), kind, at }));
    },
    async seeNotices(account, now) {
      await run('update account_notices set seen_at = ? where account_id = ? and seen_at is null', [
        now,
        idToBytes(account),
      ]);
    },
    async oldNotices(before) {
      const sql = 'select count(*) as things, count(distinct account_id) as of from account_notices where seen_at < ?';
      return (await db.all<{ things: number; of: number }>(sql, [before]))[0] ?? { things: 0, of: 0 };
    },
    forgetNotices: (before) => run('delete from account_notices where seen_at < ?', [before]),
    async done(name) {
      return (await db.all('select at from setup_facts where name = ?', [name])).length > 0;
    },
    async setDone(name, now) {
      await run('insert into setup_facts (name, at) values (?, ?) on conflict (name) do nothing', [name, now]);
    },
    async unsetDone(name) {
      await run('delete from setup_facts where name = ?', [name]);
    },
  };
}

const addNotice = (account: AccountId, { id, kind, at }: NoticeRow): Statement => ({
  sql: 'insert into account_notices (notice_id, account_id, kind, at, seen_at, mail_waits) values (?, ?, ?, ?, null, 1)',
  parameters: [idToBytes(id), idToBytes(account), kind, at],
});

const bytesOf = (account: AccountId | null): Buffer | null => (account === null ? null : idToBytes(account));
const idOf = (bytes: Buffer | null): AccountId | null => (bytes === null ? null : idFromBytes<AccountId>(bytes));

const fromRaw = (row: RawAccount): AccountRow => ({
  id: idFromBytes<AccountId>(row.account_id),
  emailToken: row.email_token,
  createdAt: row.created_at,
  profile: row.profile,
  password: row.password,
  passwordVersion: row.password_version,
});
