import type { Capacity, InstanceRole, NewAccessEvent, OrganizationRole } from '@chartwarden/gate';
import { type AccountId, idToBytes, type RecordId } from '@chartwarden/ids';
import type { Action, Form, Purpose, Recipient, SealedPlace, SealedStore, Slice } from '@chartwarden/vault';
import type { InvitationRow } from './invitations.store.ts';

/** What somebody is to be granted of a record, prepared by whoever holds it; in force from the acceptance on. */
export interface CareTerms {
  readonly actions: readonly Action[];
  readonly slice: Slice;
  readonly form: Form;
  readonly purposes?: readonly Purpose[];
  readonly reason?: string;
  /** On what paper the person agreed; staff of an organization say it. */
  readonly document?: string;
  /** Milliseconds since the epoch; null: until it is ended. */
  readonly until: number | null;
  /** So long from the acceptance on, in milliseconds; the earlier of the two ends it. */
  readonly lasting?: number;
}

/** To have an account with a role. */
export interface JoinPurpose {
  readonly kind: 'join';
  readonly role: InstanceRole;
}

/** To hold a person's record: as the person it is about, or as somebody who looks after it. */
export interface ClaimPurpose {
  readonly kind: 'claim';
  readonly person: RecordId;
  readonly relation: 'self' | 'custodian';
  /** `over`: whoever invites (or the organization for which they do) lets go. `beside`: they hold it, too. */
  readonly hand: 'over' | 'beside';
  /** With `over`: what whoever lets go is granted in return, by whoever accepts. */
  readonly keeps?: CareTerms;
}

/** To be granted some of a person's record. */
export interface CarePurpose {
  readonly kind: 'care';
  readonly person: RecordId;
  readonly terms: CareTerms;
}

/** To work for an organization. */
export interface WorkPurpose {
  readonly kind: 'work';
  readonly organization: RecordId;
  readonly role: OrganizationRole;
}

/** What an invitation is for. Another kind is one more member here, and one more list of acts in {@link actsOf}. */
export type InvitationPurpose = JoinPurpose | ClaimPurpose | CarePurpose | WorkPurpose;
export type PersonPurpose = ClaimPurpose | CarePurpose;

/**
 * All that counts of an invitation, sealed: whoever can write to the database can neither change what it is for, whose it
 * is, for whom and until when, nor put the token of one on another.
 */
export interface InvitationContent<Purpose extends InvitationPurpose = InvitationPurpose> {
  readonly purpose: Purpose;
  readonly issuer: AccountId;
  /** The only address that can take it; null: whoever has the link. */
  readonly email: string | null;
  /** The only account that can take it, which finds it without a link. */
  readonly account?: AccountId;
  /** Milliseconds. */
  readonly expires: number;
}

/** One step of an acceptance, in whose name it is made. */
export interface Act {
  readonly by: 'issuer' | 'taker';
  readonly event: NewAccessEvent;
}

/** As whoever invited to a record holds it now. */
export interface Standing {
  readonly capacity: Capacity;
  readonly holder: Recipient & { readonly kind: 'account' | 'organization' };
}

const grantOf = (
  record: RecordId,
  { until, lasting, ...terms }: CareTerms,
  to: Recipient,
  capacity: Capacity,
  now: number,
): NewAccessEvent => {
  const ends = [until, lasting === undefined ? null : now + lasting].filter((one) => one !== null);
  return {
    kind: 'consent',
    record,
    effect: 'permit',
    recipient: to,
    ...terms,
    from: now,
    until: ends.length === 0 ? null : Math.min(...ends),
    capacity,
  };
};

/**
 * What an acceptance does to a record, in order: the record is never held by nobody, and what whoever lets go is granted
 * stands before they do. The gate decides each step, on what issuer and taker may do then.
 */
export function actsOf(purpose: PersonPurpose, taker: AccountId, issuer: Standing, now: number): readonly Act[] {
  const record = purpose.person;
  const to = { kind: 'account', id: taker } as const;
  if (purpose.kind === 'care')
    return [{ by: 'issuer', event: grantOf(record, purpose.terms, to, issuer.capacity, now) }];
  const { relation, hand, keeps } = purpose;
  const takes: Act = {
    by: 'issuer',
    event: { kind: 'custody', record, holder: to, relation, state: 'held', capacity: issuer.capacity },
  };
  if (hand === 'beside') return [takes];
  const own = relation === 'self' ? 'self' : 'proxy';
  const { holder, capacity } = issuer;
  return [
    takes,
    ...(keeps === undefined ? [] : [{ by: 'taker' as const, event: grantOf(record, keeps, holder, own, now) }]),
    {
      by: 'issuer',
      event: {
        kind: 'custody',
        record,
        holder,
        relation: capacity === 'self' ? 'self' : 'custodian',
        state: 'ended',
        capacity,
      },
    },
  ];
}

/** What makes somebody work for an organization, in the name of whoever manages it. */
export const workEvent = ({ organization, role }: WorkPurpose, account: AccountId): NewAccessEvent => ({
  kind: 'membership',
  organization,
  account,
  role,
  state: 'given',
  capacity: 'staff',
});

export const invitationPlace = ({
  id,
  version,
  tokenDigest,
}: Pick<InvitationRow, 'id' | 'version' | 'tokenDigest'>): SealedPlace => ({
  table: 'account_invitations',
  row: idToBytes(id),
  column: 'content',
  version,
  clear: tokenDigest,
});

export const sealInvitation = (
  sealed: SealedStore,
  row: Omit<InvitationRow, 'content' | 'expiresAt'>,
  content: InvitationContent,
): InvitationRow => ({
  ...row,
  expiresAt: content.expires,
  content: sealed.seal('instance', invitationPlace(row), Buffer.from(JSON.stringify(content))),
});

/** Throws CW-VLT-001 when the row is not what was written. */
export const openInvitation = (sealed: SealedStore, row: InvitationRow): InvitationContent =>
  JSON.parse(sealed.open('instance', invitationPlace(row), row.content).toString('utf8')) as InvitationContent;
