import type { Actor } from '@chartwarden/ledger';
import { type AccessState, type AccountState, subjectOf } from './access-state.ts';
import type { NewAccessEvent } from './access-types.ts';
import { actingAccount } from './roles.ts';

const idsOf = (state: AccessState, which: (account: AccountState) => boolean): readonly string[] =>
  [...state.accounts].flatMap(([id, account]) => (which(account) ? [id] : []));

/** The others of whom one has to stay, when the event takes one away: owners of the instance, managers of an organization. */
function whoStays(event: NewAccessEvent, state: AccessState): readonly string[] {
  const takesOwner =
    (event.kind === 'account' && event.state === 'disabled') ||
    (event.kind === 'role' && event.role === 'owner' && event.state === 'taken');
  if (takesOwner) return idsOf(state, ({ roles }) => roles.includes('owner'));
  if (event.kind !== 'membership') return [];
  return idsOf(state, ({ memberships }) =>
    memberships.some((one) => one.organization === event.organization && one.role === 'manager'),
  );
}

/**
 * Whose events a change was decided on: when any of them moved meanwhile, it is decided anew. Two owners who step down at
 * the same moment each see the other stay. `null`: on all there is, which is how the first owner comes into being.
 */
export function restsOn(actor: Actor, event: NewAccessEvent, state: AccessState): readonly string[] | null {
  if (actor.kind === 'operator' && idsOf(state, ({ roles }) => roles.includes('owner')).length === 0) return null;
  const places = actingAccount(state, actor)?.memberships.map(({ organization }) => organization as string) ?? [];
  const holder = event.kind === 'custody' ? [event.holder.id] : [];
  // What is taken in an emergency may rest on the policy of an organization that holds the record.
  const policies =
    event.kind === 'consent' && event.under !== undefined
      ? (state.records.get(event.record)?.custody ?? []).map(({ holder }) => holder.id)
      : [];
  const organization = event.kind === 'membership' ? [event.organization as string] : [];
  const own = actor.account === undefined ? [] : [actor.account];
  return [
    ...new Set([
      subjectOf(event),
      ...own,
      ...places,
      ...holder,
      ...policies,
      ...organization,
      ...whoStays(event, state),
    ]),
  ];
}
