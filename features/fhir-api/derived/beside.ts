import type { RecordId } from '@chartwarden/ids';
import type { Found } from '@chartwarden/vault';
import type { Resource } from '../answers.ts';
import type { Asked } from '../asking.ts';
import { type Derived, isDerivedType } from './derived.service.ts';
import type { DerivedQuery } from './fitting.ts';

/** A page of one record: what was received, and what is worked out. */
export interface BothFound extends Pick<Found, 'included' | 'includesPerson'> {
  readonly facts: readonly Resource[];
  readonly next: string | null;
  readonly total?: number;
}

type BothQuery = DerivedQuery & { readonly types: readonly string[]; readonly cursor?: string | undefined };

/** Before a place among what is worked out: no other cursor has a dot. */
const MADE = 'd.';

/**
 * A page of what was received, and behind the last of it of what is worked out: by one search both are found. `received`
 * asks the vault for so many.
 */
export async function besideFacts(
  derived: Derived,
  { asked, record, query }: { readonly asked: Asked; readonly record: RecordId; readonly query: BothQuery },
  received: (limit: number, cursor: string | undefined) => Promise<Found>,
): Promise<BothFound> {
  const [type] = query.types;
  if (query.types.length !== 1 || !isDerivedType(type)) return received(query.limit, query.cursor);
  const { cursor, total } = query;
  const place = cursor?.startsWith(MADE) ? cursor.slice(MADE.length) : null;
  const found = place === null ? await received(query.limit, cursor) : total ? await received(0, undefined) : NOTHING;
  const isMore = place === null && found.next !== null;
  const left = isMore ? 0 : query.limit - found.facts.length;
  const made =
    left > 0 || total ? await derived.page(asked, record, type, { ...query, limit: left }, place ?? '') : NONE;
  const next = made.next === null ? (left > 0 || query.limit === 0 ? null : MADE) : MADE + made.next;
  return {
    ...found,
    facts: [...found.facts, ...made.facts],
    next: isMore ? found.next : next,
    ...(total ? { total: (found.total ?? 0) + (made.total ?? 0) } : {}),
  };
}

const NOTHING: Found = { facts: [], included: [], includesPerson: false, next: null };
const NONE = { facts: [], next: null, total: 0 };
