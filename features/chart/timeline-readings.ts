import type { Node } from '@chartwarden/fhir';
import type { FactLine } from './fact-line.ts';
import { type Coding, conceptOf } from './reading/elements.ts';
import { placeOf } from './reading/observation-place.ts';
import { amountOf } from './reading/quantity.ts';
import { keysOf } from './reading/sameness.ts';

/** So many values of one measurement on one day stand in one line. */
export const MANY = 6;

interface End {
  readonly digits: string;
  readonly comparator: string | null;
}

/** Values of one measurement, in one unit, on one day. */
export interface Readings {
  /** The same on every page: a day whose readings stand on two pages is put together by whoever has both. */
  readonly key: string;
  /** `2025-05-03`, UTC, as days are counted. */
  readonly day: string;
  readonly count: number;
  /** As received; null where they are no single numbers. */
  readonly low: End | null;
  readonly high: End | null;
  readonly unit: string | null;
  /** Where it stands over time, and by which codes it is found there. */
  readonly section: 'results' | 'vitals';
  readonly codings: readonly Coding[];
}

/** A line of the timeline: a fact, or its newest of several readings. */
export interface TimelineLine extends FactLine {
  readonly readings?: Readings;
}

/** An observation is a reading when it was done, says its day, and has a place over time. Null otherwise. */
export function readingOf({ type, date, dateText }: FactLine, resource: Node): Readings | null {
  if (type !== 'Observation' || date === null || !/^\d{4}-\d\d-\d\d/.test(dateText ?? '')) return null;
  if (resource.status === 'entered-in-error' || resource.status === 'cancelled') return null;
  const place = placeOf({ resource });
  const concept = conceptOf(resource.code);
  const keys = keysOf('observation', concept);
  if (place === 'elsewhere' || keys.length === 0) return null;
  const day = new Date(date).toISOString().slice(0, 10);
  const amount = amountOf(resource.valueQuantity);
  const end = amount === null ? null : { digits: amount.digits, comparator: amount.comparator };
  const section = place === 'vitals' ? 'vitals' : 'results';
  const key = JSON.stringify([day, section, keys.toSorted(), amount?.unitKey ?? null]);
  return { key, day, count: 1, low: end, high: end, unit: amount?.unit ?? null, section, codings: concept.codings };
}

/**
 * Puts readings together where they are many, each in the place of its newest. Those at either end of a page, of which
 * there may be more on the next one, keep what is needed to put them together there.
 * @param read newest first
 */
export function putTogether(
  read: readonly { readonly line: FactLine; readonly reading: Readings | null }[],
): readonly TimelineLine[] {
  const groups = new Map<string, Readings>();
  for (const { reading } of read) {
    if (reading === null) continue;
    const known = groups.get(reading.key);
    groups.set(reading.key, known === undefined ? reading : joined(known, reading));
  }
  const ends = new Set([read[0], read.at(-1)].flatMap((one) => one?.line.date ?? []).map(dayOf));
  const marks = new Map<string, { labels: Set<string>; corrected: boolean }>();
  for (const { line, reading } of read) {
    if (reading === null) continue;
    const mark = marks.get(reading.key) ?? { labels: new Set(), corrected: false };
    for (const label of line.labels) mark.labels.add(label);
    marks.set(reading.key, { labels: mark.labels, corrected: mark.corrected || line.corrected });
  }
  const told = new Set<string>();
  return read.flatMap(({ line, reading }): TimelineLine[] => {
    if (reading === null) return [line];
    const group = groups.get(reading.key) ?? reading;
    if (group.count < MANY) return [ends.has(reading.day) ? { ...line, readings: reading } : line];
    if (told.has(reading.key)) return [];
    told.add(reading.key);
    const { labels = [], corrected = false } = marks.get(reading.key) ?? {};
    return [{ ...line, labels: [...labels], corrected, readings: group }];
  });
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function joined(one: Readings, other: Readings): Readings {
  return {
    ...one,
    count: one.count + other.count,
    low: further(one.low, other.low, (left, right) => left < right),
    high: further(one.high, other.high, (left, right) => left > right),
  };
}

/** Of two that say the same number the one that is only known to lie beyond it. */
function further(one: End | null, other: End | null, isBeyond: (left: number, right: number) => boolean): End | null {
  if (one === null || other === null) return null;
  const [left, right] = [Number(one.digits), Number(other.digits)];
  if (left === right) return one.comparator === null ? other : one;
  return isBeyond(right, left) ? other : one;
}
