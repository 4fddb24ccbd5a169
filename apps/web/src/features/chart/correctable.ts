import { elementWords } from './element-words.ts';
import { conceptText, isObject, type Json, listOf, textOf } from './fhir-read.ts';
import { statusCodes } from './status-codes.ts';

/** The kinds of correction that change one element; the others are about the entry as a whole. */
export type ElementKind = 'value' | 'unit' | 'date' | 'code' | 'status';

/** One element of a resource that a person may correct. Numbers are sent as text, so that "1.50" keeps its last digit. */
export interface Correctable {
  readonly kind: ElementKind;
  /** Element path without the type: `component[1].valueQuantity.value`. */
  readonly path: string;
  /** What it belongs to, when there are several of a kind. */
  readonly of: string;
  /** What it says now, as text. */
  readonly says: string;
  /** The only values that FHIR allows here, when they are few. */
  readonly options?: readonly string[];
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
  'startDate',
  'issued',
  'birthDate',
] as const;

const PERIODS = ['effectivePeriod', 'performedPeriod', 'onsetPeriod', 'period'] as const;
const CODES = ['code', 'medicationCodeableConcept', 'vaccineCode', 'type'] as const;
const STATUSES = ['status', 'clinicalStatus', 'verificationStatus'] as const;

/** Everything in a resource that a correction can be tied to, in the order in which a person would look for it. */
export function correctables(resource: Json): readonly Correctable[] {
  return [
    ...values(resource, '', conceptText(resource.code) ?? ''),
    ...listOf(resource.component).flatMap((component, index) =>
      isObject(component) ? values(component, `component[${index}].`, conceptText(component.code) ?? '') : [],
    ),
    ...dates(resource),
    ...codes(resource),
    ...statuses(resource),
  ];
}

function values(holder: Json, prefix: string, of: string): readonly Correctable[] {
  const found: Correctable[] = [];
  const quantity = holder.valueQuantity;
  if (isObject(quantity)) {
    const number = quantity.value;
    if (typeof number === 'number' || typeof number === 'string') {
      found.push({ kind: 'value', path: `${prefix}valueQuantity.value`, of, says: String(number) });
    }
    const unit = textOf(quantity.unit);
    if (unit) found.push({ kind: 'unit', path: `${prefix}valueQuantity.unit`, of, says: unit });
  }
  const text = textOf(holder.valueString);
  if (text) found.push({ kind: 'value', path: `${prefix}valueString`, of, says: text });
  // A coded answer is a concept, and is corrected as one.
  const concept = conceptText(holder.valueCodeableConcept);
  if (concept) found.push({ kind: 'code', path: `${prefix}valueCodeableConcept`, of, says: concept });
  return found;
}

const dates = (resource: Json): readonly Correctable[] => [
  ...DATES.flatMap((path) => dateAt(path, resource[path])),
  ...PERIODS.flatMap((path) => {
    const period = resource[path];
    if (!isObject(period)) return [];
    return [...dateAt(`${path}.start`, period.start), ...dateAt(`${path}.end`, period.end)];
  }),
];

function dateAt(path: string, value: unknown): readonly Correctable[] {
  const says = textOf(value);
  return says ? [{ kind: 'date', path, of: elementWords(path), says }] : [];
}

const codes = (resource: Json): readonly Correctable[] =>
  CODES.flatMap((path) => {
    const says = Array.isArray(resource[path]) ? undefined : conceptText(resource[path]);
    return says ? [{ kind: 'code', path, of: says, says } as const] : [];
  });

const statuses = (resource: Json): readonly Correctable[] =>
  STATUSES.flatMap((path) => {
    const value = resource[path];
    const says = textOf(value) ?? (isObject(value) ? textOf(firstCode(value)) : undefined);
    const options = statusCodes(String(resource.resourceType), path);
    return says
      ? [{ kind: 'status', path, of: elementWords(path), says, ...(options ? { options } : {}) } as const]
      : [];
  });

const firstCode = (concept: Json): unknown => listOf(concept.coding).filter(isObject)[0]?.code;
