/** A decimal number as written: `digits` times ten to the power of `exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const FORM = /^([+-]?\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** More digits than these say nothing about health, and take long to compare. */
const LONGEST = 64;
const FURTHEST = 400;

/** Reads a number without rounding it; undefined when it is none, or none of this world. */
export function decimalOf(text: string): Decimal | undefined {
  const match = text.length > LONGEST ? null : FORM.exec(text);
  if (match === null) return undefined;
  const fraction = match[2] ?? '';
  const exponent = Number(match[3] ?? 0) - fraction.length;
  return Math.abs(exponent) > FURTHEST ? undefined : { digits: BigInt(`${match[1]}${fraction}`), exponent };
}

const scaled = (one: Decimal, exponent: number): bigint => one.digits * 10n ** BigInt(one.exponent - exponent);

/** Below 0, 0 or above, as a comparison for sorting. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaled(a, exponent) - scaled(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The ends of what a number may mean: half a unit of its last digit to both sides (R4 search, 3.1.1.4.6). */
export function spanOf({ digits, exponent }: Decimal): { readonly low: Decimal; readonly high: Decimal } {
  const fine = { exponent: exponent - 1 };
  return { low: { digits: digits * 10n - 5n, ...fine }, high: { digits: digits * 10n + 5n, ...fine } };
}

/** A tenth to both sides: what "approximately" is recommended to mean (R4 search, 3.1.1.4.4). */
export function aroundOf({ digits, exponent }: Decimal): { readonly low: Decimal; readonly high: Decimal } {
  const tenth = digits < 0n ? -digits : digits;
  const fine = { exponent: exponent - 1 };
  return { low: { digits: digits * 10n - tenth, ...fine }, high: { digits: digits * 10n + tenth, ...fine } };
}
