/** By what a value is shown in another unit: shown = value * factor + offset. */
export interface Rule {
  readonly factor: number;
  readonly offset: number;
}

const MOST_DECIMALS = 12;

/**
 * Digits in another unit, no more exact than they were: as many significant digits where units are in proportion ("92"
 * mg/dL, "5.1" mmol/L); where they start from another zero, as many decimals as the step of the last digit allows
 * ("37.0" °C, "98.6" °F). Null when there is no number.
 */
export function convertedDigits(digits: string, { factor, offset }: Rule): string | null {
  const value = Number(digits);
  if (digits.trim() === '' || !Number.isFinite(value)) return null;
  const shown = value * factor + offset;
  if (!Number.isFinite(shown)) return null;
  if (offset !== 0) return plain(shown, decimalsFor(stepOf(digits) * Math.abs(factor)));
  const significant = significantOf(digits);
  if (shown === 0) return '0';
  return plain(shown, significant - 1 - Math.floor(Math.log10(Math.abs(shown))));
}

function plain(value: number, decimals: number): string {
  const kept = Math.min(MOST_DECIMALS, decimals);
  if (kept >= 0) return withoutMinusZero(value.toFixed(kept));
  const size = 10 ** -kept;
  return withoutMinusZero(String(Math.round(value / size) * size));
}

const withoutMinusZero = (digits: string): string => (Number(digits) === 0 ? digits.replace('-', '') : digits);

/** The last digit that is written: 0.1 for "37.0", 1 for "92". */
function stepOf(digits: string): number {
  const [base = '', exponent = '0'] = digits.toLowerCase().split('e');
  return 10 ** (Number(exponent) - (base.split('.')[1]?.length ?? 0));
}

const decimalsFor = (step: number): number =>
  step >= 1 ? -Math.floor(Math.log10(step)) : -Math.round(Math.log10(step));

function significantOf(digits: string): number {
  const written = (digits.toLowerCase().split('e')[0] ?? '').replace(/[-+.]/g, '').replace(/^0+/, '');
  return Math.max(1, written.length);
}
