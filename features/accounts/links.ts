import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { AccountsStore, LinkPurpose } from './accounts.store.ts';
import { createTokens } from './tokens.ts';

const LIFETIME = 15 * 60_000;

/** One-time links: 256 random bits, stored as a digest, valid 15 minutes (ASVS 6.4.1). */
export interface Links {
  /** `token` is the only copy; `expires` in milliseconds. Earlier links of the same purpose end. */
  make(purpose: LinkPurpose, account: AccountId | null): Promise<{ readonly token: string; readonly expires: number }>;
  /** Throws CW-ACC-009 unless the link is live. Does not use it up. */
  peek(token: string, purpose: LinkPurpose): Promise<{ readonly account: AccountId | null }>;
  /** Uses it up. Throws CW-ACC-009 for everyone but the first. */
  use(token: string): Promise<void>;
  endAll(purpose: LinkPurpose): Promise<void>;
}

export function createLinks(store: AccountsStore, clock: Clock, secret: string): Links {
  const tokens = createTokens(secret, 'link');
  return {
    async make(purpose, account) {
      const token = tokens.make();
      const expires = clock.now() + LIFETIME;
      await store.endLinks(purpose);
      await store.addLink(tokens.digest(token) ?? Buffer.alloc(0), purpose, account, expires);
      return { token, expires };
    },
    async peek(token, purpose) {
      const digest = tokens.digest(token);
      const found = digest === null ? null : await store.link(digest, purpose, clock.now());
      if (found === null) throw new CodedError('CW-ACC-009');
      return found;
    },
    async use(token) {
      const digest = tokens.digest(token);
      if (digest === null || !(await store.useLink(digest, clock.now()))) throw new CodedError('CW-ACC-009');
    },
    endAll: (purpose) => store.endLinks(purpose),
  };
}
