import type { AccountId, SourceId } from '@chartwarden/ids';
import { ACTIONS, type Action, type Slice } from '@chartwarden/vault';
import fc from 'fast-check';
import type { PlainSlice } from '../../tests/support/naive-slice.ts';
import { LABELS, ORIGINS, SYSTEM } from './facts.ts';
import type { Said } from './state.ts';
import type { World } from './world.ts';

/** What the holder does that a reader may not see. */
export const UNSEEN = [
  'brings an entry', 'brings what others name', 'brings a twin', 'brings and does not take it in', 'adds a note',
  'disowns an entry', 'says two are the same', 'shares with somebody else', 'refuses somebody else', 'makes a link',
  'works on another record', 'has the chart worked out anew', 'prints and exports',
] as const; // biome-ignore format: one list
export type Unseen = (typeof UNSEEN)[number];

/** One turn: a state of consents, something unseen, and one consent more. */
export interface Round {
  readonly said: readonly Said[];
  readonly unseen: Unseen;
  readonly more: Said;
  /** What links are for. */
  readonly links: readonly PlainSlice[];
  /** Where the facts begin that are asked about one by one. */
  readonly from: number;
  readonly turn: number;
}

const DAYS = [2011, 2014, 2016, 2017, 2018, 2019, 2020, 2021, 2022].flatMap((year) => [
  Date.UTC(year, 1, 26),
  Date.UTC(year, 10, 27),
]);

const some = <T>(list: readonly T[], least = 1) => fc.subarray([...list], { minLength: least });
const maybe = <T>(name: string, arb: fc.Arbitrary<T>, weight: number): fc.Arbitrary<object> =>
  fc.oneof(
    { arbitrary: arb.map((value) => ({ [name]: value })), weight },
    { arbitrary: fc.constant({}), weight: 10 - weight },
  );

function slices(world: World): fc.Arbitrary<PlainSlice> {
  const { facts } = world;
  const codes = facts.flatMap((one) => one.codes).map((code) => ({ system: SYSTEM, code }));
  const category = { system: 'http://terminology.hl7.org/CodeSystem/observation-category' };
  return fc
    .tuple(
      maybe('types', some([...new Set(facts.map(({ type }) => type))], 2), 5),
      maybe('codes', some(codes, 10), 1),
      maybe('categories', some(['laboratory', 'vital-signs'].map((code) => ({ ...category, code }))), 1),
      maybe('origins', some(ORIGINS), 1),
      maybe('fileNumbers', some([0, 1]), 1),
      maybe(
        'factNames',
        some(
          facts.map(({ name }) => name),
          5,
        ),
        1,
      ),
      maybe('from', fc.constantFrom(...DAYS), 2),
      maybe('to', fc.constantFrom(...DAYS), 2),
      maybe('labels', fc.oneof(some(LABELS), fc.constant([...LABELS])), 5),
      maybe('labelled', fc.constant(true), 1),
    )
    .map((parts) => Object.assign({}, ...parts) as PlainSlice);
}

const LOOKS: readonly Action[] = ['read', 'search', 'export'];

function consents(world: World, effect: 'permit' | 'deny'): fc.Arbitrary<Said> {
  const permits = effect === 'permit';
  return fc.record({
    effect: fc.constant(effect),
    to: permits ? fc.constant('reader' as const) : fc.constantFrom('reader' as const, 'everybody' as const),
    actions: fc.oneof(
      { arbitrary: fc.constant(permits ? LOOKS : ACTIONS), weight: 8 },
      { arbitrary: some(LOOKS), weight: 2 },
    ),
    care: fc.oneof({ arbitrary: fc.constant(false), weight: 8 }, { arbitrary: fc.constant(true), weight: 2 }),
    form: fc.oneof(
      { arbitrary: fc.constant('full_source_allowed' as const), weight: permits ? 8 : 10 },
      { arbitrary: fc.constant('metadata_only' as const), weight: permits ? 2 : 0 },
    ),
    slice: slices(world),
  });
}

export const roundsOf = (world: World): fc.Arbitrary<Round> =>
  fc.record({
    said: fc
      .tuple(
        fc.array(consents(world, 'permit'), { minLength: 1, maxLength: 3 }),
        fc.array(consents(world, 'deny'), { maxLength: 2 }),
      )
      .map((lists) => lists.flat()),
    unseen: fc.constantFrom(...UNSEEN),
    more: fc.oneof(consents(world, 'permit'), consents(world, 'deny')),
    links: fc.array(
      slices(world).map(({ origins: _origins, labelled: _labelled, ...rest }) => rest),
      { minLength: 2, maxLength: 2 },
    ),
    from: fc.nat(world.facts.length - 1),
    turn: fc.nat(1000),
  });

/** A slice as the gate takes it. */
export function sliceOf(world: World, { fileNumbers, factNames, ...rest }: PlainSlice): Slice {
  return {
    ...rest,
    ...(fileNumbers ? { sources: fileNumbers.map((at) => world.files[at] as SourceId) } : {}),
    ...(factNames
      ? { facts: world.facts.filter(({ name }) => factNames.includes(name)).map(({ id }) => id as never) }
      : {}),
  };
}

/** Says it, for `to`; resolves with what takes it back. */
export async function say(world: World, said: Said, to: AccountId): Promise<() => Promise<void>> {
  const { gate } = world.app.app.core;
  const { holder, record } = world;
  world.pass(1);
  const event = {
    kind: 'consent' as const,
    record,
    effect: said.effect,
    actions: said.actions,
    ...(said.to === 'everybody' ? {} : { recipient: { kind: 'account' as const, id: to } }),
    ...(said.care ? { purposes: ['care'] as const } : {}),
    slice: sliceOf(world, said.slice),
    form: said.form,
    from: 0,
    until: null,
    capacity: 'self' as const,
  };
  const { id } = await gate.changeAccess(holder.actor, event, {});
  return async () => {
    await gate.changeAccess(holder.actor, { ...event, ends: id }, {});
  };
}
