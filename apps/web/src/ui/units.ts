/* As kernel/fhir/unit-words.ts has it for paper: that package needs what a browser has not. A test compares them. */

/** UCUM's codes as people write them; annotations ("{score}") and "1" are no unit that one reads. */
export function unitWords(unit: string | null): string {
  if (unit === null || unit === '1' || unit.startsWith('{')) return '';
  return PRINTED[unit] ?? unit.replaceAll('[IU]', 'IU').replaceAll('[Hg]', 'Hg');
}

/** A line of the server (`11 10*3/uL`, `80 mm[Hg] · 36.9 Cel`) with the units of its numbers as people write them. */
export const valueLineWords = (line: string): string =>
  line.replace(/(?<=\d )\S+(?= ·|$)/g, (unit) => (unit.startsWith('{') ? unit : unitWords(unit)));

/** The digits, or where there are more than one reads, and it changes little, about how much: "≈ 87.24". */
export function roundedDigits(digits: string): string {
  const isLongTail = digits.length > 9 && /^-?\d+\.\d{4,}$/.test(digits);
  return isLongTail && Math.abs(Number(digits)) >= 1 ? `≈ ${Number(digits).toFixed(2)}` : digits;
}

const PRINTED: Readonly<Record<string, string>> = {
  Cel: '°C',
  '[degF]': '°F',
  '[lb_av]': 'lb',
  '[in_i]': 'in',
  'ug/dL': 'µg/dL',
  'ug/L': 'µg/L',
  'umol/L': 'µmol/L',
  'ukat/L': 'µkat/L',
  '10*3/uL': '10³/µL',
  '10*6/uL': '10⁶/µL',
  '10*9/L': '10⁹/L',
  '10*12/L': '10¹²/L',
};
