import { type Matcher, matcherOf } from '@chartwarden/fhir';
import type { ScopeKeys } from '../scope-keys.ts';
import { all, any, type Condition, hasToken, not } from '../slice-sql.ts';
import { anyFits, boundsOf, DAY, ownFits } from './date-sql.ts';
import type { Part } from './find.store.ts';
import { type Narrowed, narrow, type Resolved } from './narrow.ts';
import type { Order } from './query.ts';
import { type Sure, sureOf } from './sure.ts';

/** A condition that an opened fact is held against, because SQL left more than what fits. */
export interface Check {
  readonly matches: Matcher;
  /** Only what is served tells: it depends on where references lead. */
  readonly onServed: boolean;
  /** The references asked for are to the person, under a parameter that may be the fact's subject. */
  readonly param: string;
  readonly isPerson: boolean;
  readonly isSure?: Sure;
}

/** How the facts of one type are found. */
export interface TypePlan {
  /** Absent: every type. */
  readonly type?: string;
  readonly parts: readonly Part[];
  /** By the type of the fact, where the search is over every type. */
  readonly checksOf: (type: string) => readonly Check[];
  /** SQL says it all. */
  readonly isExact: boolean;
}

/** More tokens than these in one part are cheaper to sort than to read one by one. */
const FEW = 4;

/** Of one type, or of every one. `base`: what the permit lets through. */
export function planType(
  keys: ScopeKeys,
  type: string | undefined,
  where: readonly Resolved[],
  order: Order,
  now: number,
  /** Little of the type was stored since the time that a condition names. */
  isLittleNew = false,
): TypePlan {
  const narrowed = where.map((one) => narrow(keys, type, one, now));
  const inexact = where.filter((_one, at) => !narrowed[at]?.isExact);
  const onServed = new Set(where.filter((_one, at) => narrowed[at]?.onServed === true));
  return {
    ...(type === undefined ? {} : { type }),
    parts: partsOf(type, narrowed, order, now, isLittleNew),
    isExact: inexact.length === 0,
    checksOf: remembered((own) =>
      inexact.map((one) => {
        const isSure = sureOf(own, one, now);
        return {
          matches: matcherOf(own, one.criterion, now),
          onServed: onServed.has(one),
          param: `${own}.${one.criterion.param}`,
          isPerson: one.targets?.isPerson === true,
          ...(isSure === undefined ? {} : { isSure }),
        };
      }),
    ),
  };
}

function remembered<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    let found = known.get(name);
    if (found === undefined) {
      found = make(name);
      known.set(name, found);
    }
    return found;
  };
}

type Dated = NonNullable<Narrowed['dates']>;

function partsOf(
  type: string | undefined,
  narrowed: readonly Narrowed[],
  order: Order,
  now: number,
  isLittleNew: boolean,
): readonly Part[] {
  const byRank = narrowed
    .flatMap((one) => (one.tokens === undefined ? [] : [one]))
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const [lead, ...others] = byRank;
  const fixed = [...narrowed.flatMap((one) => one.condition ?? []), ...others.map((one) => hasToken(one.tokens ?? []))];
  const dated = narrowed.flatMap((one) => one.dates ?? []);
  const further = dated.filter((one) => !one.mayBeOwn);
  const own = dated.filter((one) => one.mayBeOwn);
  const base = [...fixed, ...further.map((one) => hasDate(one, now))];
  const typed = type === undefined ? {} : { type };
  if (isLittleNew) {
    const condition = all([...base, ...own.map((one) => either(one, now)), ...tokenOf(lead)]);
    return [{ ...typed, changed: true, condition }];
  }
  // In another order than that of time there is nothing to seek: each fact is looked at as it comes.
  if (order.by !== 'date' || own.length === 0) {
    const conditions = [...base, ...own.map((one) => either(one, now))];
    const every = order.by === 'date' ? conditions : [...conditions, ...tokenOf(lead)];
    const part: Part = { ...typed, condition: all(every), ...sparse(every) };
    return order.by === 'date' ? along(lead, part) : [part];
  }
  return [
    ...ownParts({ ...typed, ...sparse(base) }, lead, base, own, now),
    ...own.map((one, at): Part => {
      // First of the conditions that the fact's own date does not meet: so no fact is found in two ways.
      const before = own.slice(0, at).map((other) => ownFits(other.values, now));
      const after = own.slice(at + 1).map((other) => either(other, now));
      const condition = all([...base, ...tokenOf(lead), ...before, not(ownFits(one.values, now)), ...after]);
      return { ...typed, dates: rangesOf(one, 'd', now), condition };
    }),
  ];
}

const sparse = (conditions: readonly Condition[]): Pick<Part, 'isSparse'> =>
  conditions.length === 0 ? {} : { isSparse: true };

const tokenOf = (lead: Narrowed | undefined): readonly Condition[] =>
  lead?.tokens === undefined ? [] : [hasToken(lead.tokens)];

/** Along the tokens that lead, each by itself while they are few. */
function along(lead: Narrowed | undefined, part: Part): readonly Part[] {
  const tokens = lead?.tokens;
  if (tokens === undefined) return [part];
  if (tokens.length > FEW) return [{ ...part, tokens }];
  return tokens.map((token) => ({ ...part, tokens: [token] }));
}

/** Facts whose own date fits: those of about that time, and those that began before and lasted. */
function ownParts(
  typed: Pick<Part, 'type' | 'isSparse'>,
  lead: Narrowed | undefined,
  base: readonly Condition[],
  own: readonly Dated[],
  now: number,
): readonly Part[] {
  const fits = own.map((one) => ownFits(one.values, now));
  const { until, ...bounds } = boundsOf(
    own.map((one) => one.values),
    now,
  );
  if (until === undefined) return along(lead, { ...typed, ...bounds, condition: all([...base, ...fits]) });
  const short: Condition = { sql: 'v.date_sort >= ? or v.date_high - v.date_sort <= ?', parameters: [until, DAY] };
  const lasting: Condition = { sql: 'v.date_high >= ? and v.date_sort < ?', parameters: [until, until] };
  return [
    ...along(lead, { ...typed, ...bounds, from: until - DAY, condition: all([...base, ...fits, short]) }),
    { ...typed, ...bounds, long: true, condition: all([...base, ...tokenOf(lead), ...fits, lasting]) },
  ];
}

/** Ranges of `fact_dates`, named so. */
function rangesOf({ params, values }: Dated, name: string, now: number): Condition {
  const fits = anyFits(values, now, `${name}.low`, `${name}.high`);
  return {
    sql: `${name}.param in (${params.map(() => '?').join(', ')}) and (${fits.sql})`,
    parameters: [...params, ...fits.parameters],
  };
}

function hasDate(dated: Dated, now: number): Condition {
  const ranges = rangesOf(dated, 'x', now);
  return {
    sql: `exists (select 1 from fact_dates x where x.record_id = v.record_id and x.fact_id = v.fact_id and x.version = v.version and ${ranges.sql})`,
    parameters: ranges.parameters,
  };
}

const either = (dated: Dated, now: number): Condition =>
  dated.mayBeOwn ? any([ownFits(dated.values, now), hasDate(dated, now)]) : hasDate(dated, now);
