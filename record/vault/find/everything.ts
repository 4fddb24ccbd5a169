import type { SearchCriterion } from '@chartwarden/fhir';
import { release, type VaultContext } from '../context.ts';
import { factsStore } from '../facts.store.ts';
import { type Permit, withOutline } from '../permit.ts';
import { createPersonOf, type PersonOfRecord } from '../person.ts';
import { UNDATED } from '../rows.ts';
import type { ServedFact } from '../serve.ts';
import { createSince } from '../since.ts';
import { all, type Condition } from '../slice-sql.ts';
import { decodePlace, encodePlace } from './cursor.ts';
import { findStore } from './find.store.ts';
import { take } from './find.ts';
import { includesOf } from './includes.ts';
import type { TypePlan } from './plan.ts';
import type { Order } from './query.ts';
import type { Finding } from './walk.ts';

/** How much of a record (R4 Patient operation `$everything`). Times in milliseconds, inclusive. */
export interface EverythingQuery {
  /** FHIR types; empty: every type. */
  readonly types: readonly string[];
  /** What came to count then or later. */
  readonly since?: number;
  /** When care was given: what may be of that time, and what it refers to. What has no date is of no time. */
  readonly care?: { readonly from?: number; readonly to?: number };
  /** Of an earlier answer to the same types and times; CW-GEN-003 for any other. */
  readonly cursor?: string;
  /** 1 to 1,000. */
  readonly limit: number;
}

export interface Everything {
  /** On the first page, where Patients are asked for. */
  readonly person: PersonOfRecord | null;
  /** Newest first: by clinical time, or with `since` by when it was stored. */
  readonly facts: readonly ServedFact[];
  /** What these refer to and is not of the time asked for. */
  readonly included: readonly ServedFact[];
  readonly next: string | null;
}

const ALL_REFERENCES = [{ reverse: false, source: '*', param: '*', iterate: true }] as const;

/** All of a record that a permit lets through, page by page, each under one line. */
export function createEverything(context: VaultContext) {
  const { db, keyring, log, authority, recall, clock } = context;
  const store = findStore(db);
  const parts = { facts: factsStore(db), recall };
  const personOf = createPersonOf(context);
  const storedSince = createSince(context);

  /** Null when there is no such record. Throws CW-FHIR-080 when a page refers to too much. */
  async function everything(permit: Permit, query: EverythingQuery): Promise<Everything | null> {
    const claimed = authority.claim(permit, 'search');
    const grant = withOutline(claimed);
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const finding: Finding = { parts, store, keys, grant, now: clock.now() };
    const isWanted = (type: string): boolean => query.types.length === 0 || query.types.includes(type);
    const isFirst = query.cursor === undefined;
    const person = isFirst && isWanted('Patient') ? await personOf(grant, keys) : undefined;
    if (person === null) return null;
    const bound = boundOf(query);
    const order: Order = { by: query.since === undefined ? 'date' : 'stored', descending: true };
    const limit = Math.min(Math.max(1, Math.trunc(query.limit)), 1000);
    const after = query.cursor === undefined ? null : decodePlace(keys, bound, query.cursor);
    const since = query.since === undefined ? [] : [await storedSince(keys, query.since)];
    const plans = await plansOf(finding, query, order, since);
    const { facts, next } = await take(finding, plans, order, after, limit);
    const isByTime = query.care !== undefined && claimed.form !== 'metadata_only';
    const beside = isByTime ? (await includesOf({ ...finding, grant: claimed }, facts, ALL_REFERENCES)).facts : [];
    // What is of that time itself stands on a page of its own.
    const included = beside.filter((one) => isWanted(one.type) && !isOfTime(one, query));
    const released = [...(person?.patients ?? []), ...facts, ...included];
    const ids = new Set(released.map((one) => one.id));
    const types = [...(person ? ['Patient'] : []), ...released.map((one) => one.type)];
    await release(log, grant, 'search', types, [...ids], person && { named: person.profile !== null });
    return { person: person ?? null, facts, included, next: next && encodePlace(keys, bound, next) };
  }

  return { everything };
}

/** What a place in the answer is bound to. */
const boundOf = ({ types, since, care }: EverythingQuery) => ({
  types,
  where: [
    criterionOf('$since', since, undefined),
    criterionOf('$care', care?.from, care?.to),
  ] satisfies readonly SearchCriterion[],
});

const criterionOf = (param: string, low = Number.MIN_SAFE_INTEGER, high = Number.MAX_SAFE_INTEGER) =>
  ({ on: 'value', param, values: [{ kind: 'date', prefix: 'ge', low, high }] }) as const;

/** One way along the time of the record; by when things were stored, one for each type. */
async function plansOf(
  { store, keys }: Finding,
  { types, care }: EverythingQuery,
  { by }: Order,
  since: readonly Condition[],
): Promise<readonly TypePlan[]> {
  const named = types.length > 0 ? [...new Set(types)] : by === 'date' ? [undefined] : await store.types(keys.scope);
  const conditions: Condition[] = [
    ...since,
    ...(care === undefined ? [] : [{ sql: 'v.date_sort > ?', parameters: [UNDATED] }]),
    ...(care?.from === undefined ? [] : [{ sql: 'v.date_high >= ?', parameters: [care.from] }]),
  ];
  const condition = all(conditions);
  const until = care?.to === undefined ? {} : { to: care.to };
  return named.map((type) => ({
    ...(type === undefined ? {} : { type }),
    parts: [{ ...(type === undefined ? {} : { type }), ...until, condition }],
    checksOf: () => [],
    isExact: true,
  }));
}

/** False also for what began before and lasted into it: then it stands there twice, and is missing nowhere. */
function isOfTime({ date, storedAt }: ServedFact, { care, since }: EverythingQuery): boolean {
  if (date === null || (since !== undefined && storedAt < since)) return false;
  return date.at >= (care?.from ?? date.at) && date.at <= (care?.to ?? date.at);
}
