/** What proves who somebody is, beside the password; times are milliseconds since the epoch. */

import type { Account } from './types.ts';

/** A login that is done, or what it still wants. */
export type LoggedIn = { readonly account: Account } | { readonly second: SecondStepWanted };

export interface SecondStepWanted {
  readonly token: string;
  readonly expires: number;
  /** What it can be done with. */
  readonly ways: readonly ('code' | 'recovery' | 'passkey')[];
  /** The page that whoever signed in elsewhere had left for it. */
  readonly back?: string;
}

export type GivenFactor = { readonly code: string } | { readonly recovery: string };

export interface Factors {
  readonly totpSince: number | null;
  readonly recoveryLeft: number;
  readonly shortPassword: boolean;
  readonly hasPassword: boolean;
}

export interface PasskeyLine {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly usedAt: number | null;
}

/** What the authenticator is asked, as JSON, and the token under which its answer is awaited. */
export interface PasskeyAsked {
  readonly token: string;
  readonly options: Readonly<Record<string, unknown>>;
}
export interface PasskeyAnswer {
  readonly token: string;
  readonly response: object;
}

/** For an authenticator app; shown once. */
export interface TotpOffer {
  readonly secret: string;
  readonly uri: string;
}
