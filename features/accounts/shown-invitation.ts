import type { CareTerms, InvitationPurpose, JoinPurpose } from './invitation-content.ts';

/** What whoever is invited learns of terms before they agree: how much they may do and until when, not of what. */
export interface ShownTerms {
  /** To look, or also to add and correct. */
  readonly extent: 'look' | 'add';
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
  | { readonly kind: 'care'; readonly person: string; readonly terms: ShownTerms };

/** What somebody who was invited is shown of it. */
export interface ShownInvitation {
  readonly purpose: ShownPurpose;
  readonly email: string | null;
  /** Who invites. */
  readonly issuer: string;
  readonly expires: number;
}

/** One that waits for an account, found without a link. */
export interface WaitingInvitation extends ShownInvitation {
  readonly id: string;
}

const shownTerms = ({ actions, form, reason, until, lasting }: CareTerms): ShownTerms => ({
  extent: actions.every((one) => one === 'read' || one === 'search') ? 'look' : 'add',
  form,
  reason: reason ?? null,
  until,
  lasting: lasting ?? null,
});

/** `person`: their name. */
export function shownPurpose(purpose: InvitationPurpose, person: string): ShownPurpose {
  switch (purpose.kind) {
    case 'join':
      return purpose;
    case 'claim': {
      const { kind, relation, hand, keeps } = purpose;
      return { kind, person, relation, hand, keeps: keeps === undefined ? null : shownTerms(keeps) };
    }
    default:
      return { kind: 'care', person, terms: shownTerms(purpose.terms) };
  }
}
