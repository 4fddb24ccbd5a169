import { dateSpan, type SearchValue } from '@chartwarden/fhir';
import { UNDATED } from '../rows.ts';
import { any, type Condition } from '../slice-sql.ts';

export type DateValue = Extract<SearchValue, { kind: 'date' }>;

export const DAY = 86_400_000;

/** Which of two columns fit: the same table as `dateFits` of the kernel (R4 search, 3.1.1.4.4). */
function fits(value: DateValue, now: number, lowColumn: string, highColumn: string): Condition {
  const { low, high } = dateSpan(value, now);
  const isWithin = `${lowColumn} >= ? and ${highColumn} <= ?`;
  switch (value.prefix) {
    case 'eq':
      return { sql: isWithin, parameters: [low, high] };
    case 'ne':
      return { sql: `${lowColumn} < ? or ${highColumn} > ?`, parameters: [low, high] };
    case 'gt':
      return { sql: `${highColumn} > ?`, parameters: [high] };
    case 'lt':
      return { sql: `${lowColumn} < ?`, parameters: [low] };
    case 'ge':
      return { sql: `${highColumn} > ? or (${isWithin})`, parameters: [high, low, high] };
    case 'le':
      return { sql: `${lowColumn} < ? or (${isWithin})`, parameters: [low, low, high] };
    case 'sa':
      return { sql: `${lowColumn} > ?`, parameters: [high] };
    case 'eb':
      return { sql: `${highColumn} < ?`, parameters: [low] };
    case 'ap':
      return { sql: `${lowColumn} <= ? and ${highColumn} >= ?`, parameters: [high, low] };
  }
}

/** One of the values fits the two columns. */
export const anyFits = (values: readonly DateValue[], now: number, low: string, high: string): Condition =>
  any(values.map((value) => fits(value, now, low, high)));

/** The fact's own date fits. */
export function ownFits(values: readonly DateValue[], now: number): Condition {
  const own = anyFits(values, now, 'v.date_sort', 'v.date_high');
  return { sql: `v.date_sort > ? and (${own.sql})`, parameters: [UNDATED, ...own.parameters] };
}

/** Where facts with such a date of their own lie in the order of time. */
export interface Bounds {
  /** Begin at this time or later. */
  readonly from?: number;
  /** Last until this time or longer: when they began nobody knows. */
  readonly until?: number;
  /** Begin at this time or earlier. */
  readonly to?: number;
}

function boundsOfOne(value: DateValue, now: number): Bounds {
  const { low, high } = dateSpan(value, now);
  switch (value.prefix) {
    case 'eq':
      return { from: low, to: high };
    case 'sa':
      return { from: high };
    case 'gt':
      return { until: high };
    case 'ge':
      return { until: low };
    case 'ap':
      return { until: low, to: high };
    case 'lt':
    case 'eb':
      return { to: low };
    case 'le':
      return { to: high };
    case 'ne':
      return {};
  }
}

/** Bounds of what fits all of these conditions; each is a list of values of which one has to fit. */
export function boundsOf(conditions: readonly (readonly DateValue[])[], now: number): Bounds {
  let from: number | undefined;
  let until: number | undefined;
  let to: number | undefined;
  for (const values of conditions) {
    const each = values.map((value) => boundsOfOne(value, now));
    const least = (of: (one: Bounds) => number | undefined): number | undefined => {
      const known = each.flatMap((one) => of(one) ?? []);
      return known.length === each.length ? Math.min(...known) : undefined;
    };
    from = larger(
      from,
      least((one) => one.from),
    );
    until = larger(
      until,
      least((one) => one.from ?? one.until),
    );
    const tos = each.flatMap((one) => one.to ?? []);
    if (tos.length === each.length) to = Math.min(to ?? Number.POSITIVE_INFINITY, Math.max(...tos));
  }
  return {
    ...(from === undefined ? (until === undefined ? {} : { until }) : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

const larger = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);
