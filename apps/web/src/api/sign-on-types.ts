/** Signing in at an OpenID provider; times are milliseconds since the epoch. */

import type { SecondStepWanted } from './factor-types.ts';
import type { Account } from './types.ts';

export interface SignOnProvider {
  readonly id: string;
  readonly name: string;
}

/** What somebody goes there for without being logged in. */
export type SignOnWish =
  | { readonly for: 'login'; readonly back: string }
  | { readonly for: 'invitation'; readonly token: string; readonly email: string; readonly name: string }
  | { readonly for: 'registration'; readonly email: string; readonly name: string };

/** What came of it. */
export type SignOnDone =
  | { readonly for: 'login' | 'invitation'; readonly back: string; readonly account: Account }
  | { readonly for: 'registration' | 'confirm' | 'link' }
  | { readonly second: SecondStepWanted };

export interface IdentityLine {
  readonly id: string;
  /** The name of the provider, or its host when it is not offered any more. */
  readonly provider: string;
  readonly isOffered: boolean;
  /** As the provider calls them; received text. */
  readonly label: string | null;
  readonly createdAt: number;
  readonly usedAt: number | null;
}

export interface IdentityList {
  readonly providers: readonly SignOnProvider[];
  readonly identities: readonly IdentityLine[];
}
