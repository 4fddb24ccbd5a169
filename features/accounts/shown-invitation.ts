import type { OrganizationRole } from '@chartwarden/gate';
import type { CareTerms, InvitationPurpose, JoinPurpose } from './invitation-content.ts';

/** What whoever is invited learns of terms before they agree: how much they may do and until when, not of what. */
export interface ShownTerms {
  /** To look, or also to add and correct. */
  readonly extent: 'look' | 'add';
  /** They may also take what they see along as a file. */
  readonly takesCopy: boolean;
  /** Of the whole record, but for what is specially protected. */
  readonly everything: boolean;
  readonly form: CareTerms['form'];
  readonly reason: string | null;
  readonly until: number | null;
  readonly lasting: number | null;
}

/** What an invitation is for, in what whoever holds it may know: the name of the person, and no id. */
export type ShownPurpose =
  | JoinPurpose
  | {
      readonly kind: 'claim';
      readonly person: string;
      readonly relation: 'self' | 'custodian';
      readonly hand: 'over' | 'beside';
      readonly keeps: ShownTerms | null;
    }
  | { readonly kind: 'care'; readonly person: string; readonly terms: ShownTerms }
  | { readonly kind: 'work'; readonly organization: string; readonly role: OrganizationRole };

/** What somebody who was invited is shown of it. */
export interface ShownInvitation {
  readonly purpose: ShownPurpose;
  readonly email: string | null;
  /** Who invites. */
  readonly issuer: string;
  /** For which organization they look after the record; null: for themselves, or it is about none. */
  readonly organization: string | null;
  readonly expires: number;
}

/** One that waits for an account, found without a link. */
export interface WaitingInvitation extends ShownInvitation {
  readonly id: string;
}

const shownTerms = ({ actions, slice, form, reason, until, lasting }: CareTerms): ShownTerms => ({
  extent: actions.some((one) => one === 'create' || one === 'update') ? 'add' : 'look',
  takesCopy: actions.includes('export'),
  everything: Object.keys(slice).length === 0,
  form,
  reason: reason ?? null,
  until,
  lasting: lasting ?? null,
});

/** `named`: the name of the person, or of the organization. */
export function shownPurpose(purpose: InvitationPurpose, named: string): ShownPurpose {
  switch (purpose.kind) {
    case 'join':
      return purpose;
    case 'work':
      return { kind: 'work', organization: named, role: purpose.role };
    case 'claim': {
      const { kind, relation, hand, keeps } = purpose;
      return { kind, person: named, relation, hand, keeps: keeps === undefined ? null : shownTerms(keeps) };
    }
    default:
      return { kind: 'care', person: named, terms: shownTerms(purpose.terms) };
  }
}
