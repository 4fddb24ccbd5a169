import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { AccessState } from './access-state.ts';
import type { InstanceRole, NewAccessEvent } from './access-types.ts';

const hasRole = (state: AccessState, actor: Actor, ...roles: InstanceRole[]): boolean => {
  const account = actor.account === undefined ? undefined : state.accounts.get(actor.account as AccountId);
  return account?.status === 'active' && roles.some((role) => account.roles.includes(role));
};

const isActive = (state: AccessState, actor: Actor): boolean =>
  actor.account !== undefined && state.accounts.get(actor.account as AccountId)?.status === 'active';

const hasOwner = (state: AccessState): boolean =>
  [...state.accounts.values()].some((account) => account.status === 'active' && account.roles.includes('owner'));

const holds = (state: AccessState, actor: Actor, record: string): boolean =>
  isActive(state, actor) &&
  (state.records.get(record as never)?.custody ?? []).some(
    (one) => one.holder.kind === 'account' && one.holder.id === actor.account,
  );

/** True when the actor may make this change. One rule per kind of event; what no rule allows is refused. */
export function mayChange(actor: Actor, event: NewAccessEvent, state: AccessState): boolean {
  switch (event.kind) {
    case 'account':
    case 'role': {
      // Before there is an owner, whoever stands at the machine (or holds the set-up code) makes the first one.
      if (!hasOwner(state)) return actor.kind === 'operator';
      const touchesOwner =
        (event.kind === 'role' && event.role === 'owner') ||
        (state.accounts.get(event.account)?.roles.includes('owner') ?? false);
      return touchesOwner ? hasRole(state, actor, 'owner') : hasRole(state, actor, 'owner', 'admin');
    }
    case 'record':
      // A restored copy does not know yet whose keys were destroyed since: the keyring's tombstones say so (design 4.1).
      if (actor.kind === 'system') return event.state === 'erased' && state.records.get(event.record)?.erased === false;
      if (event.state === 'created')
        return !state.records.has(event.record) && hasRole(state, actor, 'owner', 'admin', 'member', 'practitioner');
      return holds(state, actor, event.record);
    case 'custody': {
      const record = state.records.get(event.record);
      if (record === undefined || record.erased) return false;
      // A record nobody holds is taken by whoever just made it (they know its id, which nobody else was told).
      if (record.custody.length === 0)
        return isActive(state, actor) && event.state === 'held' && event.holder.id === actor.account;
      return holds(state, actor, event.record);
    }
    case 'consent':
      return holds(state, actor, event.record);
    default:
      return false;
  }
}
