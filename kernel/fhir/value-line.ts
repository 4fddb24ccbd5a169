import { each, isNode, type Node } from './index-values.ts';

const LONGEST = 80;
const MOST_COMPONENTS = 4;
/** Decimals that fit a line; what has more is rounded and marked so. */
const MOST_DECIMALS = 3;

/** A resource parsed with every number as the digits that stand in it: `1.50` stays `1.50`. Throws SyntaxError. */
export function parseWithDigits(text: string): Node {
  // The reviver's third argument is newer than the types (ECMAScript, JSON.parse source text access).
  const keepDigits = (_key: string, value: unknown, context?: { readonly source: string }): unknown =>
    typeof value === 'number' && context !== undefined ? context.source : value;
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown) as Node;
}

/**
 * What was found, for one line beside the title: `13.2 g/dL`, `120/80 mmHg`, `Positive`, `255.00 USD`; null when the fact
 * has no value or a long one. Takes what {@link parseWithDigits} gives.
 */
export function valueLineOf(resource: Node): string | null {
  const words = resultOf(resource) ?? dosageOf(resource) ?? totalOf(resource) ?? bodySiteOf(resource);
  return words === undefined || words.length > LONGEST ? null : words;
}

function resultOf(resource: Node): string | undefined {
  const own = anyValue(resource);
  if (own !== undefined) return own;
  const parts = each(resource.component).flatMap((part) => {
    const value = anyValue(part);
    return value === undefined ? [] : [{ part, value }];
  });
  const pressure = bloodPressure(parts);
  if (pressure !== undefined) return pressure;
  if (parts.length === 0 || parts.length > MOST_COMPONENTS) return undefined;
  return parts.map(({ part, value }) => [concept(part.code), value].filter(Boolean).join(' ')).join(' · ');
}

/** Systolic over diastolic, as everybody writes it (LOINC 8480-6, 8462-4). */
function bloodPressure(parts: readonly { readonly part: Node; readonly value: string }[]): string | undefined {
  const value = (code: string) => {
    const found = parts.find(
      ({ part }) => isNode(part.code) && each(part.code.coding).some((one) => one.code === code),
    );
    return /^(?<rounded>≈ )?(?<digits>\S+) (?<unit>\S+)$/.exec(found?.value ?? '')?.groups;
  };
  const [systolic, diastolic] = [value('8480-6'), value('8462-4')];
  if (parts.length !== 2 || !systolic || !diastolic || systolic.unit !== diastolic.unit) return undefined;
  const unit = diastolic.unit === 'mm[Hg]' ? 'mmHg' : diastolic.unit;
  return `${systolic.rounded ?? diastolic.rounded ?? ''}${systolic.digits}/${diastolic.digits} ${unit}`;
}

function anyValue(holder: Node): string | undefined {
  const { valueQuantity, valueCodeableConcept, valueBoolean, valueRange, valueRatio } = holder;
  if (valueQuantity !== undefined) return quantity(valueQuantity);
  if (valueCodeableConcept !== undefined) return concept(valueCodeableConcept);
  if (typeof valueBoolean === 'boolean') return valueBoolean ? 'yes' : 'no';
  if (isNode(valueRange)) return joined([quantity(valueRange.low), quantity(valueRange.high)], ' – ');
  if (isNode(valueRatio)) return joined([quantity(valueRatio.numerator), quantity(valueRatio.denominator)], ' : ');
  return text(holder.valueString) ?? text(holder.valueInteger) ?? concept(holder.dataAbsentReason);
}

function quantity(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  const digits = text(value.value);
  if (digits === undefined) return undefined;
  const unit = text(value.unit) ?? text(value.code);
  return [text(value.comparator), short(digits), unit?.startsWith('{') || unit === '1' ? undefined : unit]
    .filter(Boolean)
    .join(' ');
}

function short(digits: string): string {
  const decimals = digits.split('.')[1]?.length ?? 0;
  return decimals > MOST_DECIMALS && !/e/i.test(digits) ? `≈ ${Number(digits).toFixed(2)}` : digits;
}

const dosageOf = (resource: Node): string | undefined =>
  text(each(resource.dosageInstruction)[0]?.text) ?? text(each(resource.dosage)[0]?.text);

/** Claim.total is one Money, ExplanationOfBenefit.total a list by category: what was asked for comes first. */
function totalOf(resource: Node): string | undefined {
  const [total] = each(resource.total);
  const amount = total === undefined || isNode(total.amount) ? total?.amount : total;
  if (!isNode(amount)) return undefined;
  const digits = text(amount.value);
  return digits === undefined ? undefined : [short(digits), text(amount.currency)].filter(Boolean).join(' ');
}

const bodySiteOf = ({ resourceType, series }: Node): string | undefined =>
  resourceType === 'ImagingStudy' ? text(nodeOf(each(series)[0]?.bodySite)?.display) : undefined;

const nodeOf = (value: unknown): Node | undefined => (isNode(value) ? value : undefined);

const text = (value: unknown): string | undefined => {
  const line = typeof value === 'string' ? value.replace(/[\s\p{Cc}]+/gu, ' ').trim() : '';
  return line === '' ? undefined : line;
};

const joined = (parts: readonly (string | undefined)[], by: string): string | undefined =>
  parts.some((one) => one === undefined) ? undefined : parts.join(by);

function concept(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  const codings = each(value.coding);
  const of = (name: string): string | undefined => codings.map((one) => text(one[name])).find(Boolean);
  return text(value.text) ?? of('display') ?? of('code');
}
