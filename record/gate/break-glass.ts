import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '@chartwarden/ledger';
import type { AccessState } from './access-state.ts';
import type { NewAccessEvent } from './access-types.ts';
import { isActive, isOffer } from './consents.ts';
import { actingAccount, isFor } from './roles.ts';

/** For how long somebody may take access that was offered for an emergency, in milliseconds. */
export const LONGEST_EMERGENCY = 4 * 3_600_000;

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
  const offer = state.records.get(event.record)?.consents.find((one) => one.id === event.under);
  if (offer === undefined || !isOffer(offer) || !isActive(offer, at)) return false;
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
