import { timingSafeEqual } from 'node:crypto';
import type { AccountId } from '@chartwarden/ids';
import type { ChallengePurpose, ChallengeRow, ChallengesStore } from './challenges.store.ts';
import type { AccountsPorts } from './ports.ts';
import { createRowMarks, type Marked } from './row-marks.ts';
import { createTokens } from './tokens.ts';

/** Milliseconds within which whoever began must finish. */
const LIFETIME = 5 * 60_000;
/** Somebody may have to log in elsewhere, with a code that comes by mail. */
const LIFETIME_ELSEWHERE = 15 * 60_000;

/** What was begun, for whoever holds its token. */
export interface Begun {
  readonly account: AccountId | null;
  readonly data: string;
  /** True for exactly one caller. */
  use(): Promise<boolean>;
}

/**
 * Something begun that must be finished within five minutes (fifteen, where it goes on elsewhere): for one purpose, by the
 * same source, session or browser, once. A token is 256 random bits and stored as a digest; it opens nothing by itself.
 */
export interface Challenges {
  begin(what: {
    readonly purpose: ChallengePurpose;
    readonly account: AccountId | null;
    /** The source (`sourceOf`), the session's id, or the secret of the browser. */
    readonly bound: string;
    /** Kept sealed for a sign-on: it may hold an address. */
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
  const place = (digest: Uint8Array) => ({ table: 'account_challenges', row: digest, column: 'data', version: 1 });
  return {
    async begin({ purpose, account, bound, data }) {
      const token = tokens.make();
      const isElsewhere = purpose === 'sign-on';
      const expires = clock.now() + (isElsewhere ? LIFETIME_ELSEWHERE : LIFETIME);
      const digest = tokens.digest(token) ?? Buffer.alloc(0);
      const kept = isElsewhere ? sealed.seal('instance', place(digest), Buffer.from(data)).toString('base64url') : data;
      const row = { digest, purpose, account, bound: sealed.token('bound', bound), data: kept, expires };
      await store.add({ ...row, mark: marks.of(cellsOf(row)) });
      return { token, expires };
    },
    async find(token, purpose, bound) {
      const digest = tokens.digest(token);
      const row = digest === null ? null : await store.find(digest, purpose, clock.now());
      if (digest === null || row === null || !marks.holds(row.mark, cellsOf(row))) return null;
      // Any generation: the instance's keys may have been renewed since it was begun.
      if (!sealed.tokens('bound', bound).some((own) => timingSafeEqual(own, row.bound))) return null;
      const data =
        purpose === 'sign-on'
          ? sealed.open('instance', place(digest), Buffer.from(row.data, 'base64url')).toString('utf8')
          : row.data;
      return { account: row.account, data, use: () => store.use(digest) };
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
