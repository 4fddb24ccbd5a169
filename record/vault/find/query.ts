import type { SearchCriterion, SearchInclude } from '@chartwarden/fhir';
import type { ServedFact } from '../serve.ts';

/** A search of one record. Parameters are codes without a type: `code`, `_id`, `_lastUpdated`, `patient`. */
export interface FindQuery {
  /** FHIR types; empty: every type. */
  readonly types: readonly string[];
  /** All of them have to fit. */
  readonly where: readonly SearchCriterion[];
  /** By what, first things first; `date` is the clinical time. Absent: that, newest first. Ties go by id. */
  readonly sort?: readonly { readonly param: string; readonly descending: boolean }[];
  /** Of an earlier answer to the same types, conditions and order; CW-GEN-003 for any other. */
  readonly cursor?: string;
  /** 0 to 1,000; 0 with `total`: only the count. */
  readonly limit: number;
  readonly total?: boolean;
  readonly include?: readonly SearchInclude[];
}

export interface Found {
  /** What fits, in order. May be fewer than asked for although `next` goes on: looking is bounded. */
  readonly facts: readonly ServedFact[];
  /** What was asked for beside it; nothing twice, and nothing that stands in `facts`. */
  readonly included: readonly ServedFact[];
  /** An include led to the person, whose Patient is put together elsewhere. */
  readonly includesPerson: boolean;
  readonly next: string | null;
  readonly total?: number;
}

/** By what SQL can go in order, through an index. */
export interface Order {
  readonly by: 'date' | 'stored' | 'id';
  readonly descending: boolean;
}

const ORDERS: Readonly<Record<string, Order['by']>> = { date: 'date', _lastUpdated: 'stored', _id: 'id' };

/** The order of an index, or null for one that needs the values of every fact that fits. */
export function orderOf(sort: FindQuery['sort']): Order | null {
  const [first, ...others] = sort ?? [];
  if (first === undefined) return { by: 'date', descending: true };
  const by = Object.hasOwn(ORDERS, first.param) ? ORDERS[first.param] : undefined;
  // The order of an index ends in the ids.
  const isWhole = by === 'id' || others.every((one) => one.param === '_id' && one.descending === first.descending);
  return by === undefined || !isWhole ? null : { by, descending: first.descending };
}
