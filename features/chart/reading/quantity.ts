import { isNode, type Node } from '@chartwarden/fhir';
import { lineOf } from './elements.ts';

/** A Quantity with the digits that stand in it ("1.50" stays "1.50"), its comparator and its unit as written. */
export interface Amount {
  readonly digits: string;
  /** `<`, `<=`, `>=`, `>`: the value is not known, only where it lies. */
  readonly comparator: string | null;
  readonly unit: string | null;
  /** Two amounts may be compared when these are the same: system and code, or else the words alone. */
  readonly unitKey: string;
}

const DIGITS = /^-?\d[\d.eE+-]*$/;

/** Null when there is no number. Takes what parseWithDigits gives. */
export function amountOf(value: unknown): Amount | null {
  if (!isNode(value)) return null;
  const digits = lineOf(value.value, 60);
  if (digits === null || !DIGITS.test(digits) || !Number.isFinite(Number(digits))) return null;
  const code = lineOf(value.code);
  const unit = lineOf(value.unit) ?? code;
  return { digits, comparator: lineOf(value.comparator, 10), unit, unitKey: unitKeyOf(value, code, unit) };
}

/** UCUM codes are told apart by their letter case; so are words, of which nobody knows what they stand for. */
const unitKeyOf = ({ system }: Node, code: string | null, unit: string | null): string =>
  code !== null && typeof system === 'string' ? `${system}|${code}` : `text:${unit ?? ''}`;

/** `< 5.0 mg/dL`. */
export const wordsOfAmount = ({ comparator, digits, unit }: Amount): string =>
  [comparator, digits, unit].filter(Boolean).join(' ');

const DAY = 86_400_000;
/** Months and years as the longest that they may be: what is worked out from them is said to be over late, not early. */
const SPANS: Readonly<Record<string, number>> = {
  s: 1000, min: 60_000, h: 3_600_000, d: DAY, wk: 7 * DAY, mo: 31 * DAY, a: 366 * DAY,
}; // biome-ignore format: one list

/** Milliseconds of a Duration in UCUM units of time; null for any other unit. */
export function spanOf(value: unknown): number | null {
  const amount = amountOf(value);
  if (amount === null || amount.comparator !== null || !isNode(value)) return null;
  const code = lineOf(value.code) ?? '';
  const span = Object.hasOwn(SPANS, code) ? SPANS[code] : undefined;
  if (span === undefined || (value.system !== undefined && value.system !== 'http://unitsofmeasure.org')) return null;
  const length = Number(amount.digits) * span;
  return length > 0 ? length : null;
}
