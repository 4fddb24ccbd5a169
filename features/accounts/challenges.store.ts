import type { Db } from '@chartwarden/db';
import { type AccountId, idFromBytes, idToBytes } from '@chartwarden/ids';

/**
 * What a challenge is good for: the second step of a login, a login with a passkey, registering one, proving again with
 * one, signing in elsewhere.
 */
export type ChallengePurpose = 'second-step' | 'passkey-login' | 'passkey-new' | 'passkey-again' | 'sign-on';

/** One row of `account_challenges`: something that has begun and must be finished soon, by the same caller. */
export interface ChallengeRow {
  readonly digest: Uint8Array;
  readonly purpose: ChallengePurpose;
  /** Null while it is not known who it is. */
  readonly account: AccountId | null;
  /** Blind token of the source or the session it is for. */
  readonly bound: Uint8Array;
  /** The challenge that a passkey signs, the version of the password that was right, or something sealed. */
  readonly data: string;
  /** Milliseconds. */
  readonly expires: number;
  /** Vouches for all of it (row-marks.ts). */
  readonly mark: Uint8Array | null;
}

export interface ChallengesStore {
  add(row: ChallengeRow): Promise<void>;
  find(digest: Uint8Array, purpose: ChallengePurpose, now: number): Promise<ChallengeRow | null>;
  /** True for exactly one caller. */
  use(digest: Uint8Array): Promise<boolean>;
  endAll(account: AccountId): Promise<void>;
  sweep(now: number): Promise<void>;
}

interface RawChallenge {
  account_id: Buffer | null;
  bound: Buffer;
  data: string;
  expires_at: number;
  mark: Buffer | null;
}

export function createChallengesStore(db: Db): ChallengesStore {
  const run = async (sql: string, parameters: readonly (string | number | Uint8Array | null)[]): Promise<number> =>
    (await db.batch([{ sql, parameters }]))[0] ?? 0;
  return {
    async add({ digest, purpose, account, bound, data, expires, mark }) {
      await run(
        `insert into account_challenges (token_digest, purpose, account_id, bound, data, expires_at, mark)
          values (?, ?, ?, ?, ?, ?, ?)`,
        [digest, purpose, account === null ? null : idToBytes(account), bound, data, expires, mark],
      );
    },
    async find(digest, purpose, now) {
      const [row] = await db.all<RawChallenge>(
        `select account_id, bound, data, expires_at, mark from account_challenges
          where token_digest = ? and purpose = ? and expires_at > ?`,
        [digest, purpose, now],
      );
      if (row === undefined) return null;
      const account = row.account_id === null ? null : idFromBytes<AccountId>(row.account_id);
      const { bound, data, expires_at: expires, mark } = row;
      return { digest, purpose, account, bound, data, expires, mark };
    },
    use: async (digest) => (await run('delete from account_challenges where token_digest = ?', [digest])) === 1,
    async endAll(account) {
      await run('delete from account_challenges where account_id = ?', [idToBytes(account)]);
    },
    async sweep(now) {
      await run('delete from account_challenges where expires_at <= ?', [now]);
    },
  };
}
