import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { type Keyring, newRecordRow, type RequestFacts, type Vault } from '@chartwarden/vault';
import type { Access } from './access.ts';
import type { Membership } from './access-state.ts';
import type { NewAccessEvent, OrganizationRole } from './access-types.ts';
import type { Gate } from './gate-types.ts';

export interface Member {
  readonly account: AccountId;
  readonly role: OrganizationRole;
  /** Since when they work there; milliseconds since the epoch. */
  readonly since: number;
  /** False: the account is shut out, and so does nothing for the organization. */
  readonly active: boolean;
}

/** What an organization says of itself to those who meet it as a recipient or a holder. */
export interface OrganizationCard {
  readonly id: RecordId;
  readonly name: string;
  /** Anybody with an account here finds it, to share with it. */
  readonly listed: boolean;
}

/** A record that an organization holds, and since when. */
export interface HeldByOrganization {
  readonly record: RecordId;
  readonly since: number;
}

const SYSTEM: Actor = { kind: 'system', role: 'system' };

/** Organizations: what they own themselves is a record, too, and who works there is said by events of the gate. */
export function createOrganizations(parts: {
  readonly access: Access;
  readonly gate: Pick<Gate, 'permit'>;
  readonly vault: Pick<Vault, 'records'>;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly keysChanged: () => Promise<void>;
}) {
  const { access, gate, vault, keyring, clock } = parts;

  /** Makes an organization and names its first manager. Throws CW-GATE-007 when the role may not. */
  async function create(
    actor: Actor,
    organization: { readonly name: string; readonly manager: AccountId; readonly listed?: boolean },
    request: RequestFacts,
  ): Promise<RecordId> {
    const record = newId<RecordId>(clock.now());
    await keyring.create(record);
    const keys = await keyring.reserve(record, 2);
    const { name, listed } = organization;
    const row = newRecordRow(keys, 'organization', { name, ...(listed ? { listed } : {}) }, clock.now());
    const { manager } = organization;
    const made: NewAccessEvent = {
      kind: 'record',
      record,
      recordKind: 'organization',
      state: 'created',
      capacity: 'self',
    };
    const managed: NewAccessEvent = {
      kind: 'membership',
      organization: record,
      account: manager,
      role: 'manager',
      state: 'given',
      capacity: manager === actor.account ? 'self' : 'staff',
    };
    // Together: there is no moment in which nobody administers it.
    await access.changeAll([
      { actor, event: made, request, extra: { statements: [row.statement], digests: [row.digest] } },
      { actor, event: managed, request },
    ]);
    await parts.keysChanged();
    return record;
  }

  /** Organizations that there are, in no order; for whose role it is to make them. */
  const all = (): readonly RecordId[] =>
    [...access.state().records].flatMap(([id, one]) => (one.kind === 'organization' && !one.erased ? [id] : []));

  /** Who works there, also whose account is shut out for now. */
  const membersOf = (organization: RecordId): readonly Member[] =>
    [...access.state().accounts].flatMap(([account, { status, memberships }]) =>
      memberships.flatMap(({ organization: place, role, since }) =>
        place === organization ? [{ account, role, since, active: status === 'active' }] : [],
      ),
    );

  /** Records in the custody of an organization, in the order in which it took them. */
  const heldBy = (organization: RecordId): readonly HeldByOrganization[] =>
    [...access.state().records]
      .flatMap(([record, { erased, custody }]) => {
        const held = custody.find(({ holder }) => holder.kind === 'organization' && holder.id === organization);
        return erased || held === undefined ? [] : [{ record, since: held.since }];
      })
      .sort((one, other) => one.since - other.since);

  /**
   * Its name, for whoever meets it: the caller has made sure that they do. A name of an organization is no part of
   * anybody's record, so there is no line. Null for one that is not there.
   */
  async function cardOf(organization: RecordId): Promise<OrganizationCard | null> {
    const found = access.state().records.get(organization);
    if (found?.kind !== 'organization' || found.erased) return null;
    const profile = await vault.records.organization(
      await gate.permit({
        actor: SYSTEM,
        record: organization,
        actions: ['read'],
        purpose: 'operate',
        channel: 'system',
        request: {},
      }),
    );
    return profile === null ? null : { id: organization, name: profile.name, listed: profile.listed === true };
  }

  /** Where an account works, and as what. */
  const of = (account: AccountId): readonly Membership[] => {
    const state = access.state();
    return (state.accounts.get(account)?.memberships ?? []).filter(
      ({ organization }) => state.records.get(organization)?.erased === false,
    );
  };

  return { create, all, membersOf, heldBy, cardOf, of };
}

export type Organizations = ReturnType<typeof createOrganizations>;
