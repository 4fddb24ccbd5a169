import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Ledger } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import {
  bodyOf,
  denied,
  type Grant,
  guardOf,
  type Permit,
  type PermitAuthority,
  type Recipient,
} from '@chartwarden/vault';
import type { Access } from './access.ts';
import { type Custody, emptyAccess, fold } from './access-state.ts';
import type { Capacity, ConsentEvent, CustodyEvent } from './access-types.ts';
import { isActive, isPermit } from './consents.ts';
import { custodyOf } from './custody-rules.ts';
import type { Relation } from './gate-types.ts';
import { relationTo } from './relations.ts';
import { selvesOf } from './selves.ts';
import { type ToldConsent, toldTo } from './told.ts';

/** Who may do what with a record, as consent and custody events say it for one moment. */
export interface AccessOfRecord {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly custody: readonly Custody[];
  /** In force at that moment, in the order in which they were given. */
  readonly inForce: readonly ToldConsent[];
  /** Given by then, and to begin later. */
  readonly later: readonly ToldConsent[];
}

/** A consent in force or to come, for whoever may end it. */
export interface Ending {
  readonly consent: ConsentEvent;
  /** In what capacity this account would. */
  readonly capacity: Capacity;
  /** Accounts that hold the record. */
  readonly holders: readonly AccountId[];
  /** By whom it was granted to, and not by whoever holds the record. */
  readonly givesBack: boolean;
}

/** In what capacity an account acts for a record that it holds; undefined: it holds none of it. */
const CAPACITY: Readonly<Partial<Record<Relation, Capacity>>> = { self: 'self', custodian: 'proxy', staff: 'staff' };

/**
 * Consent and custody of one record, for whoever holds it (promise J3): now, at any past moment, and every event since
 * the record is there; from whom something is kept, without what would tell of that (told.ts). Each look is a line of
 * the log. Throws CW-GATE-003 for whoever was only granted something.
 */
export function createGrants(parts: {
  readonly access: Access;
  readonly ledger: Ledger;
  readonly authority: PermitAuthority;
  readonly clock: Clock;
}) {
  const { access, ledger, authority, clock } = parts;

  async function eventsFor(
    permit: Permit,
  ): Promise<{ readonly grant: Grant; readonly events: readonly (ConsentEvent | CustodyEvent)[] }> {
    const grant = authority.claim(permit, 'read');
    if (!grant.custody) return denied(ledger, grant, 'read-consents', 'CW-GATE-003');
    const events = (await access.eventsOf(grant.record)).filter(
      (one): one is ConsentEvent | CustodyEvent => one.kind === 'consent' || one.kind === 'custody',
    );
    await ledger.append({
      scope: grant.record,
      body: bodyOf(grant, 'read-consents', { count: events.length }),
      guard: guardOf(grant),
    });
    return { grant, events };
  }

  return {
    /** In what capacity an account administers a record; null for whoever does not hold it. */
    capacityOf(account: AccountId, record: RecordId): Capacity | null {
      const found = access.state().records.get(record);
      const relation = found === undefined ? null : relationTo(account, found, access.state(), clock.now());
      return relation === null ? null : (CAPACITY[relation] ?? null);
    },

    /** True when that account or organization itself holds the record. */
    isHeldBy: ({ kind, id }: Recipient, record: RecordId): boolean =>
      access
        .state()
        .records.get(record)
        ?.custody.some(({ holder }) => holder.kind === kind && holder.id === id) === true,

    /** Accounts that hold a record, to be told what happens to it. */
    holdersOf: (record: RecordId): readonly AccountId[] =>
      (access.state().records.get(record)?.custody ?? []).flatMap(({ holder }) =>
        holder.kind === 'account' ? [holder.id as AccountId] : [],
      ),

    /** By what an account administers a record: itself, or an organization that it manages; null: by nothing. */
    holderOf(account: AccountId, record: RecordId): Custody['holder'] | null {
      const state = access.state();
      const found = custodyOf(state, { kind: 'account', account, role: '' }, state.records.get(record));
      return found?.holder ?? null;
    },

    /** What was granted to the asking account, or to whom it works for, and is in force: what a recipient may know of it. */
    async own(permit: Permit): Promise<readonly ConsentEvent[]> {
      const grant = authority.claim(permit, 'read');
      const state = access.state();
      const selves = grant.account === undefined ? [] : selvesOf(grant.account, state);
      const own = (state.records.get(grant.record)?.consents ?? []).filter(
        (one) =>
          isPermit(one) &&
          isActive(one, clock.now()) &&
          selves.some(({ recipient: { kind, id } }) => one.recipient?.kind === kind && one.recipient.id === id),
      );
      await ledger.append({
        scope: grant.record,
        body: bodyOf(grant, 'read-consents', { count: own.length }),
        guard: guardOf(grant),
      });
      return own;
    },

    /** A consent that this account may end, by its event's id; null for any other, as if it were not there. */
    find(account: AccountId, event: string): Ending | null {
      const state = access.state();
      for (const record of state.records.values()) {
        const consent = record.consents.find(({ id }) => id === event);
        if (consent === undefined) continue;
        const relation = relationTo(account, record, state, clock.now());
        const given = consent.effect === 'permit' ? consent.recipient : undefined;
        const isOwn = given?.kind === 'account' && given.id === account;
        // What an organization was given its managers give back.
        const isManaged =
          given?.kind === 'organization' &&
          state.accounts
            .get(account)
            ?.memberships.some(({ organization, role }) => organization === given.id && role === 'manager') === true;
        const held = relation === null ? undefined : CAPACITY[relation];
        const capacity = held ?? (isOwn ? 'self' : isManaged ? 'staff' : undefined);
        const holders = record.custody.flatMap(({ holder }) =>
          holder.kind === 'account' ? [holder.id as AccountId] : [],
        );
        return capacity === undefined ? null : { consent, capacity, holders, givesBack: held === undefined };
      }
      return null;
    },

    /** Every event, oldest first. */
    async history(permit: Permit): Promise<readonly (ToldConsent | CustodyEvent)[]> {
      const { grant, events } = await eventsFor(permit);
      const told = new Map(toldTo(grant, consentsIn(events)).map((one) => [one.id, one]));
      return events.map((one) => (one.kind === 'consent' ? (told.get(one.id) ?? { ...one, slice: null }) : one));
    },

    /** What held at a moment; now without one. A moment in the future is answered as far as it is known today. */
    async state(permit: Permit, at: number = clock.now()): Promise<AccessOfRecord> {
      const { grant, events: all } = await eventsFor(permit);
      const events = all.filter(({ time }) => time <= at);
      const found = [...events.reduce(fold, emptyAccess).records.values()][0];
      const consents = toldTo(grant, found?.consents ?? []);
      return {
        at,
        custody: found?.custody ?? [],
        inForce: consents.filter((one) => isActive(one, at)),
        later: consents.filter((one) => one.from > at),
      };
    },
  };
}

const consentsIn = (events: readonly (ConsentEvent | CustodyEvent)[]): readonly ConsentEvent[] =>
  events.filter((one): one is ConsentEvent => one.kind === 'consent');

export type Grants = ReturnType<typeof createGrants>;
