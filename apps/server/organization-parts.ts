import {
  type Accounts,
  createCustody,
  createPatients,
  createWorkplaces,
  custodyRoutes,
  organizationsRoutes,
} from '@chartwarden/accounts';
import type { Db } from '@chartwarden/db';
import type { Core, Organizations } from '@chartwarden/gate';
import type { AccountId, RecordId } from '@chartwarden/ids';
import { createLeavings, type Erasures, leavingRoutes } from '@chartwarden/operate';
import type { Clock } from '@chartwarden/time';

/** Who is meant, in words: an organization by the name it has for others, or an account. */
export const namesIn =
  ({ organizations }: Pick<Core, 'organizations'>, { nameOf }: Pick<Accounts, 'nameOf'>) =>
  async (who: AccountId | RecordId): Promise<string | null> =>
    (await organizations.cardOf(who as RecordId))?.name ?? nameOf(who as AccountId);

/** Ties organizations, and custody by them and by people, to the accounts that work for them, and to what becomes of records that they let go of. */
export function organizationParts(
  core: Core,
  {
    accounts,
    ...parts
  }: {
    readonly accounts: Accounts;
    readonly db: Db;
    readonly clock: Clock;
    readonly erasures: Erasures;
    readonly noticeDays: number;
  },
) {
  const { nameOf, tell } = accounts;
  const leavings = createLeavings({
    ...parts,
    core,
    tell,
    tellInvited: accounts.personInvitations.tellLeaving,
    managersOf: (organization) => managersOf(core.organizations, organization),
  });
  const patients = createPatients({ ...core, clock: parts.clock });
  return {
    leavings,
    routes: [
      ...organizationsRoutes(createWorkplaces({ ...core, nameOf, tell }), patients, accounts.organizationInvitations),
      ...custodyRoutes(createCustody({ ...core, nameOf: namesIn(core, accounts), tell })),
      ...leavingRoutes(leavings),
    ],
  };
}

/** Who is told what concerns an organization. */
export const managersOf = (organizations: Organizations, organization: RecordId): readonly AccountId[] =>
  organizations
    .membersOf(organization)
    .flatMap(({ account, role, active }) => (role === 'manager' && active ? [account] : []));
