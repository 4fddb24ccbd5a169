import { isDeepStrictEqual } from 'node:util';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { isKnownSlice } from '@chartwarden/vault';
import type { AccessState, RecordState } from './access-state.ts';
import type { ConsentEvent, NewAccessEvent } from './access-types.ts';
import { isActive, isOffer } from './consents.ts';
import { actingAccount, isFor } from './roles.ts';

/** For how long somebody may take access that was offered for an emergency, in milliseconds. */
export const LONGEST_EMERGENCY = 4 * 3_600_000;

const isManagedBy = (actor: Actor, organization: string, state: AccessState): boolean => {
  const account = actingAccount(state, actor);
  const manages = account?.memberships.some((one) => one.organization === organization && one.role === 'manager');
  return account?.status === 'active' && manages === true;
};

/**
 * The emergency policy of an organization (ADR 0101): an offer that stands on the organization's own record and is about
 * every record that organizations alone hold. Its managers set and end it; it never holds what carries a sensitive label,
 * and nothing else is ever consented to on such a record.
 */
export function maySetPolicy(
  actor: Actor,
  event: Extract<NewAccessEvent, { kind: 'consent' }>,
  state: AccessState,
): boolean {
  const organization = state.records.get(event.record);
  if (organization?.kind !== 'organization' || !isManagedBy(actor, event.record, state)) return false;
  if (event.ends !== undefined) return organization.consents.some(({ id }) => id === event.ends);
  const { recipient: to, slice } = event;
  return (
    event.effect === 'permit' &&
    event.under === undefined &&
    isDeepStrictEqual(event.purposes, ['emergency']) &&
    event.actions.every((action) => action === 'read' || action === 'search') &&
    isKnownSlice(slice) &&
    (slice.labels ?? []).length === 0 &&
    slice.labelled === undefined &&
    (to?.kind === 'account' ? to.id === '*' : to?.kind === 'organization' && state.records.has(to.id as RecordId))
  );
}

const offersIn = (record: RecordState | undefined, at: number): readonly ConsentEvent[] =>
  record === undefined || record.erased ? [] : record.consents.filter((one) => isOffer(one) && isActive(one, at));

/** The policies that are about a record: those of the organizations that hold it, as long as nobody else does. */
export function policiesFor(record: RecordState, state: AccessState, at: number): readonly ConsentEvent[] {
  const isOnlyTheirs = record.kind === 'person' && record.custody.every(({ holder }) => holder.kind === 'organization');
  return isOnlyTheirs
    ? record.custody.flatMap(({ holder }) => offersIn(state.records.get(holder.id as RecordId), at))
    : [];
}

/** What is offered of a person's record for an emergency: by whoever holds it, and by the policy of who does. */
export const offersFor = (record: RecordState, state: AccessState, at: number): readonly ConsentEvent[] =>
  record.kind === 'person' ? [...offersIn(record, at), ...policiesFor(record, state, at)] : [];

/**
 * Break-glass (design 4.2): true when the actor may take this access for themselves. A person (or, for a record that an
 * organization holds, its shown policy) offers it; only whose role is for it takes it, for themselves, no wider than
 * the offer, for four hours at most, and says why.
 */
export function mayTake(
  actor: Actor,
  event: Extract<NewAccessEvent, { kind: 'consent' }>,
  state: AccessState,
  at: number,
): boolean {
  const account = actingAccount(state, actor);
  if (!isFor(account, 'break-glass')) return false;
  const record = state.records.get(event.record);
  const offer = record && offersFor(record, state, at).find((one) => one.id === event.under);
  if (offer === undefined) return false;
  const to = offer.recipient;
  const isNamed =
    to === undefined ||
    (to.kind === 'account' && (to.id === '*' || to.id === actor.account)) ||
    (to.kind === 'organization' &&
      account?.memberships.some(
        ({ organization }) =>
          (to.id === '*' || organization === to.id) && state.records.get(organization)?.erased === false,
      ) === true);
  return (
    isNamed &&
    event.effect === 'permit' &&
    event.ends === undefined &&
    event.recipient?.kind === 'account' &&
    event.recipient.id === actor.account &&
    isDeepStrictEqual(event.purposes, ['emergency']) &&
    event.actions.every((action) => offer.actions.includes(action) && (action === 'read' || action === 'search')) &&
    isDeepStrictEqual(event.slice, offer.slice) &&
    event.form === offer.form &&
    event.until !== null &&
    event.until - at <= LONGEST_EMERGENCY &&
    (offer.until === null || event.until <= offer.until) &&
    (event.reason ?? '').trim().length >= 10
  );
}
