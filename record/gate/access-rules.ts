import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { AccessState, Custody, RecordState } from './access-state.ts';
import type { Capacity, ConsentEvent, CustodyEvent, MembershipEvent, NewAccessEvent } from './access-types.ts';
import { mayTake } from './break-glass.ts';
import { actingAccount, actsForShow, isFor } from './roles.ts';
import { mayHold, withheldFrom } from './withheld.ts';

type AccountEvent = Extract<NewAccessEvent, { readonly kind: 'account' | 'role' }>;

const isActive = (state: AccessState, actor: Actor): boolean => actingAccount(state, actor)?.status === 'active';

const hasOwner = (state: AccessState): boolean =>
  [...state.accounts.values()].some((account) => account.status === 'active' && account.roles.includes('owner'));

/** Disabled ones too: an organization whose manager was shut out is not free for the taking. */
const managersOf = (state: AccessState, organization: RecordId): readonly string[] =>
  [...state.accounts].flatMap(([id, { memberships }]) =>
    memberships.some((one) => one.organization === organization && one.role === 'manager') ? [id] : [],
  );

/** True when the actor is a recipient, or manages the organization that is. */
const standsFor = (state: AccessState, actor: Actor, recipient: ConsentEvent['recipient']): boolean =>
  recipient?.kind === 'account'
    ? recipient.id === actor.account
    : recipient?.kind === 'organization' &&
      isOrganization(state, recipient.id) &&
      (actingAccount(state, actor)?.memberships ?? []).some(
        ({ organization, role }) => organization === recipient.id && role === 'manager',
      );

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

const capacityIn = (custody: Pick<Custody, 'relation'> & { readonly holder?: Custody['holder'] }): Capacity =>
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

/** The last owner stays one: without any, the instance would wait to be set up again, by whoever comes first. */
const takesLastOwner = (state: AccessState, event: NewAccessEvent): boolean => {
  const ends =
    (event.kind === 'account' && event.state === 'disabled') ||
    (event.kind === 'role' && event.role === 'owner' && event.state === 'taken');
  if (!ends) return false;
  const owners = [...state.accounts].filter(([, one]) => one.status === 'active' && one.roles.includes('owner'));
  return owners.length === 1 && owners[0]?.[0] === event.account;
};

/** Where the operator opened registration, an account comes into being without anybody's act: as a member, and only once. */
const registers = (state: AccessState, event: AccountEvent): boolean => {
  const account = state.accounts.get(event.account);
  if (event.kind === 'account') return event.state === 'active' && account === undefined;
  return (
    event.role === 'member' && event.state === 'given' && account?.status === 'active' && account.roles.length === 0
  );
};

const isOrganization = (state: AccessState, id: string): boolean => {
  const found = state.records.get(id as RecordId);
  return found?.kind === 'organization' && !found.erased;
};

/** In what capacity somebody acts is what they are, and not what they say: the event is read as evidence later. */
function actsAs(actor: Actor, event: NewAccessEvent, state: AccessState): boolean {
  if (actor.kind !== 'account') return event.capacity === actor.kind;
  switch (event.kind) {
    case 'account':
    case 'role':
      return event.capacity === 'staff';
    case 'membership':
      return event.capacity === (event.account === actor.account ? 'self' : 'staff');
    case 'approval':
      return event.capacity === 'self';
    default: {
      if (event.kind === 'consent' && event.under !== undefined && event.ends === undefined)
        return event.capacity === 'staff';
      const own = custodyOf(state, actor, state.records.get(event.record));
      // Whoever makes a record says with its first custody whom it is about.
      if (own === undefined && event.kind === 'custody') return event.capacity === capacityIn(event);
      // What their organization was given is given back by its managers, as such.
      if (own === undefined && event.kind === 'consent' && event.recipient?.kind === 'organization')
        return event.capacity === 'staff';
      if (own === undefined) return event.capacity === 'self' || event.capacity === 'proxy';
      return event.capacity === capacityIn(own);
    }
  }
}

/** True when the actor may make this change, in this capacity. What no rule allows is refused. `at`: now, in ms. */
export const mayChange = (actor: Actor, event: NewAccessEvent, state: AccessState, at: number): boolean =>
  !actsForShow(state, actor) && actsAs(actor, event, state) && allows(actor, event, state, at);

