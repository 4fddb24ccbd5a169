import { type Concept, conceptOf, lineOf, listOf, nodeOf } from './elements.ts';
import { namesOf, wordsOfConcepts, wordsOfReference, wordsOfReferences } from './names.ts';
import { ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { isOver, newestFirst, periodOf, type When, whenOf } from './when.ts';

/** `unknown`: the record does not say. A cover without an end that is called active is current. */
export type CoverState = 'current' | 'past' | 'cancelled' | 'unknown';

export interface Cover extends SourcedMark, Concept {
  readonly state: CoverState;
  readonly status: string | null;
  readonly payors: readonly string[];
  readonly member: string | null;
  /** self, spouse, child ... as written. */
  readonly relationship: string | null;
  readonly plans: readonly { readonly kind: string | null; readonly value: string; readonly name: string | null }[];
  readonly start: When | null;
  readonly end: When | null;
}

/** An amount of money with the digits that stand in the record. Nothing is added up. */
export interface Money {
  /** `total`: of what the words say. `payment`: what was paid. */
  readonly kind: 'total' | 'payment';
  /** What it is for, in the record's words: submitted, paid by patient ... */
  readonly words: string | null;
  readonly digits: string;
  readonly currency: string | null;
}

export interface Bill extends SourcedMark, Concept {
  /** `claim`: what was asked of the insurer. `statement`: what the insurer answered. */
  readonly kind: 'claim' | 'statement';
  readonly status: string | null;
  readonly outcome: string | null;
  readonly provider: string | null;
  readonly insurer: string | null;
  /** What it was for, each once. */
  readonly items: readonly string[];
  readonly amounts: readonly Money[];
  readonly start: When | null;
  readonly end: When | null;
}

export interface Insurance {
  readonly covers: readonly Cover[];
  readonly bills: readonly Bill[];
}

/** Things named in one line at most. */
const MOST_ITEMS = 12;
const STATES: Readonly<Record<CoverState, number>> = { current: 0, unknown: 1, past: 2, cancelled: 3 };

/** Insurance as it was written: cover, and claims with what was answered to them, newest first. */
export function readCoverage(facts: readonly ReadFact[], now: number): Insurance {
  const names = namesOf(facts);
  const covers = ofType(facts, 'Coverage').map((fact): Cover => {
    const { resource } = fact;
    const { start, end } = periodOf(resource.period);
    return {
      ...sourcedMarkOf(fact),
      ...conceptOf(resource.type),
      state: coverState(lineOf(resource.status), end, now),
      status: lineOf(resource.status),
      payors: wordsOfReferences(resource.payor, names),
      member: lineOf(resource.subscriberId),
      relationship: conceptOf(resource.relationship).words,
      plans: listOf(resource.class).flatMap((one) => {
        const value = lineOf(one.value);
        return value === null ? [] : [{ kind: conceptOf(one.type).words, value, name: lineOf(one.name) }];
      }),
      start,
      end,
    };
  });
  const bills = ofType(facts, 'ExplanationOfBenefit', 'Claim').map((fact): Bill => {
    const { resource } = fact;
    const { start, end } = periodOf(resource.billablePeriod);
    return {
      ...sourcedMarkOf(fact),
      ...conceptOf(resource.type),
      kind: fact.type === 'Claim' ? 'claim' : 'statement',
      status: lineOf(resource.status),
      outcome: lineOf(resource.outcome),
      provider: wordsOfReference(resource.provider, names),
      insurer: wordsOfReference(resource.insurer, names),
      items: [
        ...new Set(listOf(resource.item).flatMap((one) => wordsOfConcepts(one.productOrService ?? one.service))),
      ].slice(0, MOST_ITEMS),
      amounts: amountsOf(resource),
      start: start ?? whenOf(resource.created),
      end,
    };
  });
  return {
    covers: covers.sort((one, other) => STATES[one.state] - STATES[other.state] || newestFirst(one, other)),
    bills: bills.sort(newestFirst),
  };
}

function coverState(status: string | null, end: When | null, now: number): CoverState {
  if (status === 'cancelled') return 'cancelled';
  if (end !== null && isOver(end, now)) return 'past';
  return status === 'active' ? 'current' : 'unknown';
}

/** Totals and the payment, each with its own words. */
function amountsOf(resource: Readonly<Record<string, unknown>>): readonly Money[] {
  const totals = listOf(resource.total);
  return [
    ...totals.flatMap((one) => moneyOf('total', one.amount ?? one, conceptOf(one.category).words)),
    ...moneyOf('payment', nodeOf(resource.payment).amount, conceptOf(nodeOf(resource.payment).type).words),
  ];
}

const DIGITS = /^-?\d[\d.eE+-]*$/;

function moneyOf(kind: Money['kind'], value: unknown, words: string | null): readonly Money[] {
  const { value: amount, currency, code } = nodeOf(value);
  const digits = lineOf(amount, 60);
  return digits === null || !DIGITS.test(digits)
    ? []
    : [{ kind, words, digits, currency: lineOf(currency) ?? lineOf(code) }];
}
