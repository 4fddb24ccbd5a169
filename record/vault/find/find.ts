import { CodedError } from '@chartwarden/errors';
import { denied, release, type VaultContext } from '../context.ts';
import { factsStore } from '../facts.store.ts';
import { type Grant, type Permit, withOutline } from '../permit.ts';
import { isWhole } from '../recall.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import type { ServedFact } from '../serve.ts';
import { decodePlace, encodePlace, type Place } from './cursor.ts';
import { findStore } from './find.store.ts';
import { type Included, includesOf } from './includes.ts';
import { resolveAll } from './links.ts';
import { planType, type TypePlan } from './plan.ts';
import { type FindQuery, type Found, type Order, orderOf } from './query.ts';
import { asksOnlyWhatIsSaid } from './said.ts';
import { pageByValue } from './sorted.ts';
import { type Finding, type Fitting, served, stretchEnd, visibleParts, walk } from './walk.ts';

/** Bytes after which a page ends. */
const PAGE_BYTES = 16 * 1024 * 1024;
/** Facts looked at for one page, where SQL leaves more than what fits. */
const MOST_LOOKED_AT = 4_000;
/** And for a count, where facts have to be opened for it. */
const MOST_COUNTED = 60_000;
/** Index entries counted at once, and how often. */
const STRETCH = 10_000;
const MOST_STRETCHES = 1_000;

/**
 * Searches of one record: query under the permit's slice, append the ledger entry that names what is released, wait until
 * it is durable, and only then let content cross (design 4.2, order of a read). Each call uses up one permit.
 */
export function createFind(context: VaultContext) {
  const { db, keyring, log, authority, recall, clock } = context;
  const parts = { facts: factsStore(db), recall };
  const store = findStore(db);

  /**
   * Facts that fit all conditions, in order, a page of them, and what they include. Throws CW-GEN-003 for a cursor of
   * another search, CW-FHIR-080 for what would look at too much, CW-GATE-005 for what the permit's form does not say.
   */
  async function find(permit: Permit, query: FindQuery): Promise<Found> {
    const claimed = authority.claim(permit, 'search');
    const isSaid = asksOnlyWhatIsSaid(query, claimed.record);
    if (claimed.form === 'metadata_only' && !isSaid) return denied(log, claimed, 'search', 'CW-GATE-005');
    const keys = await keyring.load(claimed.record);
    await recall.prepare(keys.scope);
    const of = (grant: Grant): Finding => ({ parts, store, keys, grant, now: clock.now() });
    const finding = of(isSaid ? withOutline(claimed) : claimed);
    const found = await page(finding, query);
    const { facts: included, person } =
      query.include === undefined || claimed.form === 'metadata_only'
        ? NONE
        : await includesOf(of(claimed), found.facts, query.include);
    const all = [...found.facts, ...included];
    await release(
      log,
      finding.grant,
      'search',
      all.map((one) => one.type),
      all.map((one) => one.id),
    );
    return { ...found, included, includesPerson: person };
  }

  return { find };
}

const NONE: Included = { facts: [], person: false };

/**
 * For a write on a condition: what fits of what the grant lets through, two at most. Releases nothing. Throws CW-FHIR-080
 * when there is more to look at before it is known that there is nothing, or one only.
 */
export function createLooking(context: Pick<VaultContext, 'db' | 'recall' | 'clock'>) {
  const parts = { facts: factsStore(context.db), recall: context.recall };
  const store = findStore(context.db);
  return async (keys: ScopeKeys, grant: Grant, query: FindQuery): Promise<readonly ServedFact[]> => {
    await context.recall.prepare(keys.scope);
    const finding: Finding = { parts, store, keys, grant, now: context.clock.now() };
    const { facts, next } = await page(finding, { types: query.types, where: query.where, limit: 2 });
    if (facts.length < 2 && next !== null) throw new CodedError('CW-FHIR-080');
    return facts;
  };
}

type Page = Pick<Found, 'facts' | 'next' | 'total'>;

async function page(finding: Finding, query: FindQuery): Promise<Page> {
  const order = orderOf(query.sort);
  const limit = Math.min(Math.max(0, Math.trunc(query.limit)), 1000);
  const plans = await plansOf(finding, query, order ?? { by: 'date', descending: true });
  if (order === null) return pageByValue(finding, query, plans, limit);
  const after = query.cursor === undefined ? null : decodePlace(finding.keys, query, query.cursor);
  const { facts, next } = limit === 0 ? EMPTY : await take(finding, plans, order, after, limit);
  const isAll = after === null && next === null && limit > 0;
  return {
    facts,
    next: next && encodePlace(finding.keys, query, next),
    ...(query.total ? { total: isAll ? facts.length : await count(finding, plans) } : {}),
  };
}

