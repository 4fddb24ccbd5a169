import { timingSafeEqual } from 'node:crypto';
import type { AccountId } from '@chartwarden/ids';
import type { ChallengePurpose, ChallengeRow, ChallengesStore } from './challenges.store.ts';
import type { AccountsPorts } from './ports.ts';
import { createRowMarks, type Marked } from './row-marks.ts';
import { createTokens } from './tokens.ts';

/** Milliseconds within which whoever began must finish. */
const LIFETIME = 5 * 60_000;

/** What was begun, for whoever holds its token. */
export interface Begun {
  readonly account: AccountId | null;
  readonly data: string;
  /** True for exactly one caller. */
  use(): Promise<boolean>;
}

/**
 * Something begun that must be finished within five minutes: for one purpose, by the same source or session, once. A token
 * is 256 random bits and stored as a digest; it opens nothing by itself.
 */
export interface Challenges {
  begin(what: {
    readonly purpose: ChallengePurpose;
    readonly account: AccountId | null;
    /** The source (`sourceOf`) or the session's id. */
    readonly bound: string;
    readonly data: string;
  }): Promise<{ readonly token: string; readonly expires: number }>;
  /** Null when there is none such, it is too old, or somebody else holds it. */
  find(token: string, purpose: ChallengePurpose, bound: string): Promise<Begun | null>;
  endAll(account: AccountId): Promise<void>;
  sweep(): Promise<void>;
}

export function createChallenges(
  store: ChallengesStore,
  { clock, sealed }: Pick<AccountsPorts, 'clock' | 'sealed'>,
  secret: string,
): Challenges {
  const tokens = createTokens(secret, 'challenge');
  const marks = createRowMarks(secret, 'account_challenges');
  return {
    async begin({ purpose, account, bound, data }) {
      const token = tokens.make();
      const expires = clock.now() + LIFETIME;
      const digest = tokens.digest(token) ?? Buffer.alloc(0);
      const row = { digest, purpose, account, bound: sealed.token('bound', bound), data, expires };
      await store.add({ ...row, mark: marks.of(cellsOf(row)) });
      return { token, expires };
    },
    async find(token, purpose, bound) {
      const digest = tokens.digest(token);
      const row = digest === null ? null : await store.find(digest, purpose, clock.now());
      if (digest === null || row === null || !marks.holds(row.mark, cellsOf(row))) return null;
      // Any generation: the instance's keys may have been renewed since it was begun.
      if (!sealed.tokens('bound', bound).some((own) => timingSafeEqual(own, row.bound))) return null;
      return { account: row.account, data: row.data, use: () => store.use(digest) };
    },
    endAll: (account) => store.endAll(account),
    sweep: () => store.sweep(clock.now()),
  };
}

const cellsOf = (row: Omit<ChallengeRow, 'mark'>): readonly Marked[] => [
  row.digest,
  row.purpose,
  row.account,
  row.bound,
  row.data,
  row.expires,
];
