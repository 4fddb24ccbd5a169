import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { withEach } from '@chartwarden/result';
import type { Clock } from '@chartwarden/time';
import { ACTIONS, type Recipient, type Vault } from '@chartwarden/vault';
import type { Access } from './access.ts';
import type { RecordState } from './access-state.ts';
import type { AccessEvent, ConsentEvent } from './access-types.ts';
import { isOffer, isPermit } from './consents.ts';
import type { Gate } from './gate-types.ts';

/** In years, from the settings `custody.teenAge` and `custody.adultAge`. */
export interface GrowingAges {
  readonly teen: number;
  readonly adult: number;
}

const SYSTEM: Actor = { kind: 'system', role: 'system' };
const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/**
 * When somebody born on a date, a month or a year (ISO 8601) reaches both ages, in milliseconds since the epoch, UTC;
 * null for what is no date. What protects a teenager begins when it may be so; what ends at adulthood ends when it
 * surely is. Who was born on 29 February has their birthday on 1 March in other years.
 */
export function growsUp(
  birthDate: string,
  ages: GrowingAges,
): { readonly teen: number; readonly adult: number } | null {
  const [, year, month, day] = DATE.exec(birthDate) ?? [];
  if (year === undefined) return null;
  const born = (monthIndex: number, dayOfMonth: number, age: number) =>
    Date.UTC(Number(year) + age, monthIndex, dayOfMonth);
  const first = (age: number) =>
    born(month === undefined ? 0 : Number(month) - 1, day === undefined ? 1 : Number(day), age);
  const last = (age: number) => {
    if (day !== undefined) return first(age);
    return month === undefined ? born(12, 1, age) : born(Number(month), 1, age);
  };
  return { teen: first(ages.teen), adult: last(ages.adult) };
}

/** What changes soon in somebody's record because of their age, and who holds it. */
export interface GrowingSoon {
  readonly record: RecordId;
  readonly what: 'teen' | 'adult';
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly holders: readonly AccountId[];
}

/**
 * What changes by itself as a child grows (design 1, custody): from an age on, facts that carry a label are theirs, and
 * whoever looks after the record does not see them unless the child says so; grown up, whoever looked after the child
 * lets go as soon as the child holds the record.
 */
