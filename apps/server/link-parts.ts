import { type Accounts, createPasswords } from '@chartwarden/accounts';
import type { Db } from '@chartwarden/db';
import type { Core } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { OperatePorts } from '@chartwarden/operate';
import {
  createLinkOpening,
  createLinks,
  createLinksStore,
  linkOpeningRoutes,
  linksRoutes,
  resealLinks,
} from '@chartwarden/sharing';
import type { Clock } from '@chartwarden/time';

/** Ties share links to the accounts that they tell; passcodes have a line of their own, so that guessing holds up no login. */
export function createLinkParts(
  core: Core,
  {
    db,
    clock,
    accounts,
    publicUrl,
    cells,
  }: {
    readonly db: Db;
    readonly clock: Clock;
    readonly accounts: Accounts;
    readonly publicUrl: () => string;
    /** What others keep sealed; links come on top. */
    readonly cells: OperatePorts['cells'];
  },
) {
  const store = createLinksStore(db);
  const passcodes = createPasswords({ parallel: 1 });
  const ports = { ...core, db, clock, publicUrl, passcodes, tell: accounts.tell };
  const opening = createLinkOpening(ports, store);
  return {
    cells: (async (scope, again) =>
      (await cells(scope, again)) +
      (scope === 'instance' ? 0 : await resealLinks(store, scope, again))) satisfies OperatePorts['cells'],
    sweep: (record?: RecordId) => opening.sweep(record),
    routes: [...linksRoutes(createLinks(ports, store)), ...linkOpeningRoutes(opening)],
  };
}
