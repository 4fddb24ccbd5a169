import { ConflictError, type Db } from '@chartwarden/db';

/** A counted gate: at most so many attempts, then waits that grow. Milliseconds; the last wait holds for all further attempts. */
export interface GateRule {
  readonly token: Uint8Array;
  /** `waits[n - 1]` is how long the gate stays shut after the n-th attempt. */
  readonly waits: readonly number[];
}

export interface ThrottleStore {
  /**
   * Counts one attempt at every gate, or none when one of them is shut; in one transaction, so that parallel guesses
   * cannot pass together. Returns when the shut gate opens, or null when all let it pass.
   */
  pass(gates: readonly GateRule[], now: number, forgetBefore: number): Promise<number | null>;
  attempts(token: Uint8Array, forgetBefore: number): Promise<number>;
  /** An attempt that turned out right: `clear` is forgotten, `forgive` counted back by one, `familiar` remembered. */
  succeeded(what: {
    readonly clear: readonly Uint8Array[];
    readonly forgive: readonly Uint8Array[];
    readonly familiar: Uint8Array;
    readonly now: number;
  }): Promise<void>;
  isFamiliar(pair: Uint8Array, since: number): Promise<boolean>;
  clear(tokens: readonly Uint8Array[]): Promise<void>;
  sweep(forgetBefore: number, familiarBefore: number): Promise<void>;
}

export function createThrottleStore(db: Db): ThrottleStore {
  return {
    async pass(gates, now, forgetBefore) {
      try {
        await db.batch(gates.map((gate) => ({ ...countAt(gate, now, forgetBefore), expect: 1 })));
        return null;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        const opens = await Promise.all(gates.map(({ token }) => opensAt(db, token)));
        return Math.max(now + 1, ...opens);
      }
    },
    async attempts(token, forgetBefore) {
      const [row] = await db.all<{ attempts: number }>(
        'select attempts from login_throttle where gate_token = ? and changed_at >= ?',
        [token, forgetBefore],
      );
      return row?.attempts ?? 0;
    },
    async succeeded({ clear, forgive, familiar, now }) {
      await db.batch([
        ...clear.map(clearing),
        ...forgive.map((token) => ({
          sql: 'update login_throttle set attempts = attempts - 1, waits_until = 0 where gate_token = ? and attempts > 0',
          parameters: [token],
        })),
        {
          sql: `insert into login_familiar (pair_token, seen_at) values (?, ?)
            on conflict (pair_token) do update set seen_at = excluded.seen_at`,
          parameters: [familiar, now],
        },
      ]);
    },
    async isFamiliar(pair, since) {
      const rows = await db.all('select seen_at from login_familiar where pair_token = ? and seen_at >= ?', [
        pair,
        since,
      ]);
      return rows.length > 0;
    },
    async clear(tokens) {
      await db.batch(tokens.map(clearing));
    },
    async sweep(forgetBefore, familiarBefore) {
      await db.batch([
        { sql: 'delete from login_throttle where changed_at < ?', parameters: [forgetBefore] },
        { sql: 'delete from login_familiar where seen_at < ?', parameters: [familiarBefore] },
      ]);
    },
  };
}

const clearing = (token: Uint8Array) => ({
  sql: 'delete from login_throttle where gate_token = ?',
  parameters: [token],
});

async function opensAt(db: Db, token: Uint8Array): Promise<number> {
  const [row] = await db.all<{ waits_until: number }>('select waits_until from login_throttle where gate_token = ?', [
    token,
  ]);
  return row?.waits_until ?? 0;
}

/**
 * Changes one row when the gate is open and none when it is shut. A wait of 0 leaves the gate at time 0, so that two
 * attempts whose clocks differ by a little do not shut it for each other.
 */
function countAt({ token, waits }: GateRule, now: number, forgetBefore: number) {
  const wait = (ms: number) =>
    ms === 0 ? { sql: '0', now: [] } : { sql: `cast(? as bigint) + ${Math.trunc(ms)}`, now: [now] };
  const first = wait(waits[0] ?? 0);
  const last = wait(waits.at(-1) ?? 0);
  const steps = waits.map(wait);
  const ladder = steps.map(({ sql }, index) => `when login_throttle.attempts + 1 = ${index + 1} then ${sql}`);
  return {
    sql: `insert into login_throttle (gate_token, attempts, waits_until, changed_at)
      values (?, 1, ${first.sql}, ?)
      on conflict (gate_token) do update set
        attempts = case when login_throttle.changed_at < ? then 1 else login_throttle.attempts + 1 end,
        waits_until = case when login_throttle.changed_at < ? then ${first.sql} ${ladder.join(' ')} else ${last.sql} end,
        changed_at = excluded.changed_at
      where login_throttle.waits_until <= ?`,
    parameters: [
      token,
      ...first.now,
      now,
      forgetBefore,
      forgetBefore,
      ...first.now,
      ...steps.flatMap((step) => step.now),
      ...last.now,
      now,
    ],
  };
}
