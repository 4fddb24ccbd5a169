/** What the pages about accounts speak; times are milliseconds since the epoch. */

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
}

/** A link that works once, and until when. */
export interface OnceLink {
  readonly url: string;
  readonly expires: number;
}
