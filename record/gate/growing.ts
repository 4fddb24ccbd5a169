import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { ACTIONS, type Vault } from '@chartwarden/vault';
import type { Access } from './access.ts';
import type { RecordState } from './access-state.ts';
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

  /** Does what is due now; again and again without harm. Resolves with how many events that took. */
  async function act(ages: GrowingAges): Promise<number> {
    let events = 0;
    for (const [record, state] of (await access.refresh()).records) {
      if (state.erased || state.kind !== 'person' || carersOf(state).length === 0) continue;
      const born = await bornOn(record);
      const dates = born === null ? null : growsUp(born, ages);
      if (dates !== null) events += await actOn(record, state, dates);
    }
    return events;
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
        const said = {
          kind: 'consent', record, effect: 'deny', actions: ACTIONS, recipient: { kind: 'account', id: holder.id },
          slice: { labelled: true }, form: 'full_source_allowed', from: now, until: null, reason: 'teen-age',
          capacity: 'system',
        } as const; // biome-ignore format: one event
        await access.change(SYSTEM, said, {});
        events += 1;
      }
    }
    return events;
  }

  return { act };
}

export type Growing = ReturnType<typeof createGrowing>;

/** Accounts that look after somebody else's record. */
const carersOf = ({ custody }: RecordState) =>
  custody.filter(({ holder, relation }) => relation === 'custodian' && holder.kind === 'account');
