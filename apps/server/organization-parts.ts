import { type Accounts, createPatients, createWorkplaces, organizationsRoutes } from '@chartwarden/accounts';
import type { Core, Organizations } from '@chartwarden/gate';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';

/** Ties organizations to the accounts that work for them. */
export function organizationParts(core: Core, accounts: Accounts, clock: Clock) {
  const { nameOf, tell } = accounts;
  return {
    routes: organizationsRoutes(createWorkplaces({ ...core, nameOf, tell }), createPatients({ ...core, clock })),
  };
}

/** Who is told what concerns an organization. */
export const managersOf = (organizations: Organizations, organization: RecordId): readonly AccountId[] =>
  organizations
    .membersOf(organization)
    .flatMap(({ account, role, active }) => (role === 'manager' && active ? [account] : []));
