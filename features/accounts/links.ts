import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { AccountsStore, LinkPurpose, LinkRow } from './accounts.store.ts';
import type { AccountsPorts } from './ports.ts';
import { createRowMarks, type Marked } from './row-marks.ts';
import { createTokens } from './tokens.ts';

/** Whoever reads the operator's terminal uses it at once; milliseconds. */
const LIFETIME = 15 * 60_000;

/** One-time links: 256 random bits, stored as a digest, valid 15 minutes unless said otherwise (ASVS 6.4.1). */
export interface Links {
  /**
   * `token` is the only copy; times in milliseconds. Earlier links of the same purpose for the same account end. A link
   * with an issuer dies when that account is no active owner any more. Without `more` it is the operator's, who needs no
   * second step.
   */
  make(
    purpose: LinkPurpose,
    account: AccountId | null,
    more?: { readonly lifetime: number; readonly issuer: AccountId | null },
  ): Promise<{ readonly token: string; readonly expires: number }>;
  /** Throws CW-ACC-009 unless the link is live. Does not use it up. */
  peek(token: string, purpose: LinkPurpose): Promise<Pick<LinkRow, 'account' | 'issuer' | 'alone'>>;
  /** Uses it up. Throws CW-ACC-009 for everyone but the first. */
  use(token: string): Promise<void>;
  /** When the live link of an account ends, in milliseconds; null when it has none. */
  latest(purpose: LinkPurpose, account: AccountId): Promise<number | null>;
  endAll(purpose: LinkPurpose, account: AccountId | null): Promise<void>;
}

export function createLinks(
  store: AccountsStore,
  { clock, gate }: Pick<AccountsPorts, 'clock' | 'gate'>,
  secret: string,
): Links {
  const tokens = createTokens(secret, 'link');
  const marks = createRowMarks(secret, 'account_links');
  const isOwner = (account: AccountId): boolean => {
    const { status, roles } = gate.account(account);
    return status === 'active' && roles.includes('owner');
  };
  return {
    async make(purpose, account, more) {
      const { lifetime, issuer } = more ?? { lifetime: LIFETIME, issuer: null };
      const token = tokens.make();
      const expires = clock.now() + lifetime;
      await store.endLinks(purpose, account);
      const digest = tokens.digest(token) ?? Buffer.alloc(0);
      const row = { digest, purpose, account, issuer, alone: more === undefined, expires };
      await store.addLink({ ...row, mark: marks.of(cellsOf(row)) });
      return { token, expires };
    },
    async peek(token, purpose) {
      const digest = tokens.digest(token);
      const found = digest === null ? null : await store.link(digest, purpose, clock.now());
      const isOurs = found !== null && marks.holds(found.mark, cellsOf(found));
      if (!isOurs || !(found.issuer === null || isOwner(found.issuer))) throw new CodedError('CW-ACC-009');
      return found;
    },
    async use(token) {
      const digest = tokens.digest(token);
      if (digest === null || !(await store.useLink(digest, clock.now()))) throw new CodedError('CW-ACC-009');
    },
    latest: (purpose, account) => store.latestLink(purpose, account, clock.now()),
    endAll: (purpose, account) => store.endLinks(purpose, account),
  };
}

/** Whose password it replaces, for whom it was made, and whether it stands for a second step. */
const cellsOf = (row: Omit<LinkRow, 'mark'>): readonly Marked[] => [
  row.digest,
  row.purpose,
  row.account,
  row.issuer,
  row.alone,
  row.expires,
];
