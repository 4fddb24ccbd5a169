import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { AccessState, Custody } from './access-state.ts';
import type { ConsentEvent, MembershipEvent, NewAccessEvent } from './access-types.ts';
import { maySetPolicy, mayTake } from './break-glass.ts';
import { isOffer } from './consents.ts';
import { allowsCustody, allowsErasure, capacityIn, custodyOf, isOrganization } from './custody-rules.ts';
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
      // What an organization says of itself its managers say for it.
      if (event.kind === 'consent' && isOrganization(state, event.record)) return event.capacity === 'staff';
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
      // Whoever looks after accounts is made more, or less, by somebody else.
      if (event.kind === 'role' && event.account === actor.account) return false;
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
  if (record.kind === 'organization') return maySetPolicy(actor, event, state);
  const ended = record.consents.find((one) => one.id === event.ends);
  // What a growing child has for themselves is said by the clock, and only ever takes away: from who looks after them, and
  // from whom those shared with.
  if (actor.kind === 'system') {
    if (event.ends !== undefined) return ended !== undefined && isOffer(ended) && ended.capacity === 'proxy';
    const isNamed = record.consents.some(
      (one) => one.capacity === 'proxy' && one.recipient?.id === event.recipient?.id,
    );
    const isCarer = record.custody.some(
      ({ relation, holder }) => relation === 'custodian' && holder.id === event.recipient?.id,
    );
    return (
      event.effect === 'deny' &&
      event.recipient !== undefined &&
      (isCarer || (isNamed && event.slice.labelled === true))
    );
  }
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
