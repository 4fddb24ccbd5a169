import { listOf, nodeOf } from '../reading/elements.ts';
import { type ObservationEntry, readObservation } from '../reading/observation.ts';
import type { Amount } from '../reading/quantity.ts';
import type { ReadFact } from '../reading/read-fact.ts';
import { hasClock, ruleOf, spanOfProblem } from './traits.ts';

/** Why two facts may tell of one thing. */
export type Why =
  | 'identifier'
  | 'same-value'
  | 'near-value'
  | 'same-moment'
  | 'same-day'
  | 'overlap'
  | 'code'
  | 'file'
  | 'content';

/** Numbers that round to each other, or lie within a hundredth. */
const NEAR = 0.01;

/** Why two facts of a bucket may tell of one thing, the best reason first; null when nothing but the bucket says so. */
export function whyAlike(one: ReadFact, other: ReadFact): Why | null {
  const rule = ruleOf(one.type);
  if (rule === undefined || one.type !== other.type) return null;
  if (rule.by === 'file') return 'file';
  if (rule.by === 'start') return sameStart(one, other) ? 'same-moment' : null;
  if (one.type === 'Condition') return overlap(one, other) ? 'overlap' : null;
  if (rule.by === 'code') return 'code';
  if (rule.by === 'content' || one.when === null || other.when === null) return null;
  if (one.type !== 'Observation') return 'same-day';
  const value = valuesAlike(one, other);
  if (value !== null) return value;
  return sameMoment(one, other) ? 'same-moment' : null;
}

export const sameMoment = (one: ReadFact, other: ReadFact): boolean =>
  hasClock(one) && hasClock(other) && one.when?.low === other.when?.low;

/** To the minute; where nobody says the minute, the day and what kind of visit it was. */
function sameStart(one: ReadFact, other: ReadFact): boolean {
  if (hasClock(one) && hasClock(other)) return sameMoment(one, other);
  if (hasClock(one) || hasClock(other)) return false;
  const [left, right] = [nodeOf(one.resource.class).code, nodeOf(other.resource.class).code];
  return one.when !== null && left !== undefined && left === right;
}

function overlap(one: ReadFact, other: ReadFact): boolean {
  const [left, right] = [spanOfProblem(one), spanOfProblem(other)];
  return left.from <= right.to && right.from <= left.to;
}

function valuesAlike(one: ReadFact, other: ReadFact): 'same-value' | 'near-value' | null {
  const [left, right] = [readObservation(one), readObservation(other)];
  if (!hasValue(left) || !hasValue(right))
    return hasValue(left) === hasValue(right) && bothAbsent(one, other) ? 'same-value' : null;
  const count = left.findings.length;
  if (count !== right.findings.length) return null;
  const alike = pairs(left, right).map(([here, there]) => {
    if (here.kind === 'amount' && there.kind === 'amount') return amountsAlike(here, there);
    if (here.kind === 'words' && there.kind === 'words')
      return here.words.toLowerCase() === there.words.toLowerCase() ? 'same-value' : null;
    return here.kind === there.kind ? 'same-value' : null;
  });
  if (alike.includes(null)) return null;
  return alike.includes('near-value') ? 'near-value' : 'same-value';
}

/** Neither found anything, and both are nothing but a panel of others. */
const bothAbsent = (one: ReadFact, other: ReadFact): boolean =>
  listOf(one.resource.hasMember).length > 0 && listOf(other.resource.hasMember).length > 0;

const pairs = (one: ObservationEntry, other: ObservationEntry) =>
  one.findings.flatMap(({ found }, at) => {
    const there = other.findings[at]?.found;
    return there === undefined ? [] : [[found, there] as const];
  });

function amountsAlike(one: Amount, other: Amount): 'same-value' | 'near-value' | null {
  if (one.comparator !== other.comparator) return null;
  if (one.unitKey !== other.unitKey && one.unit !== other.unit) return null;
  const [left, right] = [Number(one.digits), Number(other.digits)];
  if (left === right) return 'same-value';
  const places = Math.min(decimalsOf(one.digits), decimalsOf(other.digits));
  const isRounded =
    Math.abs(left - right) <= 0.5 * 10 ** -places + Number.EPSILON &&
    decimalsOf(one.digits) !== decimalsOf(other.digits);
  return isRounded || Math.abs(left - right) <= NEAR * Math.max(Math.abs(left), Math.abs(right)) ? 'near-value' : null;
}

const decimalsOf = (digits: string): number => digits.split('.')[1]?.length ?? 0;

const hasValue = (entry: ObservationEntry): boolean => entry.findings.some(({ found }) => found.kind !== 'absent');
