/** What the pages about accounts speak; times are milliseconds since the epoch. */

import type { SignOnProvider } from './sign-on-types.ts';

export type Role = 'owner' | 'admin' | 'auditor' | 'practitioner' | 'member' | 'demo';

/** One line of the list of accounts, which owners and admins see. */
export interface AccountLine {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly status: 'active' | 'disabled';
  readonly createdAt: number;
  readonly loggedInAt: number | null;
  readonly sessions: number;
  /** Whether the login asks for a code as well. */
  readonly secondStep: boolean;
}

/** A link that works once, and until when. */
export interface OnceLink {
  readonly url: string;
  readonly expires: number;
}

/** To have an account with a role. */
export interface JoinPurpose {
  readonly kind: 'join';
  readonly role: Role;
}

/** An open invitation, in the list that owners and admins see. */
export interface InvitationLine {
  readonly id: string;
  readonly purpose: JoinPurpose;
  readonly email: string | null;
  readonly issuer: string | null;
  readonly madeAt: number;
  readonly expires: number;
  /** False: it cannot be taken any more, only made anew or cancelled. */
  readonly live: boolean;
}

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export interface SetupState {
  readonly needed: boolean;
  readonly version: string;
  /** True when the browser is not on the machine itself: the server then printed a one-time code. */
  readonly codeNeeded: boolean;
  /** True where people may make accounts for themselves. */
  readonly registration: boolean;
  /** True where a lost password is replaced by mail. */
  readonly mail: boolean;
  /** Where people may sign in instead of here. */
  readonly signOn: readonly SignOnProvider[];
  readonly suggestedWitness: string | null;
}

export interface SetupRequest {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** A folder, or null for none. */
  readonly witness: string | null;
  readonly code?: string;
}

export interface RecoveryKit {
  /** The whole kit as lines of text, for paper. */
  readonly text: string;
  /** The root key in groups, the last one a checksum. */
  readonly words: string;
  readonly publicKey: string;
}

/** A token with which a program acts as this account. */
export interface ApiTokenLine {
  readonly id: string;
  readonly label: string;
  readonly roles: readonly Role[] | null;
  readonly createdAt: number;
  readonly usedAt: number | null;
  readonly expires: number;
}
