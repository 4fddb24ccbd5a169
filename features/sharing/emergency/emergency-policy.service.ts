import { CodedError } from '@chartwarden/errors';
import { type ConsentEvent, type Core, channelOf, deciding } from '@chartwarden/gate';
import { type AccountId, isId, type RecordId } from '@chartwarden/ids';
import type { Permit, Recipient } from '@chartwarden/vault';
import type { Asking } from '../asking.ts';
import type { NameOf } from '../share-types.ts';
import { isOfEssentials, sliceFor } from './offers.ts';

export type EmergencyPolicyParts = Pick<Core, 'gate' | 'vault' | 'emergencies' | 'organizations'> & {
  readonly nameOf: NameOf;
  readonly isListed: (organization: RecordId) => Promise<boolean>;
  readonly managersOf: (organization: RecordId) => readonly AccountId[];
  readonly tell: (account: AccountId, kind: 'emergency-policy') => Promise<void>;
};

/** What an organization offers of the records that it alone holds, and to whom. */
export interface PolicyWish {
  readonly what: 'essential' | 'everything';
  readonly to: 'practitioners' | { readonly organization: string };
}

/** The policy as it is shown: to who works there, and on the page of each record that it is about. */
export interface PolicyLine {
  readonly organization: { readonly id: string; readonly name: string | null };
  readonly what: PolicyWish['what'];
  /** Null: everybody here whose role is for it. */
  readonly to: { readonly id: string; readonly name: string | null } | null;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Who set it. */
  readonly by: string | null;
}

export async function policyLineOf(event: ConsentEvent, nameOf: NameOf): Promise<PolicyLine> {
  const { recipient, record, slice, time, by } = event;
  const isPlace = recipient?.kind === 'organization';
  return {
    organization: { id: record, name: await nameOf(record) },
    what: isOfEssentials(slice) ? 'essential' : 'everything',
    to: isPlace ? { id: recipient.id, name: await nameOf(recipient.id as RecordId) } : null,
    since: time,
    by: by === 'operator' || by === 'system' ? null : await nameOf(by),
  };
}

/**
 * The emergency policy of an organization (ADR 0101): its managers set it, everybody who works there reads it, and so does
 * whoever looks after a record that it is about.
 */
export function createEmergencyPolicy(parts: EmergencyPolicyParts) {
  const { gate, vault, emergencies, organizations, nameOf, isListed, managersOf, tell } = parts;

  const permit = (who: Asking, place: string): Promise<Permit> => {
    if (!isId(place)) throw new CodedError('CW-GEN-002');
    const { as: _as, ...request } = who.request;
    const record = place as RecordId;
    const asked = { actor: who.actor, record, actions: ['read'] as const, purpose: 'self' as const };
    return gate.permit({ ...asked, channel: channelOf(who.actor), request });
  };
  /** For whoever works there; for everybody else it is not there. */
  async function entered(who: Asking, place: string) {
    const way = await permit(who, place);
    const own = organizations.of(who.account).find(({ organization }) => organization === place);
    if (own === undefined) throw new CodedError('CW-GEN-002');
    return { way, organization: own.organization };
  }
  async function now(organization: RecordId): Promise<{ readonly policy: PolicyLine | null }> {
    const event = emergencies.policyOf(organization);
    return { policy: event === null ? null : await policyLineOf(event, nameOf) };
  }

  return {
    /** For whoever works there; a line of its log. */
    now: (who: Asking, place: string) =>
      deciding(async () => {
        const { way, organization } = await entered(who, place);
        await vault.records.profile(way);
        return now(organization);
      }),

    /**
     * Sets it, or ends it; what is open under the old one ends with it, and the other managers are told. Throws CW-GATE-007
     * for whoever does not manage the organization, CW-SHR-002 for an organization that does not want to be found.
     */
    set: (who: Asking, place: string, wanted: PolicyWish | null) =>
      deciding(async () => {
        const { organization } = await entered(who, place);
        const to = wanted?.to ?? 'practitioners';
        if (to !== 'practitioners' && !(await isListed(to.organization as RecordId)))
          throw new CodedError('CW-SHR-002');
        const recipient: Recipient =
          to === 'practitioners' ? { kind: 'account', id: '*' } : { kind: 'organization', id: to.organization };
        const policy = wanted === null ? null : { slice: sliceFor(wanted.what, false), recipient };
        const { as: _as, ...request } = who.request;
        await emergencies.setPolicy(who.actor, organization, policy, request);
        for (const manager of managersOf(organization))
          if (manager !== who.account) await tell(manager, 'emergency-policy');
        return now(organization);
      }),
  };
}

export type EmergencyPolicy = ReturnType<typeof createEmergencyPolicy>;
