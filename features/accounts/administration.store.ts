import type { Db } from '@chartwarden/db';
import { type AccountId, idFromBytes } from '@chartwarden/ids';

/** What the list of accounts says of one beside who it is. Times in milliseconds. */
export interface AccountUse {
  readonly createdAt: number;
  /** Null: never. */
  readonly loggedInAt: number | null;
  /** How many logins are open. */
  readonly sessions: number;
  /** Whether the login asks for a code as well. */
  readonly secondStep: boolean;
}

export interface AdministrationStore {
  /** `idleBefore`: logins that were not used since count no longer; null when there is no idle expiry. */
  uses(now: number, idleBefore: number | null): Promise<ReadonlyMap<AccountId, AccountUse>>;
}

interface RawUse {
  account_id: Buffer;
  created_at: number;
  logged_in_at: number | null;
  sessions: number;
  second_steps: number;
}

export function createAdministrationStore(db: Db): AdministrationStore {
  return {
    async uses(now, idleBefore) {
      const rows = await db.all<RawUse>(
        `select a.account_id, a.created_at, a.logged_in_at,
          (select count(*) from account_sessions s
            where s.account_id = a.account_id and s.expires_at > ? and s.used_at > ?) as sessions,
          (select count(*) from account_factors f where f.account_id = a.account_id and f.kind = 'totp') as second_steps
        from accounts a`,
        [now, idleBefore ?? 0],
      );
      return new Map(
        rows.map((row) => [
          idFromBytes<AccountId>(row.account_id),
          {
            createdAt: row.created_at,
            loggedInAt: row.logged_in_at,
            sessions: row.sessions,
            secondStep: row.second_steps > 0,
          },
        ]),
      );
    },
  };
}
