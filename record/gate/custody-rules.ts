import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { AccessState, Custody, RecordState } from './access-state.ts';
import type { Capacity, CustodyEvent, NewAccessEvent } from './access-types.ts';
import { actingAccount } from './roles.ts';
import { withheldFrom } from './withheld.ts';

/** What the actor holds a record by: their own custody, or that of an organization which they manage. */
export function custodyOf(state: AccessState, actor: Actor, record: RecordState | undefined): Custody | undefined {
  const account = actingAccount(state, actor);
  if (record === undefined || account?.status !== 'active') return undefined;
  const own = record.custody.find(({ holder }) => holder.kind === 'account' && holder.id === actor.account);
  const managed = account.memberships.filter(
    ({ organization, role }) => role === 'manager' && state.records.get(organization)?.erased === false,
  );
  return (
    own ??
    record.custody.find(
      ({ holder }) => holder.kind === 'organization' && managed.some((one) => one.organization === holder.id),
    )
  );
}

export const capacityIn = (custody: Pick<Custody, 'relation'> & { readonly holder?: Custody['holder'] }): Capacity =>
  custody.holder?.kind === 'organization' ? 'staff' : custody.relation === 'self' ? 'self' : 'proxy';

/** In what capacity the actor administers a record; undefined for whoever does not hold it. */
export function holdsIn(state: AccessState, actor: Actor, record: RecordId): Capacity | undefined {
  const custody = custodyOf(state, actor, state.records.get(record));
  return custody === undefined ? undefined : capacityIn(custody);
}

/** Whoever looks after a record neither ends nor changes what the person it is about holds. */
const takesFromPerson = (actor: Actor, { holder }: Pick<CustodyEvent, 'holder'>, custody: readonly Custody[]) =>
  holder.id !== actor.account &&
  custody.some((one) => one.relation === 'self' && one.holder.kind === holder.kind && one.holder.id === holder.id);

const isSame = (one: Custody['holder'], other: Custody['holder']): boolean =>
  one.kind === other.kind && one.id === other.id;

/** A record stays somebody's who can act: the last such holder hands it over, or has it erased. */
const leavesNobody = (
  { holder, state: becomes }: Pick<CustodyEvent, 'holder' | 'state'>,
  custody: readonly Custody[],
  state: AccessState,
): boolean =>
  becomes === 'ended' &&
  !custody.some(
    ({ holder: { kind, id }, holder: other }) =>
      !isSame(other, holder) &&
      (kind === 'account' ? state.accounts.get(id as AccountId)?.status === 'active' : isOrganization(state, id)),
  );

export const isOrganization = (state: AccessState, id: string): boolean => {
  const found = state.records.get(id as RecordId);
  return found?.kind === 'organization' && !found.erased;
};

/** Whoever looks after a record erases it only when the person does not hold it, and sees all that would be lost. */
export function allowsErasure(actor: Actor, record: RecordState | undefined, state: AccessState, at: number): boolean {
  const custody = custodyOf(state, actor, record);
  if (record === undefined || custody === undefined) return false;
  if (custody.relation === 'self') return true;
  const isOwn = record.custody.some(({ relation }) => relation === 'self');
  return !isOwn && withheldFrom(actor.account, record, at).length === 0;
}

/**
 * Whoever looks after a record does not make more of themselves, nor hands on more than they see; they let go themselves,
 * or of whom they took on, and of nobody else: one parent does not put out the other.
 */
function handsOn(
  actor: Actor,
  { holder, relation, state: becomes }: Pick<CustodyEvent, 'holder' | 'relation' | 'state'>,
  own: Custody,
  record: RecordState,
  at: number,
): boolean {
  if (becomes === 'ended') {
    const ended = record.custody.find((one) => isSame(one.holder, holder));
    return own.holder === ended?.holder || ended?.by === actor.account;
  }
  if (holder.kind === 'account' && holder.id === actor.account) return false;
  if (relation === 'self') return !record.custody.some((one) => one.relation === 'self');
  return withheldFrom(actor.account, record, at).length === 0;
}

export function allowsCustody(
  actor: Actor,
  event: Extract<NewAccessEvent, { kind: 'custody' }>,
  state: AccessState,
  at: number,
): boolean {
  const record = state.records.get(event.record);
  if (record === undefined || record.erased || record.kind !== 'person') return false;
  const { holder } = event;
  // Who looked after a child lets go when the child is grown and holds the record themselves (growing.ts).
  if (actor.kind === 'system')
    return (
      event.state === 'ended' &&
      event.relation === 'custodian' &&
      record.custody.some((one) => one.relation === 'custodian' && one.holder.id === holder.id) &&
      record.custody.some((one) => one.relation === 'self' && one.holder.id !== holder.id)
    );
  if (event.state === 'held') {
    const known =
      holder.kind === 'account'
        ? state.accounts.get(holder.id as AccountId)?.status === 'active'
        : isOrganization(state, holder.id) && event.relation === 'custodian';
    if (!known) return false;
  }
  // A record that nobody ever held is taken by whoever just made it, for themselves or an organization they work for,
  // and by nobody else who came to know its id.
  if (!record.wasHeld) {
    const account = actingAccount(state, actor);
    const works = account?.memberships.some((one) => one.organization === holder.id && one.role !== 'viewer');
    return (
      account?.status === 'active' &&
      record.madeBy === actor.account &&
      event.state === 'held' &&
      (holder.kind === 'account' ? holder.id === actor.account : works === true)
    );
  }
  const custody = custodyOf(state, actor, record);
  return (
    custody !== undefined &&
    (custody.relation === 'self' || handsOn(actor, event, custody, record, at)) &&
    !takesFromPerson(actor, event, record.custody) &&
    !leavesNobody(event, record.custody, state)
  );
}
