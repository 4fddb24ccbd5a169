import { dateRange } from './date.ts';
import type { IndexValue, ReferenceValue } from './types.ts';

/** A parsed JSON object whose members may be anything: the extractors trust no shape. */
export interface Node {
  readonly [name: string]: unknown;
}

/** Where the extractors put what they find. */
export type Out = IndexValue[];

const nothing: readonly Node[] = [];

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of an element, be it written once or as an array; anything else is passed over. */
export function each(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.every(isNode) ? value : value.filter(isNode);
  return isNode(value) ? [value] : nothing;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Primitives that stand for one text: arrays are walked, numbers and booleans written out. */
function eachText(value: unknown, use: (text: string) => void): void {
  if (typeof value === 'string') {
    if (value !== '') use(value);
  } else if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'string' && item !== '') use(item);
  }
}

// Tokens: http://hl7.org/fhir/R4/search.html#token

export function tokenConcept(out: Out, param: string, value: unknown): void {
  for (const concept of each(value)) {
    const { coding } = concept;
    if (coding !== undefined) tokenCoding(out, param, coding);
    const words = text(concept.text);
    if (words !== undefined) out.push({ kind: 'token', param, text: words });
  }
}

export function tokenCoding(out: Out, param: string, value: unknown): void {
  for (const coding of each(value)) token(out, param, text(coding.system), text(coding.code), text(coding.display));
}

export function tokenIdentifier(out: Out, param: string, value: unknown): void {
  for (const id of each(value)) {
    const type = id.type;
    token(out, param, text(id.system), text(id.value), isNode(type) ? text(type.text) : undefined);
  }
}

/** Phone numbers and addresses are matched by their value; `system` narrows to one kind (`where(system='phone')`). */
export function tokenContact(out: Out, param: string, value: unknown, system?: string): void {
  for (const contact of each(value)) {
    if (system === undefined || contact.system === system) token(out, param, undefined, text(contact.value), undefined);
  }
}

export function tokenText(out: Out, param: string, value: unknown): void {
  eachText(value, (code) => out.push({ kind: 'token', param, code }));
}

export function tokenBoolean(out: Out, param: string, value: unknown): void {
  if (typeof value === 'boolean') out.push({ kind: 'token', param, code: value ? 'true' : 'false' });
}

/** `Patient.deceased.exists() and Patient.deceased != false`: true for a date of death as well. */
export function tokenPresence(out: Out, param: string, resource: Node, name: string): void {
  const is = resource[`${name}Boolean`] === true || text(resource[`${name}DateTime`]) !== undefined;
  out.push({ kind: 'token', param, code: is ? 'true' : 'false' });
}

function token(
  out: Out,
  param: string,
  system: string | undefined,
  code: string | undefined,
  words: string | undefined,
): void {
  if (code !== undefined) {
    if (system !== undefined) {
      out.push(
        words === undefined
          ? { kind: 'token', param, system, code }
          : { kind: 'token', param, system, code, text: words },
      );
    } else out.push(words === undefined ? { kind: 'token', param, code } : { kind: 'token', param, code, text: words });
  } else if (system !== undefined) {
    out.push(words === undefined ? { kind: 'token', param, system } : { kind: 'token', param, system, text: words });
  } else if (words !== undefined) out.push({ kind: 'token', param, text: words });
}

// Strings: http://hl7.org/fhir/R4/search.html#string

export function stringText(out: Out, param: string, value: unknown): void {
  eachText(value, (words) => out.push({ kind: 'string', param, text: words }));
}

const namePart = ['family', 'given', 'prefix', 'suffix', 'text'] as const;
const addressPart = ['line', 'city', 'district', 'state', 'postalCode', 'country', 'text'] as const;

export function stringName(out: Out, param: string, value: unknown): void {
  for (const name of each(value)) for (const part of namePart) stringText(out, param, name[part]);
}

export function stringAddress(out: Out, param: string, value: unknown): void {
  for (const address of each(value)) for (const part of addressPart) stringText(out, param, address[part]);
}

// Dates: http://hl7.org/fhir/R4/search.html#date

export function dateText(out: Out, param: string, value: unknown): void {
  eachText(value, (written) => {
    const range = dateRange(written);
    if (range) out.push({ kind: 'date', param, low: range.low, high: range.high });
  });
}

export function datePeriod(out: Out, param: string, value: unknown): void {
  for (const period of each(value)) {
    const start = text(period.start);
    const end = text(period.end);
    const low = start === undefined ? undefined : dateRange(start)?.low;
    const high = end === undefined ? undefined : dateRange(end)?.high;
    // A period whose only end can't be read says nothing; one open end is what the standard calls open.
    if (low === undefined && high === undefined) continue;
    out.push({ kind: 'date', param, low: low ?? null, high: high ?? null });
  }
}