export function createGrowing(parts: {
  readonly access: Access;
  readonly gate: Gate;
  readonly vault: Pick<Vault, 'records'>;
  readonly clock: Clock;
}) {
  const { access, gate, vault, clock } = parts;

  const bornOn = async (record: RecordId): Promise<string | null> =>
    vault.records.bornOn(
      await gate.permit({
        actor: SYSTEM,
        record,
        actions: ['read'],
        purpose: 'operate',
        channel: 'system',
        request: {},
      }),
    );

  /**
   * Does what is due now; again and again without harm. Resolves with how many events that took. Throws when it has been
   * with everybody: one record that cannot be read takes nobody else's protection away.
   */
  async function act(ages: GrowingAges): Promise<number> {
    let events = 0;
    await withEach((await access.refresh()).records, async ([record, state]) => {
      events += await actIn(record, state, ages);
    });
    return events;
  }

  /** The same for one record, where something was just changed that age has to do with. */
  async function actFor(record: RecordId, ages: GrowingAges): Promise<number> {
    const state = access.state().records.get(record);
    return state === undefined ? 0 : actIn(record, state, ages);
  }

  async function actIn(record: RecordId, state: RecordState, ages: GrowingAges): Promise<number> {
    const dates = await datesOf(record, state, ages);
    return dates === null ? 0 : actOn(record, state, dates);
  }

  /** Null: nothing ever changes, or nobody knows when. */
  async function datesOf(record: RecordId, state: RecordState, ages: GrowingAges) {
    const concerns = carersOf(state).length > 0 || state.consents.some(isOfCarers);
    if (state.erased || state.kind !== 'person' || !concerns) return null;
    const born = await bornOn(record);
    return born === null ? null : growsUp(born, ages);
  }

  /** What changes within that time (milliseconds) for somebody who is looked after. */
  async function soon(ages: GrowingAges, within: number): Promise<readonly GrowingSoon[]> {
    const now = clock.now();
    const found: GrowingSoon[] = [];
    for (const [record, state] of (await access.refresh()).records) {
      const dates = carersOf(state).length === 0 ? null : await datesOf(record, state, ages);
      const holders = state.custody.flatMap(({ holder }) =>
        holder.kind === 'account' ? [holder.id as AccountId] : [],
      );
      for (const what of ['teen', 'adult'] as const) {
        const at = dates?.[what] ?? 0;
        if (at > now && at <= now + within) found.push({ record, what, at, holders });
      }
    }
    return found;
  }

  async function actOn(
    record: RecordId,
    state: RecordState,
    { teen, adult }: { readonly teen: number; readonly adult: number },
  ): Promise<number> {
    const now = clock.now();
    let events = 0;
    for (const { holder, since } of carersOf(state)) {
      // Whoever takes over the care of somebody grown up is no parent of a teenager.
      if (since >= adult) continue;
      if (now >= adult && state.custody.some(({ relation }) => relation === 'self')) {
        const event = {
          kind: 'custody',
          record,
          holder,
          relation: 'custodian',
          state: 'ended',
          capacity: 'system',
        } as const;
        await access.change(SYSTEM, event, {});
        events += 1;
      } else if (now >= teen && !state.saidByClock.includes(holder.id)) {
        await access.change(SYSTEM, keptFrom(record, { kind: 'account', id: holder.id }, now), {});
        events += 1;
      }
    }
    if (now < teen) return events;
    for (const given of state.consents.filter((one) => isOfCarers(one) && one.time < adult))
      events += await takeLabelsOut(record, state, given);
    return events;
  }

  /** What a carer gave before leaves what carries a label to the young person, who can give it again. */
  async function takeLabelsOut(record: RecordId, state: RecordState, given: ConsentEvent): Promise<number> {
    const { id, time: _time, seq: _seq, by: _by, ...said } = given;
    // An offer names nobody to keep anything from: it is over, and what was taken under it.
    if (isOffer(given)) {
      await access.change(SYSTEM, { ...said, ends: id, capacity: 'system' }, {});
      return 1;
    }
    const to = given.recipient;
    if (to === undefined || state.saidByClock.includes(to.id) || isKept(record, to.id)) return 0;
    await access.change(SYSTEM, keptFrom(record, to, clock.now()), {});
    return 1;
  }

  /** Said meanwhile, for another consent of the same round. */
  const isKept = (record: RecordId, id: string): boolean =>
    access.state().records.get(record)?.saidByClock.includes(id) === true;

  return { act, actFor, soon };
}

export type Growing = ReturnType<typeof createGrowing>;

/** Records in which somebody came to hold them, or a carer gave what carries a label: what an age changes may be due at once. */
export const changesWithAge = (made: readonly AccessEvent[]): ReadonlySet<RecordId> =>
  new Set(
    made.flatMap((one) =>
      (one.kind === 'custody' && one.state === 'held') || (one.kind === 'consent' && isOfCarers(one))
        ? [one.record]
        : [],
    ),
  );

/** Accounts that look after somebody else's record. */
const carersOf = ({ custody }: RecordState) =>
  custody.filter(({ holder, relation }) => relation === 'custodian' && holder.kind === 'account');

/** Given by whoever looked after the person, and it opens what carries a label. */
const isOfCarers = (one: ConsentEvent): boolean =>
  (isPermit(one) || isOffer(one)) && one.capacity === 'proxy' && (one.slice.labels ?? []).length > 0;

const keptFrom = (record: RecordId, recipient: Recipient, from: number) =>
  ({
    kind: 'consent', record, effect: 'deny', actions: ACTIONS, recipient, slice: { labelled: true },
    form: 'full_source_allowed', from, until: null, reason: 'teen-age', capacity: 'system',
  }) as const; // biome-ignore format: one event
