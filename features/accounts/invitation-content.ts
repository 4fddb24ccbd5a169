import type { InstanceRole } from '@chartwarden/gate';
import { type AccountId, idToBytes } from '@chartwarden/ids';
import type { SealedPlace, SealedStore } from '@chartwarden/vault';
import type { InvitationRow } from './invitations.store.ts';

/** What an invitation is for. Another kind is one more member here, and one more way to accept in {@link Accepting}. */
export type InvitationPurpose = {
  /** To have an account with a role. */
  readonly kind: 'join';
  readonly role: InstanceRole;
};

/** What makes a purpose true for the account that took an invitation, in the name of whoever issued it. */
export type Accepting = {
  readonly [Kind in InvitationPurpose['kind']]: (
    purpose: Extract<InvitationPurpose, { readonly kind: Kind }>,
    account: AccountId,
  ) => Promise<void>;
};

/**
 * All that counts of an invitation, sealed: whoever can write to the database can neither change what it is for, whose it
 * is, for whom and until when, nor put the token of one on another.
 */
export interface InvitationContent {
  readonly purpose: InvitationPurpose;
  readonly issuer: AccountId;
  /** The only address that can take it; null: whoever has the link. */
  readonly email: string | null;
  /** Milliseconds. */
  readonly expires: number;
}

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
