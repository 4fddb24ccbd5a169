import type { AccountId, EventId, RecordId } from '@chartwarden/ids';
import type { AccessEvent, ConsentEvent, InstanceRole, NewAccessEvent, OrganizationRole } from './access-types.ts';

/** Who holds a record, folded from custody events. */
export interface Custody {
  readonly holder: { readonly kind: 'account' | 'organization'; readonly id: string };
  readonly relation: 'self' | 'custodian';
  readonly event: EventId;
  /** Who said so last: themselves, or who took them on. */
  readonly by: AccountId | 'operator' | 'system';
  /** Since when, in milliseconds since the epoch. */
  readonly since: number;
}

export interface RecordState {
  readonly kind: 'person' | 'organization';
  readonly erased: boolean;
  /** The event that made it, and whether it is made up. */
  readonly made: EventId;
  readonly synthetic: boolean;
  /** The account that made it, if an account did. */
  readonly madeBy: AccountId | 'operator' | 'system';
  /** Somebody held it once, maybe no longer. */
  readonly wasHeld: boolean;
  readonly custody: readonly Custody[];
  /** Whom the clock has told once what a teenager keeps to themselves; the person may have lifted it since. */
  readonly saidByClock: readonly string[];
  /** Consent events in order; what an `ends` event closed is gone from here. */
  readonly consents: readonly ConsentEvent[];
}

/** What an account is in an organization. */
export interface Membership {
  readonly organization: RecordId;
  readonly role: OrganizationRole;
  readonly event: EventId;
  /** Since when they work there, whatever they were at first; milliseconds since the epoch. */
  readonly since: number;
}

export interface AccountState {
  readonly status: 'active' | 'disabled';
  readonly roles: readonly InstanceRole[];
  readonly memberships: readonly Membership[];
}

/** Everything a decision is made on, as of one position in the access chain. */
export interface AccessState {
  readonly seq: number;
  readonly records: ReadonlyMap<RecordId, RecordState>;
  readonly accounts: ReadonlyMap<AccountId, AccountState>;
  readonly usedApprovals: ReadonlySet<string>;
}

export const emptyAccess: AccessState = { seq: 0, records: new Map(), accounts: new Map(), usedApprovals: new Set() };

const isOfAccount = <E extends { readonly kind: string }>(
  event: E,
): event is Extract<E, { readonly kind: 'role' | 'account' | 'membership' }> =>
  event.kind === 'role' || event.kind === 'account' || event.kind === 'membership';

/** Whose decisions an event changes. */
export function subjectOf(event: NewAccessEvent): string {
  if (event.kind === 'approval') return event.approval;
  return isOfAccount(event) ? event.account : event.record;
}

function foldRecord(before: RecordState | undefined, event: AccessEvent): RecordState {
  const state = before ?? {
    kind: 'person',
    erased: false,
    made: event.id,
    synthetic: false,
    madeBy: event.by,
    wasHeld: false,
    custody: [],
    saidByClock: [],
    consents: [],
  };
  switch (event.kind) {
    case 'record':
      return {
        ...state,
        kind: event.recordKind,
        erased: event.state === 'erased',
        synthetic: state.synthetic || event.synthetic === true,
      };
    case 'custody': {
      const before = state.custody.find(
        ({ holder }) => holder.id === event.holder.id && holder.kind === event.holder.kind,
      );
      const others = state.custody.filter(
        (one) => one.holder.id !== event.holder.id || one.holder.kind !== event.holder.kind,
      );
      return event.state === 'ended'
        ? { ...state, wasHeld: true, custody: others }
        : {
            ...state,
            wasHeld: true,
            custody: [
              ...others,
              {
                holder: event.holder,
                relation: event.relation,
                event: event.id,
                by: event.by,
                since: before?.since ?? event.time,
              },
            ],
          };
    }
    case 'consent':
      return event.ends === undefined
        ? {
            ...state,
            consents: [...state.consents, event],
            saidByClock:
              event.by === 'system' && event.recipient !== undefined
                ? [...state.saidByClock, event.recipient.id]
                : state.saidByClock,
          }
        : {
            ...state,
            // With an offer for emergencies ends what was taken under it.
            consents: state.consents.filter(({ id, under }) => id !== event.ends && under !== event.ends),
          };
    default:
      return state;
  }
}

function foldAccount(before: AccountState | undefined, event: AccessEvent): AccountState {
  const state = before ?? { status: 'disabled', roles: [], memberships: [] };
  if (event.kind === 'account') return { ...state, status: event.state };
  if (event.kind === 'membership') {
    const elsewhere = state.memberships.filter((one) => one.organization !== event.organization);
    const since = state.memberships.find((one) => one.organization === event.organization)?.since ?? event.time;
    const { organization, role, id } = event;
    const memberships = event.state === 'given' ? [...elsewhere, { organization, role, event: id, since }] : elsewhere;
    return { ...state, memberships };
  }
  if (event.kind !== 'role') return state;
  const others = state.roles.filter((role) => role !== event.role);
  return { ...state, roles: event.state === 'given' ? [...others, event.role] : others };
}

/** The state after one more event. Pure; shares what did not change. */
export function fold(state: AccessState, event: AccessEvent): AccessState {
  if (isOfAccount(event)) {
    const accounts = new Map(state.accounts);
    accounts.set(event.account, foldAccount(accounts.get(event.account), event));
    return { ...state, seq: event.seq, accounts };
  }
  if (event.kind === 'approval')
    return { ...state, seq: event.seq, usedApprovals: new Set([...state.usedApprovals, event.approval]) };
  const records = new Map(state.records);
  records.set(event.record, foldRecord(records.get(event.record), event));
  return { ...state, seq: event.seq, records };
}

/** The state as it stood at a moment: `state(at)` of the design, from the events in order. */
export const stateAt = (events: readonly AccessEvent[], at: number): AccessState =>
  events.filter((event) => event.time <= at).reduce(fold, emptyAccess);
