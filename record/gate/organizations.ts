import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { type Keyring, newRecordRow, type RequestFacts } from '@chartwarden/vault';
import type { Access } from './access.ts';
import type { OrganizationRole } from './access-types.ts';

export interface Member {
  readonly account: AccountId;
  readonly role: OrganizationRole;
}

/** Organizations: what they own themselves is a record, too, and who works there is said by events of the gate. */
export function createOrganizations(parts: {
  readonly access: Access;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly keysChanged: () => Promise<void>;
}) {
  const { access, keyring, clock } = parts;

  /** Makes an organization and names its first manager. Throws CW-GATE-007 when the role may not. */
  async function create(
    actor: Actor,
    organization: { readonly name: string; readonly manager: AccountId },
    request: RequestFacts,
  ): Promise<RecordId> {
    const record = newId<RecordId>(clock.now());
    await keyring.create(record);
    const keys = await keyring.reserve(record, 2);
    const row = newRecordRow(keys, 'organization', { name: organization.name }, clock.now());
    await access.change(
      actor,
      { kind: 'record', record, recordKind: 'organization', state: 'created', capacity: 'self' },
      request,
      { statements: [row.statement], digests: [row.digest] },
    );
    const capacity = organization.manager === actor.account ? 'self' : 'staff';
    await access.change(
      actor,
      {
        kind: 'membership',
        organization: record,
        account: organization.manager,
        role: 'manager',
        state: 'given',
        capacity,
      },
      request,
    );
    await parts.keysChanged();
    return record;
  }

  /** Organizations that there are, in no order; for whose role it is to make them. */
  const all = (): readonly RecordId[] =>
    [...access.state().records].flatMap(([id, one]) => (one.kind === 'organization' && !one.erased ? [id] : []));

  const membersOf = (organization: RecordId): readonly Member[] =>
    [...access.state().accounts].flatMap(([account, { status, memberships }]) =>
      memberships.flatMap((one) =>
        one.organization === organization && status === 'active' ? [{ account, role: one.role }] : [],
      ),
    );

  /** Where an account works, and as what. */
  const of = (account: AccountId): readonly { readonly organization: RecordId; readonly role: OrganizationRole }[] => {
    const state = access.state();
    return (state.accounts.get(account)?.memberships ?? []).filter(
      ({ organization }) => state.records.get(organization)?.erased === false,
    );
  };

  return { create, all, membersOf, of };
}

export type Organizations = ReturnType<typeof createOrganizations>;
