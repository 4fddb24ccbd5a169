import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { AccessState, Custody } from './access-state.ts';
import type { CustodyEvent, InstanceRole, NewAccessEvent } from './access-types.ts';

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

/** Whoever looks after a record neither ends nor changes what the person it is about holds. */
const takesFromPerson = (
  actor: Actor,
  { holder }: Pick<CustodyEvent, 'holder'>,
  custody: readonly Custody[],
): boolean =>
  holder.id !== actor.account &&
  custody.some((one) => one.relation === 'self' && one.holder.kind === holder.kind && one.holder.id === holder.id);

/** The last owner stays one: without any, the instance would wait to be set up again, by whoever comes first. */
const takesLastOwner = (state: AccessState, event: NewAccessEvent): boolean => {
  const ends =
    (event.kind === 'account' && event.state === 'disabled') ||
    (event.kind === 'role' && event.role === 'owner' && event.state === 'taken');
  if (!ends) return false;
  const owners = [...state.accounts].filter(([, one]) => one.status === 'active' && one.roles.includes('owner'));
  return owners.length === 1 && owners[0]?.[0] === event.account;
};

/** In what capacity somebody acts is what they are, and not what they say: the event is read as evidence later. */
function actsAs(actor: Actor, event: NewAccessEvent, state: AccessState): boolean {
  if (actor.kind !== 'account') return event.capacity === actor.kind;
  if (event.kind === 'account' || event.kind === 'role') return event.capacity === 'staff';
  if (event.kind === 'approval') return event.capacity === 'self';
  const own = state.records
    .get(event.record)
    ?.custody.find((one) => one.holder.kind === 'account' && one.holder.id === actor.account);
  // Whoever makes a record says with its first custody whom it is about.
  const relation = own?.relation ?? (event.kind === 'custody' ? event.relation : undefined);
  if (relation === undefined) return event.capacity === 'self' || event.capacity === 'proxy';
  return event.capacity === (relation === 'self' ? 'self' : 'proxy');
}

/** True when the actor may make this change, in this capacity. What no rule allows is refused. */
export const mayChange = (actor: Actor, event: NewAccessEvent, state: AccessState): boolean =>
  actsAs(actor, event, state) && allows(actor, event, state);

/** One rule per kind of event. */
function allows(actor: Actor, event: NewAccessEvent, state: AccessState): boolean {
  switch (event.kind) {
    case 'account':
    case 'role': {
      // Before there is an owner, whoever stands at the machine (or holds the set-up code) makes the first one.
      if (!hasOwner(state)) return actor.kind === 'operator';
      if (takesLastOwner(state, event)) return false;
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
      // A record that nobody ever held is taken by whoever just made it, and by nobody else who came to know its id.
      if (!record.wasHeld)
        return (
          isActive(state, actor) &&
          record.madeBy === actor.account &&
          event.state === 'held' &&
          event.holder.kind === 'account' &&
          event.holder.id === actor.account
        );
      return holds(state, actor, event.record) && !takesFromPerson(actor, event, record.custody);
    }
    case 'consent':
      return holds(state, actor, event.record);
    case 'approval':
      return isActive(state, actor) && !state.usedApprovals.has(event.approval);
    default:
      return false;
  }
}
