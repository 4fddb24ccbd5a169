import { type Db, DuplicateError } from '@chartwarden/db';
import { type AccountId, idFromBytes, idToBytes } from '@chartwarden/ids';

/** `totp-new`: shown, and not confirmed with a code yet. `identity`: an account elsewhere. */
export type FactorKind = 'totp' | 'totp-new' | 'recovery' | 'passkey' | 'identity';

/** One row of `account_factors`; `content` is an envelope under the account's key. */
export interface FactorRow {
  readonly id: string;
  readonly account: AccountId;
  readonly kind: FactorKind;
  readonly version: number;
  readonly createdAt: number;
  readonly usedAt: number | null;
  /** The last step of a TOTP that was taken; the signature counter of a passkey. */
  readonly counter: number;
  /** Blind token of a passkey's credential id, or of issuer and subject of an identity. */
  readonly lookup: Buffer | null;
  readonly content: Buffer;
}

export interface FactorsStore {
  ofAccount(account: AccountId): Promise<FactorRow[]>;
  byLookup(tokens: readonly Uint8Array[]): Promise<FactorRow[]>;
  ofKind(kind: FactorKind): Promise<FactorRow[]>;
  /** In the place of those of that account which are named. False when it has one of that kind, or there is that passkey or identity. */
  insert(row: FactorRow, replacing: readonly FactorKind[]): Promise<boolean>;
  /** False when the row was changed or removed since `row` was read. */
  replace(row: FactorRow, next: FactorRow): Promise<boolean>;
  /** Takes one step of a counter: true for exactly one caller, and never for an earlier step. */
  spend(row: FactorRow, counter: number, now: number): Promise<boolean>;
  /** It was used. False when it is gone. */
  touch(row: FactorRow, now: number): Promise<boolean>;
  /** Returns how many there were. */
  remove(account: AccountId, id: string): Promise<number>;
  /** The same, unless it is the last passkey or identity: of two at once, one stays. */
  removeUnlessLast(account: AccountId, id: string): Promise<number>;
  removeKinds(account: AccountId, kinds: readonly FactorKind[]): Promise<void>;
}

interface RawFactor {
  factor_id: Buffer;
  account_id: Buffer;
  kind: FactorKind;
  version: number;
  created_at: number;
  used_at: number | null;
  counter: number;
  lookup: Buffer | null;
  content: Buffer;
}

const COLUMNS = 'factor_id, account_id, kind, version, created_at, used_at, counter, lookup, content';
const marks = (all: readonly unknown[]): string => all.map(() => '?').join(', ');

export function createFactorsStore(db: Db): FactorsStore {
  const find = async (where: string, values: readonly (Uint8Array | string)[]): Promise<FactorRow[]> =>
    (await db.all<RawFactor>(`select ${COLUMNS} from account_factors where ${where} order by created_at`, values)).map(
      fromRaw,
    );
  const run = async (sql: string, parameters: readonly (string | number | Uint8Array | null)[]): Promise<number> =>
    (await db.batch([{ sql, parameters }]))[0] ?? 0;
  const removing = (account: AccountId, kinds: readonly FactorKind[]) => ({
    sql: `delete from account_factors where account_id = ? and kind in (${marks(kinds)})`,
    parameters: [idToBytes(account), ...kinds],
  });
  return {
    ofAccount: (account) => find('account_id = ?', [idToBytes(account)]),
    byLookup: (tokens) => find(`lookup in (${marks(tokens)})`, tokens),
    ofKind: (kind) => find('kind = ?', [kind]),
    async insert(row, replacing) {
      const insert = {
        sql: `insert into account_factors (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        parameters: [
          idToBytes(row.id),
          idToBytes(row.account),
          row.kind,
          row.version,
          row.createdAt,
          row.usedAt,
          row.counter,
          row.lookup,
          row.content,
        ],
      };
      try {
        await db.batch(replacing.length === 0 ? [insert] : [removing(row.account, replacing), insert]);
        return true;
      } catch (error) {
        if (error instanceof DuplicateError) return false;
        throw error;
      }
    },
    async replace(row, next) {
      const changed = await run(
        `update account_factors set kind = ?, version = ?, used_at = ?, counter = ?, lookup = ?, content = ?
          where factor_id = ? and version = ? and content = ?`,
        [
          next.kind,
          next.version,
          next.usedAt,
          next.counter,
          next.lookup,
          next.content,
          idToBytes(row.id),
          row.version,
          row.content,
        ],
      );
      return changed === 1;
    },
    async spend(row, counter, now) {
      const changed = await run(
        'update account_factors set counter = ?, used_at = ? where factor_id = ? and kind = ? and counter < ?',
        [counter, now, idToBytes(row.id), row.kind, counter],
      );
      return changed === 1;
    },
    touch: async (row, now) =>
      (await run('update account_factors set used_at = ? where factor_id = ?', [now, idToBytes(row.id)])) === 1,
    remove: (account, id) =>
      run('delete from account_factors where account_id = ? and factor_id = ?', [idToBytes(account), idToBytes(id)]),
    async removeUnlessLast(account, id) {
      // The account's row first: whoever comes at the same time waits for it, and counts anew.
      const [, gone = 0] = await db.batch([
        {
          sql: 'update accounts set password_version = password_version where account_id = ?',
          parameters: [idToBytes(account)],
        },
        {
          sql: `delete from account_factors where account_id = ? and factor_id = ? and 1 <
            (select count(*) from account_factors where account_id = ? and kind in ('passkey', 'identity'))`,
          parameters: [idToBytes(account), idToBytes(id), idToBytes(account)],
        },
      ]);
      return gone;
    },
    async removeKinds(account, kinds) {
      await db.batch([removing(account, kinds)]);
    },
  };
}

const fromRaw = (row: RawFactor): FactorRow => ({
  id: idFromBytes(row.factor_id),
  account: idFromBytes<AccountId>(row.account_id),
  kind: row.kind,
  version: row.version,
  createdAt: row.created_at,
  usedAt: row.used_at,
  counter: row.counter,
  lookup: row.lookup,
  content: row.content,
});
