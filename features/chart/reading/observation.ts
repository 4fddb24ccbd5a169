import { type Node, valueLineOf } from '@chartwarden/fhir';
import { type Concept, conceptOf, conceptsOf, lineOf, listOf, nodeOf } from './elements.ts';
import { type Amount, amountOf } from './quantity.ts';
import { type FactMark, markOf, type ReadFact } from './read-fact.ts';

/** What was found. Digits, comparator and unit of an amount are those that were received. */
export type Found =
  | ({ readonly kind: 'amount' } & Amount)
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'absent'; readonly why: string | null };

/** A reference range as the laboratory gave it with this result. Which of several applies is not decided here. */
export interface ReferenceRange {
  readonly low: Amount | null;
  readonly high: Amount | null;
  readonly words: string | null;
  /** normal, treatment, therapeutic ... */
  readonly kind: string | null;
  readonly appliesTo: readonly string[];
}

/** One value: of the observation itself (`part` null) or of one of its components. */
export interface Finding {
  readonly part: Concept | null;
  readonly found: Found;
  readonly ranges: readonly ReferenceRange[];
  /** As the laboratory marked it (`H`, `Low` ...); never worked out from the range. */
  readonly interpretations: readonly Concept[];
}

export interface ObservationEntry extends FactMark, Concept {
  /** registered, preliminary, final, amended, corrected, cancelled, unknown ...; as written. */
  readonly status: string | null;
  /** For one line: `13.2 g/dL`, `120/80 mmHg`; rounded to three decimals and marked so (`≈`). */
  readonly line: string | null;
  readonly method: string | null;
  readonly findings: readonly Finding[];
}

/** Reads an Observation, its components included. */
export function readObservation(fact: ReadFact): ObservationEntry {
  const { resource } = fact;
  const parts = listOf(resource.component).map((part) => findingOf(part, conceptOf(part.code)));
  const own = findingOf(resource, null);
  return {
    ...markOf(fact),
    ...conceptOf(resource.code),
    status: lineOf(resource.status),
    line: valueLineOf(resource),
    method: conceptOf(resource.method).words,
    findings: own.found.kind === 'absent' && parts.length > 0 ? parts : [own, ...parts],
  };
}

const findingOf = (holder: Node, part: Concept | null): Finding => ({
  part,
  found: foundOf(holder),
  ranges: listOf(holder.referenceRange).map((range) => ({
    low: amountOf(range.low),
    high: amountOf(range.high),
    words: lineOf(range.text),
    kind: conceptOf(range.type).words,
    appliesTo: conceptsOf(range.appliesTo).flatMap((one) => one.words ?? []),
  })),
  interpretations: conceptsOf(holder.interpretation),
});

const LONGEST = 2000;

function foundOf(holder: Node): Found {
  const amount = amountOf(holder.valueQuantity);
  if (amount !== null) return { kind: 'amount', ...amount };
  const { valueBoolean } = holder;
  const words =
    conceptOf(holder.valueCodeableConcept).words ??
    lineOf(holder.valueString, LONGEST) ??
    lineOf(holder.valueInteger) ??
    lineOf(holder.valueDateTime) ??
    lineOf(holder.valueTime) ??
    (typeof valueBoolean === 'boolean' ? (valueBoolean ? 'yes' : 'no') : null) ??
    // Ranges, ratios and periods; samples have no words.
    valueLineOf({ valueRange: holder.valueRange, valueRatio: holder.valueRatio }) ??
    periodWords(holder.valuePeriod) ??
    (holder.valueSampledData === undefined ? null : 'samples');
  if (words !== null) return { kind: 'words', words };
  return { kind: 'absent', why: conceptOf(holder.dataAbsentReason).words };
}

function periodWords(value: unknown): string | null {
  const { start, end } = nodeOf(value);
  const ends = [lineOf(start), lineOf(end)];
  return ends.every((one) => one === null) ? null : ends.map((one) => one ?? '…').join(' – ');
}
