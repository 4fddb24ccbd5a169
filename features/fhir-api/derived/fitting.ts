import { CodedError } from '@chartwarden/errors';
import { dateSpan, extractIndex, type IndexValue, matcherOf, type SearchCriterion } from '@chartwarden/fhir';
import type { Resource } from '../answers.ts';

/** What is worked out when it is asked for, as a search meets it. */
export interface DerivedQuery {
  readonly where: readonly SearchCriterion[];
  readonly sort?: readonly { readonly param: string; readonly descending: boolean }[] | undefined;
  readonly limit: number;
  readonly total?: boolean;
}

export interface DerivedPage {
  readonly facts: readonly Resource[];
  /** Where to go on. */
  readonly next: string | null;
  readonly total?: number;
}

interface Made {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: { readonly versionId: string; readonly lastUpdated: string };
}

export const resourceOf = (made: Made): Resource => ({
  type: made.resourceType,
  id: made.id,
  version: made.meta.versionId,
  storedAt: Date.parse(made.meta.lastUpdated),
  bytes: Buffer.from(JSON.stringify(made)),
});

/** Whether something made fits all conditions; what leads to other resources nothing made fits. */
export function fitter(type: string, where: readonly SearchCriterion[], now: number): (made: Made) => boolean {
  const matchers = where.map((one) =>
    one.on === 'value' || one.on === 'missing' ? matcherOf(type, one, now) : () => false,
  );
  return (made) => {
    const resource = JSON.parse(JSON.stringify(made));
    const at = Date.parse(made.meta.lastUpdated);
    const index: IndexValue[] = [
      ...extractIndex(resource),
      { param: `${type}._id`, kind: 'token', code: made.id },
      { param: `${type}._lastUpdated`, kind: 'date', low: at, high: at },
    ];
    return matchers.every((matches) => matches(resource, index));
  };
}

/** Only newest first: throws CW-FHIR-079 for any other order. */
export function inTime({ sort }: DerivedQuery): void {
  const [first, ...others] = sort ?? [];
  if (first === undefined) return;
  const isTime = ['date', 'recorded', '_lastUpdated'].includes(first.param);
  if (!isTime || !first.descending || others.length > 0) throw new CodedError('CW-FHIR-079', '_sort');
}

/** Bounds of a time, from `from` (inclusive) to `to` (exclusive), that conditions on a date set. */
export function boundsOf(where: readonly SearchCriterion[], param: string, now: number) {
  let from: number | undefined;
  let to: number | undefined;
  for (const one of where) {
    if (one.on !== 'value' || one.param !== param || one.values.length !== 1) continue;
    const [value] = one.values;
    if (value?.kind !== 'date') continue;
    const { low, high } = dateSpan(value, now);
    if (['eq', 'ge', 'gt', 'sa'].includes(value.prefix)) from = Math.max(from ?? 0, low);
    if (['eq', 'le', 'lt', 'eb'].includes(value.prefix)) to = Math.min(to ?? high + 1, high + 1);
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** A part of what fits, by its place in the list. */
export function pageOf(all: readonly Made[], { limit, total }: DerivedQuery, cursor: string): DerivedPage {
  const from = placeIn(cursor);
  const facts = all.slice(from, from + limit).map(resourceOf);
  const next = limit > 0 && from + limit < all.length ? String(from + limit) : null;
  return { facts, next, ...(total ? { total: all.length } : {}) };
}

export function placeIn(cursor: string): number {
  if (!/^\d{0,15}$/.test(cursor)) throw new CodedError('CW-GEN-003', 'cursor');
  return Number(cursor);
}
