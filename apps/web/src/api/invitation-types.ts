/** Invitations, as the server speaks of them; times are milliseconds since the epoch. */

import type { JoinPurpose, OnceLink } from './account-types.ts';
import type { OrganizationRole } from './organization-types.ts';
import type { Extent, ShareForm, Slice } from './share-types.ts';

/** A new invitation: its link, and whether it is on its way by mail, too. */
export interface IssuedInvitation extends OnceLink {
  readonly id: string;
  readonly sent: boolean;
}

/** How much is offered, and until when; not of what. */
export interface ShownTerms {
  readonly extent: Extent;
  readonly takesCopy: boolean;
  /** Of the whole record, but for what is specially protected. */
  readonly everything: boolean;
  readonly form: ShareForm;
  readonly reason: string | null;
  readonly until: number | null;
  /** From the acceptance on. */
  readonly lasting: number | null;
}

export interface ShownClaim {
  readonly kind: 'claim';
  /** The name of whose record it is. */
  readonly person: string;
  readonly relation: 'self' | 'custodian';
  readonly hand: 'over' | 'beside';
  /** What whoever hands it over keeps. */
  readonly keeps: ShownTerms | null;
}

export interface ShownCare {
  readonly kind: 'care';
  readonly person: string;
  readonly terms: ShownTerms;
}

/** To work for an organization. */
export interface ShownWork {
  readonly kind: 'work';
  /** Its name. */
  readonly organization: string;
  readonly role: OrganizationRole;
}

export type ShownPurpose = JoinPurpose | ShownClaim | ShownCare | ShownWork;

/** What somebody who was invited is shown. */
export interface ShownInvitation {
  readonly purpose: ShownPurpose;
  readonly email: string | null;
  readonly issuer: string;
  /** For which organization they look after the record. */
  readonly organization: string | null;
  readonly expires: number;
}

/** One that waits for this account. */
export interface WaitingInvitation extends ShownInvitation {
  readonly id: string;
}

/** All that is offered, for whoever offers it. */
export interface OfferedTerms {
  readonly actions: readonly string[];
  readonly slice: Slice;
  readonly form: ShareForm;
  readonly reason?: string;
  readonly until: number | null;
  readonly lasting?: number;
}

/** An open invitation to a record, in the list that its holders see. */
export interface PersonInvitation {
  readonly id: string;
  readonly purpose:
    | { readonly kind: 'claim'; readonly relation: 'self' | 'custodian'; readonly hand: 'over' | 'beside' }
    | { readonly kind: 'care'; readonly terms: OfferedTerms };
  readonly email: string | null;
  /** The name of the account that it is for. */
  readonly to: string | null;
  readonly issuer: string | null;
  readonly madeAt: number;
  readonly expires: number;
  readonly live: boolean;
}

/** Whom to invite to hold a record. */
export interface ClaimWish {
  readonly relation: 'self' | 'custodian';
  readonly hand: 'over' | 'beside';
  readonly email?: string;
  readonly account?: string;
  readonly days: number;
}

/** To which record or organization an acceptance led. */
export interface Accepted {
  readonly person: string | null;
  readonly organization: string | null;
}

/** By its link, or by its id when it is for this very account. */
export type Held = { readonly token: string } | { readonly id: string };
