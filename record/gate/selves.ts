import type { AccountId, EventId, RecordId } from '@chartwarden/ids';
import { ACTIONS, type Action, type Recipient } from '@chartwarden/vault';
import type { AccessState, Custody, RecordState } from './access-state.ts';
import type { OrganizationRole } from './access-types.ts';

/** What somebody may do with a record through the organization they work for; consents of the person may give less. */
const IN_ORGANIZATION: Readonly<Record<OrganizationRole, readonly Action[]>> = {
  viewer: ['read', 'search'],
  member: ['read', 'search', 'create', 'update'],
  manager: ACTIONS,
};

/** Actions that only look. */
export const READING: readonly Action[] = IN_ORGANIZATION.viewer;

/** Somebody whom a consent may name: an account itself, or an organization it works for, within its role there. */
export interface Self {
  readonly recipient: Recipient;
  readonly may: readonly Action[];
  /** Administers what it holds; others of an organization read and write for it. */
  readonly administers: boolean;
  /** By what event it works there. */
  readonly since?: EventId;
}

/** The account, and the organizations that there are of those it works for. */
export const selvesOf = (account: AccountId, state: AccessState): readonly Self[] => [
  { recipient: { kind: 'account', id: account }, may: ACTIONS, administers: true },
  ...(state.accounts.get(account)?.memberships ?? []).flatMap(({ organization, role, event }): readonly Self[] =>
    state.records.get(organization)?.erased === false
      ? [
          {
            recipient: { kind: 'organization', id: organization },
            since: event,
            may: IN_ORGANIZATION[role],
            administers: role === 'manager',
          },
        ]
      : [],
  ),
];

/** Somebody as they hold a record: by what event, and as what; an organization holds what is its own. */
export interface Holding extends Self {
  readonly event: EventId;
  readonly relation: Custody['relation'] | 'own';
}

/** By what event somebody holds a record: custody of it, or their part in it when it is their organization's own. */
export const heldBy = (self: Self, id: RecordId, record: RecordState): readonly Holding[] => [
  ...record.custody
    .filter(({ holder }) => holder.kind === self.recipient.kind && holder.id === self.recipient.id)
    .map(({ event, relation }) => ({ ...self, event, relation })),
  ...(self.since !== undefined && self.recipient.id === id
    ? [{ ...self, event: self.since, relation: 'own' as const }]
    : []),
];