/** The outer limits of a schedule: its events and, when it repeats within a period, that period. */
export function dateTiming(out: Out, param: string, value: unknown): void {
  for (const timing of each(value)) {
    const found: Out = [];
    dateText(found, param, timing.event);
    for (const repeat of each(timing.repeat)) datePeriod(found, param, repeat.boundsPeriod);
    let low: number | null = Number.POSITIVE_INFINITY;
    let high: number | null = Number.NEGATIVE_INFINITY;
    for (const one of found) {
      if (one.kind !== 'date') continue;
      low = low === null || one.low === null ? null : Math.min(low, one.low);
      high = high === null || one.high === null ? null : Math.max(high, one.high);
    }
    if (found.length > 0) out.push({ kind: 'date', param, low, high });
  }
}

// References: http://hl7.org/fhir/R4/search.html#reference

export function reference(out: Out, param: string, value: unknown): void {
  for (const one of each(value)) {
    const target = referenceValue(one);
    if (target) out.push({ kind: 'reference', param, target });
  }
}

/** `where(resolve() is X)`: kept when the reference says X, passed on for the vault to decide when it says no type. */
export function referenceTo(out: Out, param: string, value: unknown, type: string): void {
  for (const one of each(value)) {
    const target = referenceValue(one);
    if (!target) continue;
    const says = referenceType(target);
    if (says === type) out.push({ kind: 'reference', param, target });
    else if (says === undefined) out.push({ kind: 'reference', param, target, onlyIf: type });
  }
}

export function referenceUri(out: Out, param: string, value: unknown): void {
  eachText(value, (uri) => out.push({ kind: 'reference', param, target: { reference: uri } }));
}

/** A Reference as written; undefined when it points into the resource itself (`#x`) or says nothing. */
export function referenceValue(value: unknown): ReferenceValue | undefined {
  if (!isNode(value)) return undefined;
  const written = text(value.reference);
  if (written?.startsWith('#')) return undefined;
  const type = text(value.type);
  const identifier = isNode(value.identifier) ? identifierValue(value.identifier) : undefined;
  if (written === undefined && identifier === undefined) return undefined;
  return {
    ...(written === undefined ? {} : { reference: written }),
    ...(type === undefined ? {} : { type }),
    ...(identifier === undefined ? {} : { identifier }),
  };
}

function identifierValue(id: Node): ReferenceValue['identifier'] | undefined {
  const system = text(id.system);
  const value = text(id.value);
  if (system === undefined && value === undefined) return undefined;
  return { ...(system === undefined ? {} : { system }), ...(value === undefined ? {} : { value }) };
}

// `Type/id`, optionally absolute, optionally with a version (http://hl7.org/fhir/R4/references.html#literal).
const LITERAL = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** The resource type a reference says it points to, by its path or its `type`; undefined when it doesn't say. */
export function referenceType(target: ReferenceValue): string | undefined {
  return (target.reference === undefined ? undefined : LITERAL.exec(target.reference)?.[1]) ?? target.type;
}

// Uris, numbers, quantities.

export function uriText(out: Out, param: string, value: unknown): void {
  eachText(value, (uri) => out.push({ kind: 'uri', param, uri }));
}

export function numberValue(out: Out, param: string, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) numberValue(out, param, item);
  else if (typeof value === 'number' && Number.isFinite(value)) {
    out.push({ kind: 'number', param, value: String(value) });
  }
}

/** Both ends of a range, each as a value of its own. */
export function numberRange(out: Out, param: string, value: unknown): void {
  for (const range of each(value)) {
    for (const end of [range.low, range.high]) if (isNode(end)) numberValue(out, param, end.value);
  }
}

export function quantityValue(out: Out, param: string, value: unknown): void {
  for (const one of each(value)) {
    if (typeof one.value !== 'number' || !Number.isFinite(one.value)) continue;
    const system = text(one.system);
    const code = text(one.code);
    const unit = text(one.unit);
    const comparator = text(one.comparator);
    out.push({
      kind: 'quantity',
      param,
      value: String(one.value),
      ...(system === undefined ? {} : { system }),
      ...(code === undefined ? {} : { code }),
      ...(unit === undefined ? {} : { unit }),
      ...(comparator === undefined ? {} : { comparator }),
    });
  }
}

export function quantityRange(out: Out, param: string, value: unknown): void {
  for (const range of each(value)) {
    quantityValue(out, param, range.low);
    quantityValue(out, param, range.high);
  }
}

/** Money is searched as a quantity with the currency as its unit (http://hl7.org/fhir/R4/search.html#quantity). */
export function quantityMoney(out: Out, param: string, value: unknown): void {
  for (const money of each(value)) {
    if (typeof money.value !== 'number' || !Number.isFinite(money.value)) continue;
    const code = text(money.currency);
    out.push({
      kind: 'quantity',
      param,
      value: String(money.value),
      ...(code === undefined ? {} : { system: 'urn:iso:std:iso:4217', code }),
    });
  }
}
