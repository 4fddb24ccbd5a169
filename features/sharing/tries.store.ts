import type { Db } from '@chartwarden/db';

/** How many in what time, in milliseconds. */
interface TryLimit {
  readonly most: number;
  readonly span: number;
}

/**
 * What an account may try in vain only so often, counted in the database: every process sees it, a restart forgets
 * nothing, and nobody else is held up. One row for each account that ever tried.
 */
export function triesStore(db: Db, table: 'share_lookups' | 'emergency_tries') {
  return {
    /** Takes one before anything is looked up, so that requests at once take no more. Throws ConflictError when none is left. */
    take: (account: Buffer, now: number, { most, span }: TryLimit) =>
      db.batch([
        {
          sql: `insert into ${table} (account_id, since, taken) values (?, ?, 0) on conflict do nothing`,
          parameters: [account, now],
        },
        {
          sql: `update ${table} set since = ?, taken = 0 where account_id = ? and since <= ?`,
          parameters: [now, account, now - span],
        },
        {
          sql: `update ${table} set taken = taken + 1 where account_id = ? and taken < ?`,
          parameters: [account, most],
          expect: 1,
        },
      ]),
    /** It was not in vain. */
    giveBack: (account: Buffer) =>
      db.batch([
        { sql: `update ${table} set taken = taken - 1 where account_id = ? and taken > 0`, parameters: [account] },
      ]),
  };
}
