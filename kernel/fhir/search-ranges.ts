import { aroundOf, compareDecimals, type Decimal, decimalOf, spanOf } from './decimal.ts';
import type { SearchPrefix } from './search-types.ts';
import type { IndexValue } from './types.ts';

type DateValue = Extract<IndexValue, { kind: 'date' }>;
type QuantityValue = Extract<IndexValue, { kind: 'quantity' }>;

/** What a date of a search may mean; of `ap` a tenth of the time between then and now more (R4 search, 3.1.1.4.4). */
export function dateSpan(
  { prefix, low, high }: { readonly prefix: SearchPrefix; readonly low: number; readonly high: number },
  now: number,
): { readonly low: number; readonly high: number } {
  if (prefix !== 'ap') return { low, high };
  return {
    low: low - Math.trunc(Math.abs(now - low) / 10),
    high: high + Math.trunc(Math.abs(now - high) / 10),
  };
}

/** Whether the time that a value may mean fits, by the table of R4 search, 3.1.1.4.4; an open end has no limit. */
export function dateFits(
  prefix: SearchPrefix,
  span: { readonly low: number; readonly high: number },
  value: DateValue,
) {
  const low = value.low ?? Number.NEGATIVE_INFINITY;
  const high = value.high ?? Number.POSITIVE_INFINITY;
  const isWithin = span.low <= low && high <= span.high;
  switch (prefix) {
    case 'eq':
      return isWithin;
    case 'ne':
      return !isWithin;
    case 'gt':
      return high > span.high;
    case 'lt':
      return low < span.low;
    case 'ge':
      return high > span.high || isWithin;
    case 'le':
      return low < span.low || isWithin;
    case 'sa':
      return low > span.high;
    case 'eb':
      return high < span.low;
    case 'ap':
      return low <= span.high && high >= span.low;
  }
}

/** A number of a resource, or all that `<5` may be; null: no end. */
interface Reach {
  readonly low: Decimal | null;
  readonly high: Decimal | null;
  /** Its one end is not part of it. */
  readonly isOpen: boolean;
}

function reachOf(value: string, comparator: string | undefined): Reach | undefined {
  const at = decimalOf(value);
  if (at === undefined) return undefined;
  const isBelow = comparator === '<' || comparator === '<=';
  const isAbove = comparator === '>' || comparator === '>=';
  return {
    low: isBelow ? null : at,
    high: isAbove ? null : at,
    isOpen: comparator === '<' || comparator === '>',
  };
}

const never = () => false;

/**
 * Whether a number fits. Without a prefix it may mean whatever rounds to it; with one it is taken exactly (R4 search,
 * 3.1.1.4.6). `<5` in a resource is everything below: within nothing, and reaching below whatever is asked.
 */
export function numberFits(
  prefix: SearchPrefix,
  text: string,
): (value: { readonly value: string; readonly comparator?: string }) => boolean {
  const asked = decimalOf(text);
  if (asked === undefined) return never;
  const span = spanOf(asked);
  const around = aroundOf(asked);
  const test: Record<SearchPrefix, (reach: Reach) => boolean> = {
    eq: ({ low, high }) =>
      low !== null && high !== null && compareDecimals(low, span.low) >= 0 && compareDecimals(high, span.high) < 0,
    ne: (reach) => !test.eq(reach),
    gt: ({ high }) => high === null || compareDecimals(high, asked) > 0,
    lt: ({ low }) => low === null || compareDecimals(low, asked) < 0,
    ge: (reach) => test.gt(reach) || isExactly(reach),
    le: (reach) => test.lt(reach) || isExactly(reach),
    sa: ({ low, isOpen }) => low !== null && compareDecimals(low, asked) > (isOpen ? -1 : 0),
    eb: ({ high, isOpen }) => high !== null && compareDecimals(high, asked) < (isOpen ? 1 : 0),
    ap: ({ low, high }) =>
      (low === null || compareDecimals(low, around.high) <= 0) &&
      (high === null || compareDecimals(high, around.low) >= 0),
  };
  const isExactly = ({ low, high }: Reach): boolean =>
    low !== null && high !== null && compareDecimals(low, asked) === 0;
  const fits = test[prefix];
  return ({ value, comparator }) => {
    const reach = reachOf(value, comparator);
    return reach !== undefined && fits(reach);
  };
}

/** The unit as a code of its system, or as either code or words where no system was asked for (R4 search, 3.1.1.4.11). */
export function unitFits(asked: { readonly system?: string; readonly code?: string }, value: QuantityValue): boolean {
  if (asked.system !== undefined && asked.system !== '')
    return value.system === asked.system && (asked.code === undefined || value.code === asked.code);
  return asked.code === undefined || value.code === asked.code || value.unit === asked.code;
}
