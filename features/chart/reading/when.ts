import { clinicalDate, dateRange, type Node } from '@chartwarden/fhir';
import { nodeOf } from './elements.ts';

/** A moment as it was written, its zone included, and the milliseconds between which it lies. */
export interface When {
  readonly text: string;
  readonly low: number;
  readonly high: number;
  /** False for `2021-05-03`, which is another span of time in each zone; low and high are those of UTC. */
  readonly hasZone: boolean;
}

const HOUR = 3_600_000;
/** From UTC+14 to UTC-12: how far a date without a zone may lie from what it would be in UTC. */
const EARLIER = 14 * HOUR;
const LATER = 12 * HOUR;

const hasZone = (text: string): boolean => /T.*(Z|[+-]\d\d:\d\d)$/.test(text);

/** A date, dateTime or instant; null when it is none that can be read. */
export function whenOf(value: unknown): When | null {
  const range = typeof value === 'string' ? dateRange(value) : undefined;
  return range === undefined ? null : { text: value as string, ...range, hasZone: hasZone(value as string) };
}

/** When what a resource tells happened: the clinical date that the whole record is ordered by. */
export function whenOfResource(resource: Node): When | null {
  const date = clinicalDate(resource);
  return date === undefined ? null : { ...date, hasZone: hasZone(date.text) };
}

/** The two ends of a Period. */
export function periodOf(value: unknown): { readonly start: When | null; readonly end: When | null } {
  const { start, end } = nodeOf(value);
  return { start: whenOf(start), end: whenOf(end) };
}

/**
 * True only when one was certainly over before the other began. `2021` is not before `2021-05-03`, nor after it; and a
 * day without a zone is not before a moment of the next morning in another one.
 */
export function isBefore(one: When, other: When): boolean {
  if (one.hasZone === other.hasZone) return one.high < other.low;
  return one.hasZone ? one.high < other.low - EARLIER : one.high + LATER < other.low;
}

/** True when it was certainly over at this moment. */
export const isOver = (when: When, now: number): boolean => when.high + (when.hasZone ? 0 : LATER) < now;

/** Order of a list: newest first, the exactly dated before the vaguely dated of the same beginning, undated last. */
export function newestFirst(one: { readonly when: When | null }, other: { readonly when: When | null }): number {
  if (one.when === null || other.when === null) return Number(one.when === null) - Number(other.when === null);
  return other.when.low - one.when.low || one.when.high - other.when.high;
}

/**
 * True when any of the ones is not certainly before each of the others; one without a date never is. Compares the
 * outermost only, so that long lists cost no more than their length.
 */
export function anyNotBefore(ones: readonly (When | null)[], others: readonly (When | null)[]): boolean {
  if (ones.length === 0 || others.length === 0) return false;
  if (ones.includes(null) || others.includes(null)) return true;
  const last = outermost(ones as readonly When[], (one, best) => one.high > best.high);
  const first = outermost(others as readonly When[], (one, best) => one.low < best.low);
  return last.some((one) => first.some((other) => !isBefore(one, other)));
}

/** The outermost of those with a zone and of those without. */
function outermost(list: readonly When[], isFurther: (one: When, best: When) => boolean): readonly When[] {
  const best = new Map<boolean, When>();
  for (const one of list) {
    const sofar = best.get(one.hasZone);
    if (sofar === undefined || isFurther(one, sofar)) best.set(one.hasZone, one);
  }
  return [...best.values()];
}
