import { CodedError } from '@chartwarden/errors';
import { type AccountId, idToBytes, newId } from '@chartwarden/ids';
import type { Reseal, SealedPlace } from '@chartwarden/vault';
import type { AccountNotes } from './account-notes.ts';
import type { FactorKind, FactorRow, FactorsStore } from './factors.store.ts';
import { LEAST_ALONE, LEAST_WITH_SECOND } from './password.ts';
import type { AccountsPorts } from './ports.ts';
import { makeRecoveryCodes, recoveryDigest } from './recovery-codes.ts';
import { makeTotpSecret, totpStep, totpUri } from './totp.ts';

/** What the second step of a login takes: a code of the app, or one of the recovery codes. */
export type GivenFactor = { readonly code: string } | { readonly recovery: string };

/** What an account has beside its password. */
export interface FactorsState {
  /** Since when the login asks for a code; milliseconds, null: it does not. */
  readonly totpSince: number | null;
  readonly recoveryLeft: number;
  readonly passkeys: number;
  /** True when the password is too short to stand alone. */
  readonly shortPassword: boolean;
}

/** Codes of an app (RFC 6238) and recovery codes. Secrets and digests are sealed with the account's key. */
export interface Factors {
  state(account: AccountId): Promise<FactorsState>;
  /** Whether the login has a second step. */
  hasSecond(account: AccountId): Promise<boolean>;
  /** How long a password of this account must be. */
  least(account: AccountId): Promise<number>;
  /** Remembers whether the password could stand alone; for whoever changes it. */
  passwordChanged(account: AccountId, password: string): Promise<void>;
  /** A new secret, shown once; nothing changes before it is confirmed. Throws CW-ACC-033 when there is one. */
  offerTotp(account: AccountId, email: string): Promise<{ readonly secret: string; readonly uri: string }>;
  /** Turns the second step on with a first code. Throws CW-ACC-031, CW-ACC-033. The codes are the only copy. */
  confirmTotp(account: AccountId, code: string): Promise<{ readonly codes: readonly string[] }>;
  /** Throws CW-ACC-033 when there is none, CW-ACC-034 when the password is too short to stand alone. */
  removeTotp(account: AccountId): Promise<void>;
  /** Ten new ones; the old ones are over. Throws CW-ACC-033 without a second step. */
  renewCodes(account: AccountId): Promise<{ readonly codes: readonly string[] }>;
  /** Takes a code once. False when it is not right, was used, or there is no second step. */
  take(account: AccountId, given: GivenFactor): Promise<boolean>;
  /** Everything but passkeys, for an owner who helps somebody out. */
  removeAll(account: AccountId): Promise<void>;
  /** Moves what is sealed of an account's factors to its newest key. Resolves with how many cells there were. */
  reseal(account: AccountId, again: Reseal): Promise<number>;
}

const ISSUER = 'Chartwarden';
const SHORT = 'accounts.short-password';
/** Several may take a recovery code at once; each row changes once for each of them. */
const ATTEMPTS = 12;

