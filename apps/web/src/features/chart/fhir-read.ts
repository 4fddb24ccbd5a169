import { unitWords } from '@chartwarden/fhir/units';
import { glanceText } from './panel.text.ts';

/** Reading bits of FHIR JSON whose shape is not to be trusted: every function answers with text or nothing. */

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** CodeableConcept: its own text, else the first display, else the first code. */
export function conceptText(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const codings = listOf(value.coding).filter(isObject);
  return (
    textOf(value.text) ??
    codings.map((coding) => textOf(coding.display)).find(Boolean) ??
    codings.map((coding) => textOf(coding.code)).find(Boolean)
  );
}

/** Quantity with its comparator and unit: "< 5.0 mg/dL". Numbers come with their own digits (`exactFact`). */
export function quantityText(value: unknown): string | undefined {
  if (!isObject(value) || (typeof value.value !== 'number' && typeof value.value !== 'string')) return undefined;
  const unit = textOf(value.unit) ?? textOf(value.code);
  return [textOf(value.comparator), String(value.value), unitWords(unit ?? null)].filter(Boolean).join(' ');
}

export const referenceText = (value: unknown): string | undefined =>
  isObject(value) ? textOf(value.display) : undefined;

/** Low and high of a range or reference range. */
export function rangeText(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const low = quantityText(value.low);
  const high = quantityText(value.high);
  if (low && high) return `${low} – ${high}`;
  if (low) return `≥ ${low}`;
  return high ? `≤ ${high}` : textOf(value.text);
}

/** The value of any `value[x]` of an Observation or one of its components. */
export function valueText(holder: Json): string | undefined {
  for (const [key, value] of Object.entries(holder)) {
    if (!key.startsWith('value')) continue;
    if (key === 'valueQuantity') return quantityText(value);
    if (key === 'valueCodeableConcept') return conceptText(value);
    if (key === 'valueRange') return rangeText(value);
    if (key === 'valueBoolean') return value === true ? glanceText.yes : glanceText.no;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return isObject(holder.dataAbsentReason) ? conceptText(holder.dataAbsentReason) : undefined;
}
