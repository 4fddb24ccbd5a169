import { CodedError } from '@chartwarden/errors';
import { addressKey } from '@chartwarden/http';
import type { Clock } from '@chartwarden/time';
import type { SealedStore } from '@chartwarden/vault';
import type { GateRule, ThrottleStore } from './throttle.store.ts';

/** Answered with 429 and `Retry-After`; `retryAfter` is in whole seconds, at least 1. */
export class ThrottledError extends CodedError {
  readonly retryAfter: number;
  constructor(retryAfter: number) {
    super('CW-ACC-005');
    this.retryAfter = retryAfter;
  }
}

/**
 * What happens to many sources at one subject: `slowed`, as at a password, to which everybody may come; `few`, where only
 * whoever has the password comes and a guess is one in a million: unfamiliar sources share 20 attempts, then wait.
 */
export type Crowd = 'slowed' | 'few';

/** An attempt that was let pass and counted. */
export interface Attempt {
  /** Wait this long before answering; milliseconds. */
  readonly pauseMs: number;
  /** It was right: the count is taken back and this source is familiar from now on. */
  succeeded(): Promise<void>;
}

/**
 * Who guesses waits, and nobody else (ASVS 6.3.1, SP 800-63B-4, 3.2.2):
 * - one source guessing at one address: 5 attempts, then waits that double up to 15 minutes;
 * - one source guessing at any addresses: 20 attempts, then the same, but not for those who have logged in from it before;
 * - many sources guessing at one address: from 50 on, each unfamiliar source is answered later, up to 5 seconds, but
 *   never turned away. A source from which that address has logged in before is not even slowed.
 * So nobody can shut somebody else out. Counts stand in the database, survive restarts, and are kept for addresses that
 * do not exist in the same way.
 */
export interface Throttle {
  /** Counts an attempt before it is made. Throws {@link ThrottledError}. */
  enter(subject: string, ip: string | undefined, crowd?: Crowd): Promise<Attempt>;
  /** Counts a message that an account sends to an address of its choice; false when it has sent enough for now. */
  mayMail(account: string): Promise<boolean>;
  /** Whether this source is familiar to a subject; from now on it is. Counts nothing. */
  meet(subject: string, ip: string | undefined): Promise<boolean>;
  /** Forgets what counts against a subject everywhere; for the operator's link. */
  forgive(subject: string): Promise<void>;
  sweep(): Promise<void>;
}

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;
const FORGET = DAY;
const FAMILIAR = 90 * DAY;
const CROWD = 50;
const MOST_PAUSE = 5 * SECOND;

/** `free` attempts at once; the last of them is followed by the first wait. */
const growing = (free: number): number[] => [
  ...Array.from({ length: free - 1 }, () => 0),
  ...[2, 4, 8, 16, 32, 64, 128, 256, 512, 900].map((seconds) => seconds * SECOND),
];
const PAIR_WAITS = growing(5);
const SOURCE_WAITS = growing(20);
/** So many at once; who sends more waits between them, and has the links. */
const MAIL_WAITS = growing(20);
const CROWD_WAITS: Readonly<Record<Crowd, readonly number[]>> = { slowed: [0], few: growing(20) };

export function createThrottle(store: ThrottleStore, sealed: Pick<SealedStore, 'token'>, clock: Clock): Throttle {
  const token = (kind: 'pair' | 'source' | 'subject', ...parts: readonly string[]) =>
    sealed.token(`throttle-${kind}`, JSON.stringify(parts));
  return {
    async enter(subject, ip, crowd = 'slowed') {
      const source = sourceOf(ip);
      const now = clock.now();
      const forgetBefore = now - FORGET;
      const tokens = {
        pair: token('pair', subject, source),
        source: token('source', source),
        subject: token('subject', subject),
      };
      const familiar = await store.isFamiliar(tokens.pair, now - FAMILIAR);
      const gates: GateRule[] = [{ token: tokens.pair, waits: PAIR_WAITS }];
      // Behind one address there may be a household, or everybody behind a proxy: the guesses of one keep out no other.
      if (!familiar)
        gates.push({ token: tokens.source, waits: SOURCE_WAITS }, { token: tokens.subject, waits: CROWD_WAITS[crowd] });
      const opens = await store.pass(gates, now, forgetBefore);
      if (opens !== null) throw new ThrottledError(Math.max(1, Math.ceil((opens - now) / SECOND)));
      const others = familiar ? 0 : await store.attempts(tokens.subject, forgetBefore);
      return {
        pauseMs: Math.min(MOST_PAUSE, Math.max(0, others - CROWD) * 100),
        succeeded: () =>
          store.succeeded({
            clear: [tokens.pair],
            forgive: familiar ? [] : [tokens.source, tokens.subject],
            familiar: tokens.pair,
            now,
          }),
      };
    },
    async mayMail(account) {
      const now = clock.now();
      return (
        (await store.pass(
          [{ token: token('subject', `mail of ${account}`), waits: MAIL_WAITS }],
          now,
          now - FORGET,
        )) === null
      );
    },
    async meet(subject, ip) {
      const pair = token('pair', subject, sourceOf(ip));
      const now = clock.now();
      const isKnown = await store.isFamiliar(pair, now - FAMILIAR);
      await store.succeeded({ clear: [], forgive: [], familiar: pair, now });
      return isKnown;
    },
    forgive: (subject) => store.clear([token('subject', subject)]),
    sweep: () => store.sweep(clock.now() - FORGET, clock.now() - FAMILIAR),
  };
}

/** One household or host (`addressKey`); who comes without an address is on this machine. */
export const sourceOf = (ip: string | undefined): string => (ip === undefined ? 'local' : addressKey(ip));