/** One rule per kind of event. */
function allows(actor: Actor, event: NewAccessEvent, state: AccessState, at: number): boolean {
  switch (event.kind) {
    case 'account':
    case 'role': {
      // Before there is an owner, whoever stands at the machine (or holds the set-up code) makes the first one.
      if (!hasOwner(state)) return actor.kind === 'operator';
      if (actor.kind === 'system') return registers(state, event);
      if (takesLastOwner(state, event)) return false;
      const touchesOwner =
        (event.kind === 'role' && event.role === 'owner') ||
        (state.accounts.get(event.account)?.roles.includes('owner') ?? false);
      return isFor(actingAccount(state, actor), touchesOwner ? 'owners' : 'accounts');
    }
    case 'membership':
      return allowsMembership(actor, event, state);
    case 'record': {
      // A restored copy does not know yet whose keys were destroyed since: the keyring's tombstones say so (design 4.1).
      if (actor.kind === 'system') return event.state === 'erased' && state.records.get(event.record)?.erased === false;
      if (event.state === 'created') {
        const makes = event.recordKind === 'organization' ? 'make-organization' : 'make-person';
        return !state.records.has(event.record) && isFor(actingAccount(state, actor), makes);
      }
      return allowsErasure(actor, state.records.get(event.record), state, at);
    }
    case 'custody':
      return allowsCustody(actor, event, state, at);
    case 'consent':
      return allowsConsent(actor, event, state, at);
    case 'approval':
      return isActive(state, actor) && !state.usedApprovals.has(event.approval);
    default:
      return false;
  }
}

function allowsMembership(
  actor: Actor,
  event: Pick<MembershipEvent, 'organization' | 'account' | 'state' | 'role'>,
  state: AccessState,
): boolean {
  const organization = state.records.get(event.organization);
  if (organization?.kind !== 'organization' || organization.erased || !isActive(state, actor)) return false;
  const managers = managersOf(state, event.organization);
  // What an organization holds is administered by somebody, always.
  const acting = managers.filter((id) => state.accounts.get(id as AccountId)?.status === 'active');
  const isLastManager = acting.length === 1 && acting[0] === event.account;
  if (isLastManager && (event.state === 'taken' || event.role !== 'manager')) return false;
  if (event.state === 'taken' && event.account === actor.account) return true;
  if (event.state === 'given' && state.accounts.get(event.account)?.status !== 'active') return false;
  // Its first manager is named by whoever makes organizations; from then on they decide among themselves.
  if (managers.length === 0) return event.role === 'manager' && isFor(actingAccount(state, actor), 'make-organization');
  return managers.includes(actor.account ?? '');
}

/** Whoever looks after a record erases it only when the person does not hold it, and sees all that would be lost. */
function allowsErasure(actor: Actor, record: RecordState | undefined, state: AccessState, at: number): boolean {
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

function allowsCustody(
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

/** A refusal that would keep the record from the person whom it is about; one for everybody does not. */
const keepsFromPerson = (
  { effect, ends, recipient }: Pick<ConsentEvent, 'effect' | 'ends' | 'recipient'>,
  custody: readonly Custody[],
): boolean =>
  effect !== 'permit' &&
  ends === undefined &&
  custody.some(
    ({ relation, holder }) => relation === 'self' && recipient?.kind === holder.kind && recipient.id === holder.id,
  );

/** Said by whoever looks after the record, and not by the person or the clock. */
const isOfHolders = ({ capacity }: Pick<ConsentEvent, 'capacity'>): boolean =>
  capacity === 'proxy' || capacity === 'staff';

function allowsConsent(
  actor: Actor,
  event: Extract<NewAccessEvent, { kind: 'consent' }>,
  state: AccessState,
  at: number,
): boolean {
  const record = state.records.get(event.record);
  if (record === undefined || record.erased) return false;
  const ended = record.consents.find((one) => one.id === event.ends);
  // What a growing child has for themselves is said by the clock, and only ever takes away from who looks after them.
  if (actor.kind === 'system')
    return (
      event.ends === undefined &&
      event.effect === 'deny' &&
      record.custody.some(({ relation, holder }) => relation === 'custodian' && holder.id === event.recipient?.id)
    );
  if (event.under !== undefined && event.ends === undefined) return mayTake(actor, event, state, at);
  const custody = custodyOf(state, actor, record);
  // What was kept from who looks after the record, by the person or by the clock, they do not give themselves.
  if (ended?.effect === 'deny' && custody?.relation === 'custodian' && !isOfHolders(ended)) return false;
  if (custody?.relation === 'custodian') {
    if (keepsFromPerson(event, record.custody)) return false;
    const gives = event.effect === 'permit' && event.ends === undefined;
    if (gives && mayHold(event, withheldFrom(actor.account, record, at))) return false;
  }
  // Staff say on what paper the person agreed.
  if (custody?.holder.kind === 'organization') return event.ends !== undefined || event.document !== undefined;
  if (custody !== undefined) return true;
  // Whoever was granted something gives it back when they want; what an organization was granted, its managers do.
  return ended?.effect === 'permit' && isActive(state, actor) && standsFor(state, actor, ended.recipient);
}
