import { conceptText, isObject, type Json, listOf, textOf } from './fhir-read.ts';

/** The kinds of correction that change one element; the others are about the entry as a whole. */
export type ElementKind = 'value' | 'unit' | 'date' | 'code' | 'status';

/** One element of a resource that a person may correct. */
export interface Correctable {
  readonly kind: ElementKind;
  /** Element path without the type: `component[1].valueQuantity.value`. */
  readonly path: string;
  /** What it belongs to, when there are several of a kind. */
  readonly of: string;
  /** What it says now, as text. */
  readonly says: string;
  /** Turns what the person typed into the JSON that goes to `path`. */
  readonly toValue: (typed: string) => unknown;
}

const DATES = [
  'effectiveDateTime',
  'performedDateTime',
  'occurrenceDateTime',
  'onsetDateTime',
  'abatementDateTime',
  'authoredOn',
  'recordedDate',
  'date',
  'birthDate',
] as const;

const PERIODS = ['effectivePeriod', 'performedPeriod', 'onsetPeriod', 'period'] as const;
const CODES = ['code', 'medicationCodeableConcept', 'vaccineCode'] as const;

/** Decimal as FHIR R4 2.24.0.1 writes it. Such text is sent as text, so that "1.50" keeps its last digit. */
const asTyped = (typed: string): unknown => typed.trim();
const asConcept = (typed: string): unknown => ({ text: typed.trim() });

/** Everything in a resource that a correction can be tied to, in the order in which it stands. */
export function correctables(resource: Json): readonly Correctable[] {
  const name = conceptText(resource.code) ?? '';
  const found: Correctable[] = [...values(resource, '', name)];
  listOf(resource.component).forEach((component, index) => {
    if (!isObject(component)) return;
    found.push(...values(component, `component[${index}].`, conceptText(component.code) ?? ''));
  });
  for (const field of DATES) {
    const says = textOf(resource[field]);
    if (says) found.push({ kind: 'date', path: field, of: field, says, toValue: asTyped });
  }
  for (const field of PERIODS) {
    const period = resource[field];
    if (!isObject(period)) continue;
    for (const end of ['start', 'end'] as const) {
      const says = textOf(period[end]);
      if (says) found.push({ kind: 'date', path: `${field}.${end}`, of: `${field} ${end}`, says, toValue: asTyped });
    }
  }
  for (const field of CODES) {
    const says = conceptText(resource[field]);
    if (says) found.push({ kind: 'code', path: field, of: says, says, toValue: asConcept });
  }
  const status = textOf(resource.status);
  if (status) found.push({ kind: 'status', path: 'status', of: status, says: status, toValue: asTyped });
  return found;
}

function values(holder: Json, prefix: string, of: string): readonly Correctable[] {
  const found: Correctable[] = [];
  const quantity = holder.valueQuantity;
  if (isObject(quantity)) {
    const number = quantity.value;
    if (typeof number === 'number' || typeof number === 'string') {
      found.push({ kind: 'value', path: `${prefix}valueQuantity.value`, of, says: String(number), toValue: asTyped });
    }
    const unit = textOf(quantity.unit);
    if (unit) found.push({ kind: 'unit', path: `${prefix}valueQuantity.unit`, of, says: unit, toValue: asTyped });
  }
  const text = textOf(holder.valueString);
  if (text) found.push({ kind: 'value', path: `${prefix}valueString`, of, says: text, toValue: asTyped });
  const concept = conceptText(holder.valueCodeableConcept);
  if (concept) {
    found.push({ kind: 'value', path: `${prefix}valueCodeableConcept`, of, says: concept, toValue: asConcept });
  }
  return found;
}