export function createFactors(
  store: FactorsStore,
  notes: AccountNotes,
  { clock, sealed }: Pick<AccountsPorts, 'clock' | 'sealed'>,
): Factors {
  const open = <T>(row: FactorRow): T =>
    JSON.parse(sealed.open(row.account, factorPlace(row), row.content).toString('utf8')) as T;
  const fill = (row: Omit<FactorRow, 'content'>, content: unknown): FactorRow => ({
    ...row,
    content: sealed.seal(row.account, factorPlace(row), Buffer.from(JSON.stringify(content))),
  });
  const make = (account: AccountId, kind: FactorKind, content: unknown): FactorRow => {
    const now = clock.now();
    const row = { id: newId(now), account, kind, version: 1, createdAt: now, usedAt: null, counter: 0, lookup: null };
    return fill(row, content);
  };
  const find = async (account: AccountId, kind: FactorKind): Promise<FactorRow | null> =>
    (await store.ofAccount(account)).find((row) => row.kind === kind) ?? null;
  const required = async (account: AccountId, kind: FactorKind): Promise<FactorRow> => {
    const row = await find(account, kind);
    if (row === null) throw new CodedError('CW-ACC-033');
    return row;
  };
  const isShort = async (account: AccountId): Promise<boolean> => (await notes.get(account, SHORT)) === true;
  const freshCodes = async (account: AccountId): Promise<{ codes: string[] }> => {
    const codes = makeRecoveryCodes();
    const row = make(account, 'recovery', { codes: codes.map(recoveryDigest) });
    if (!(await store.insert(row, ['recovery']))) throw new CodedError('CW-ACC-033');
    return { codes };
  };
  const takeTotp = async (row: FactorRow | null, code: string): Promise<boolean> => {
    if (row === null) return false;
    const step = totpStep(open<{ secret: string }>(row).secret, code, clock.now());
    return step !== null && (await store.spend(row, step, clock.now()));
  };
  const takeRecovery = async (account: AccountId, typed: string): Promise<boolean> => {
    const digest = recoveryDigest(typed);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const row = await find(account, 'recovery');
      const codes = row === null ? [] : open<{ codes: string[] }>(row).codes;
      if (row === null || !codes.includes(digest)) return false;
      const left = codes.filter((one) => one !== digest);
      const next = fill({ ...row, version: row.version + 1, usedAt: clock.now() }, { codes: left });
      if (await store.replace(row, next)) return true;
    }
    return false;
  };

  return {
    async state(account) {
      const rows = await store.ofAccount(account);
      const totp = rows.find(({ kind }) => kind === 'totp');
      const recovery = rows.find(({ kind }) => kind === 'recovery');
      return {
        totpSince: totp?.createdAt ?? null,
        recoveryLeft: recovery === undefined ? 0 : open<{ codes: string[] }>(recovery).codes.length,
        passkeys: rows.filter(({ kind }) => kind === 'passkey').length,
        shortPassword: await isShort(account),
      };
    },
    hasSecond: async (account) => (await find(account, 'totp')) !== null,
    least: async (account) => ((await find(account, 'totp')) === null ? LEAST_ALONE : LEAST_WITH_SECOND),
    passwordChanged: (account, password) =>
      notes.put(account, SHORT, [...password.normalize('NFKC')].length < LEAST_ALONE ? true : null),
    async offerTotp(account, email) {
      if ((await find(account, 'totp')) !== null) throw new CodedError('CW-ACC-033');
      const secret = makeTotpSecret();
      await store.insert(make(account, 'totp-new', { secret }), ['totp-new']);
      return { secret, uri: totpUri(secret, ISSUER, email) };
    },
    async confirmTotp(account, code) {
      const offered = await required(account, 'totp-new');
      const { secret } = open<{ secret: string }>(offered);
      const step = totpStep(secret, code, clock.now());
      if (step === null) throw new CodedError('CW-ACC-031');
      // Sealed anew as what it is now; the code that confirmed it does not also log in.
      const row = fill({ ...offered, kind: 'totp', version: offered.version + 1, counter: step }, { secret });
      if (!(await store.replace(offered, row))) throw new CodedError('CW-ACC-033');
      return freshCodes(account);
    },
    async removeTotp(account) {
      await required(account, 'totp');
      if (await isShort(account)) throw new CodedError('CW-ACC-034');
      await store.removeKinds(account, ['totp', 'totp-new', 'recovery']);
    },
    async renewCodes(account) {
      await required(account, 'totp');
      return freshCodes(account);
    },
    async take(account, given) {
      const totp = await find(account, 'totp');
      if (totp === null) return false;
      return 'code' in given ? takeTotp(totp, given.code) : takeRecovery(account, given.recovery);
    },
    removeAll: (account) => store.removeKinds(account, ['totp', 'totp-new', 'recovery']),
    async reseal(account, again) {
      let cells = 0;
      for (const row of await store.ofAccount(account)) {
        const content = again(factorPlace(row), row.content);
        if (content === null) continue;
        await store.replace(row, { ...row, content });
        cells += 1;
      }
      return cells;
    },
  };
}

/** Bound to what it is: a secret that was never confirmed is not taken for one that was. */
export const factorPlace = (row: Pick<FactorRow, 'id' | 'kind' | 'version'>): SealedPlace => ({
  table: 'account_factors',
  row: idToBytes(row.id),
  column: row.kind,
  version: row.version,
});