const EMPTY = { facts: [], next: null };

/** A plan for each type; one for all of them where nothing depends on the type. */
async function plansOf(finding: Finding, query: FindQuery, order: Order): Promise<readonly TypePlan[]> {
  const { keys, store, now } = finding;
  const isAnyType =
    query.types.length === 0 &&
    order.by !== 'stored' &&
    query.where.every((one) => one.on !== 'has' && one.param.startsWith('_'));
  const types =
    query.types.length > 0 ? [...new Set(query.types)] : isAnyType ? [undefined] : await store.types(keys.scope);
  const plans: TypePlan[] = [];
  for (const type of types) {
    const resolved = await resolveAll(finding, type, query.where);
    plans.push(planType(keys, type, resolved, order, now, await isLittleNew(finding, type, query, order)));
  }
  return plans;
}

/** Facts of a page in their order, as the grant shows them. */
/** Versions of a type that are sorted at once, when they are all that was stored since some time. */
const LITTLE = 1_000;

/** Whether a search for what changed since some time is about little: programs that follow a record ask so all the time. */
async function isLittleNew(
  finding: Finding,
  type: string | undefined,
  query: FindQuery,
  order: Order,
): Promise<boolean> {
  const since = sinceOf(query);
  if (type === undefined || since === undefined || order.by !== 'date') return false;
  const part = { type, condition: { sql: '1 = 1', parameters: [] } };
  const place = await finding.store.ahead(finding.keys.scope, part, { by: 'stored', descending: true }, null, LITTLE);
  return place === null || place.at < since;
}

function sinceOf({ where }: FindQuery): number | undefined {
  for (const one of where) {
    const [value, ...others] = one.on === 'value' && one.param === '_lastUpdated' ? one.values : [];
    if (value?.kind !== 'date' || others.length > 0) continue;
    if (['gt', 'ge', 'sa', 'eq'].includes(value.prefix)) return value.low;
  }
  return undefined;
}

export async function take(
  finding: Finding,
  plans: readonly TypePlan[],
  order: Order,
  after: Place | null,
  limit: number,
): Promise<{ readonly facts: readonly ServedFact[]; readonly next: Place | null }> {
  const facts: ServedFact[] = [];
  let looked = 0;
  let bytes = 0;
  for await (const piece of walk(finding, plans, order, after, limit)) {
    const left = limit - facts.length;
    const fitting = piece.fitting.slice(0, left);
    facts.push(...(await served(finding, fitting)));
    looked += piece.looked;
    bytes += piece.bytes;
    const cut: Fitting | undefined = piece.fitting.length > left ? fitting.at(-1) : undefined;
    if (cut !== undefined) return { facts, next: cut.place };
    if (piece.next === null) break;
    if (facts.length >= limit || bytes >= PAGE_BYTES || looked >= Math.max(MOST_LOOKED_AT, limit))
      return { facts, next: piece.next };
  }
  return { facts, next: null };
}

/** How many facts fit; by SQL alone where that says it all. Throws CW-FHIR-080 when too many have to be opened for it. */
async function count(finding: Finding, plans: readonly TypePlan[]): Promise<number> {
  if (plans.every((plan) => plan.isExact)) return countBySql(finding, plans);
  let total = 0;
  let looked = 0;
  for await (const piece of walk(finding, plans, IN_TIME, null)) {
    total += piece.fitting.length;
    looked += piece.looked;
    if (looked >= MOST_COUNTED && piece.next !== null) throw new CodedError('CW-FHIR-080', '_total');
  }
  return total;
}

const IN_TIME: Order = { by: 'date', descending: true };

/** A stretch of the index at a time, so that others get their turn. */
async function countBySql(finding: Finding, plans: readonly TypePlan[]): Promise<number> {
  const { store, keys } = finding;
  const ways = plans.flatMap((plan) => plan.parts);
  let total = 0;
  let after: Place | null = null;
  // How many are hidden is told by nothing, also not by an end to counting.
  const most = isWhole(finding.grant) ? MOST_STRETCHES : Number.POSITIVE_INFINITY;
  for (let stretch = 0; stretch < most; stretch += 1) {
    const until: Place | null = await stretchEnd(store, keys.scope, ways, IN_TIME, after, STRETCH);
    total += await store.count(keys.scope, visibleParts(finding, ways), IN_TIME, { after, until });
    if (until === null) return total;
    after = until;
    await new Promise(setImmediate);
  }
  throw new CodedError('CW-FHIR-080', '_total');
}
