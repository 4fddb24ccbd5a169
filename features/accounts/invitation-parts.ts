import type { AccountId } from '@chartwarden/ids';
import { createIssuing } from './invitation-issuing.ts';
import type { InvitationsStore } from './invitations.store.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import {
  createOrganizationInvitations,
  type OrganizationInvitations,
} from './organizations/organization-invitations.ts';
import { createPersonInvitations, type PersonInvitations } from './person-invitations.ts';
import { createTakeInvitation, type TakeInvitation } from './take-invitation.ts';

/** Everything that is done with invitations: to have an account, to a record, to an organization, and taking one. */
export interface AllInvitations {
  readonly invitations: Invitations;
  readonly personInvitations: PersonInvitations;
  readonly organizationInvitations: OrganizationInvitations;
  readonly taking: TakeInvitation;
}

type Parts = Omit<
  Parameters<typeof createIssuing>[0] &
    Parameters<typeof createInvitations>[0] &
    Parameters<typeof createPersonInvitations>[0] &
    Parameters<typeof createOrganizationInvitations>[0] &
    Parameters<typeof createTakeInvitation>[0],
  'store' | 'issuing' | 'personInvitations'
>;

/** `store` is that of accounts; `rows` holds invitations. */
export function createAllInvitations(
  parts: Parts & {
    readonly store: Parameters<typeof createTakeInvitation>[0]['store'];
    readonly rows: InvitationsStore;
    tell(account: AccountId, kind: string): Promise<void>;
  },
): AllInvitations {
  const { rows } = parts;
  const issuing = createIssuing({ ...parts, store: rows });
  const known = { ...parts, store: rows, issuing };
  const personInvitations = createPersonInvitations(known);
  return {
    invitations: createInvitations(known),
    personInvitations,
    organizationInvitations: createOrganizationInvitations({ ...known, personInvitations }),
    taking: createTakeInvitation({ ...parts, issuing }),
  };
}
