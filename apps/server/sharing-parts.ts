import type { Accounts } from '@chartwarden/accounts';
import type { MakePrint } from '@chartwarden/chart';
import type { Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import type { Core, GrowingAges } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { OperatePorts } from '@chartwarden/operate';
import {
  type Asking,
  activityRoutes,
  auditRoutes,
  createAuditLog,
  createEmergency,
  createEmergencyPolicy,
  createKeeping,
  createSeen,
  createShareDrafts,
  createShares,
  createSharing,
  emergencyRoutes,
  type InviteTerms,
  keepingRoutes,
  type ReceiptChoices,
  type ReceiptPage,
  sharesRoutes,
  sharingRoutes,
} from '@chartwarden/sharing';
import type { Clock } from '@chartwarden/time';
import { createLinkParts } from './link-parts.ts';
import { managersOf, namesIn } from './organization-parts.ts';

/** Ties `sharing` to the accounts that it names and tells, and says what both keep sealed. */
export function createSharingParts(
  core: Core,
  {
    db,
    clock,
    accounts,
    ages,
    publicUrl,
    print,
  }: {
    readonly db: Db;
    readonly clock: Clock;
    readonly accounts: Accounts;
    readonly ages: GrowingAges;
    readonly publicUrl: () => string;
    readonly print: MakePrint;
  },
) {
  const { organizations } = core;
  const nameOf = namesIn(core, accounts);
  const ports = {
    ...core,
    db,
    clock,
    nameOf,
    publicUrl,
    accountAt: (address: string) => accounts.findAccount(address),
    tell: accounts.tell,
    isListed: async (organization: RecordId) => (await organizations.cardOf(organization))?.listed === true,
    managersOf: (organization: RecordId) => managersOf(organizations, organization),
    printPage: async (page: ReceiptPage, choices: ReceiptChoices) => {
      const made = await print({ what: 'page', page, choices, at: clock.now() });
      if (made === null) throw new CodedError('CW-PRNT-002');
      return made.pdf;
    },
    invite: ({ actor, account, request }: Asking, { record, terms, email, days }: InviteTerms) =>
      accounts.personInvitations.make(
        { account, actor },
        { purpose: { kind: 'care', person: record, terms }, email, days },
        { client: actor.client === 'cli' ? 'cli' : 'browser', facts: request },
      ),
  };
  const drafts = createShareDrafts(ports);
  const cells: OperatePorts['cells'] = async (scope, again) =>
    (await accounts.reseal(scope, again)) + (scope === 'instance' ? 0 : await drafts.reseal(scope, again));
  const links = createLinkParts(core, { db, clock, accounts, publicUrl, cells });
  return {
    cells: links.cells,
    links,
    routes: [
      ...sharingRoutes(createSharing({ ...core, clock, nameOf, ages, tell: accounts.tell })),
      ...activityRoutes(createSeen({ ...core, clock, nameOf })),
      ...auditRoutes(createAuditLog({ ...core, accounts })),
      ...sharesRoutes(createShares({ ...ports, sweepLinks: links.sweep }), drafts),
      ...keepingRoutes(createKeeping(ports)),
      ...emergencyRoutes(createEmergency(ports), createEmergencyPolicy(ports)),
      ...links.routes,
    ],
  };
}

export type SharingParts = ReturnType<typeof createSharingParts>;
