import { CodedError } from '@chartwarden/errors';
import { extractIndex, type IndexValue, isNode, type Node } from '@chartwarden/fhir';
import type { VaultContext } from '../context.ts';
import type { FactsStore } from '../facts.store.ts';
import { parseReference } from '../identity.ts';
import type { Grant } from '../permit.ts';
import { isWhole } from '../recall.ts';
import type { VersionRow } from '../rows.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import { type Opened, opened, type ServedFact, serve, visibleTo } from '../serve.ts';
import { all as allOf } from '../slice-sql.ts';
import type { Place } from './cursor.ts';
import type { FindStore, Part } from './find.store.ts';
import type { Check, TypePlan } from './plan.ts';
import type { Order } from './query.ts';
import { mayBeSure } from './sure.ts';

/** What a search works with. */
export interface Finding {
  readonly parts: { readonly facts: FactsStore; readonly recall: VaultContext['recall'] };
  readonly store: FindStore;
  readonly keys: ScopeKeys;
  readonly grant: Grant;
  readonly now: number;
}

/** A fact that fits, with what was found out about it on the way. */
export interface Fitting {
  readonly one: Opened;
  readonly place: Place;
  readonly content?: Content;
  readonly served?: ServedFact;
}

interface Content {
  readonly resource: Node;
  readonly index: readonly IndexValue[];
}

/** Facts fetched at once. */
const PIECE = 200;

/** Index entries of which few may fit, gone through at once: some milliseconds. */
const STRETCH = 5_000;

/** What such a stretch counts among facts looked at. */
const STRETCH_LOOKED = 200;

/** Bytes opened at once: a piece of large facts ends before they fill the memory. */
const PIECE_BYTES = 16 * 1024 * 1024;

export interface Piece {
  readonly fitting: readonly Fitting[];
  /** How many facts were looked at for it. */
  readonly looked: number;
  /** Where to go on; null at the end. */
  readonly next: Place | null;
  readonly bytes: number;
}

/** What is visible and fits, after a place, piece by piece with a breath between. `few`: how many are wanted at first. */
export async function* walk(
  finding: Finding,
  plans: readonly TypePlan[],
  order: Order,
  after: Place | null,
  few = PIECE,
): AsyncGenerator<Piece> {
  const { parts, store, keys, grant } = finding;
  const scope = keys.scope;
  const ways = plans.flatMap((plan) => plan.parts);
  const checksOf = checksByType(plans);
  const own = (): readonly Part[] => visibleParts(finding, ways);
  const sparse = ways.filter((one) => one.isSparse);
  const seesAll = isWhole(grant);
  let at = after;
  for (let most = Math.min(few, PIECE); ; most = PIECE) {
    let until = await stretchEnd(store, scope, sparse, order, at, STRETCH);
    let rows = await store.page(scope, own(), order, { after: at, until }, most + 1);
    // Where a stretch ends may be a fact that is hidden, and how many there are is told by nothing: for whoever does not see
    // everything it goes on until what they do see fills the piece.
    while (!seesAll && until !== null && rows.length <= most) {
      await new Promise(setImmediate);
      const after = until;
      until = await stretchEnd(store, scope, sparse, order, after, STRETCH);
      rows = [...rows, ...(await store.page(scope, own(), order, { after, until }, most + 1 - rows.length))];
    }
    const list: Fitting[] = [];
    let taken = 0;
    let bytes = 0;
    for (const row of rows.slice(0, most)) {
      if (bytes >= PIECE_BYTES) break;
      taken += 1;
      // Two tokens, or two further dates, may lead to the same fact.
      if (at?.fact.equals(row.fact_id)) continue;
      at = placeOf(row, order);
      const whole = row.body.length > 0 ? row : await store.version(scope, row, visibleTo(parts.recall, keys, grant));
      // Gone or superseded between the two statements: as if it had been asked a moment later.
      if (whole === undefined) continue;
      const one = opened(keys, whole);
      bytes += one.bytes.length;
      list.push({ one, place: at });
    }
    const isCut = rows.length > taken;
    // Only for whoever sees everything.
    if (!isCut && until !== null) at = until;
    const isMore = isCut || until !== null;
    const fitting = checksOf === null ? list : await sift(finding, list, checksOf);
    const looked = seesAll && until !== null ? Math.max(taken, STRETCH_LOOKED) : taken;
    yield { fitting, looked, next: isMore ? at : null, bytes };
    if (!isMore) return;
    await new Promise(setImmediate);
  }
}

/** The parts with what the permit lets through; take them in the turn in which the statement runs. */
export function visibleParts({ parts, keys, grant }: Finding, ways: readonly Part[]): readonly Part[] {
  const visible = visibleTo(parts.recall, keys, grant);
  return ways.map((part) => ({ ...part, condition: allOf([visible, part.condition]) }));
}

/** The nearest place so many entries ahead on any of these ways; null when each is shorter. */
export async function stretchEnd(
  store: FindStore,
  record: Buffer,
  ways: readonly Part[],
  order: Order,
  after: Place | null,
  count: number,
): Promise<Place | null> {
  let nearest: Place | null = null;
  for (const way of ways) {
    if (way.dates !== undefined || way.long) continue;
    const end = await store.ahead(record, way, order, after, count);
    if (end !== null && (nearest === null || isBefore(end, nearest, order))) nearest = end;
  }
  return nearest;
}

function isBefore(a: Place, b: Place, order: Order): boolean {
  const difference = a.at - b.at || Buffer.compare(a.fact, b.fact);
  return order.descending ? difference > 0 : difference < 0;
}

function placeOf(row: VersionRow, order: Order): Place {
  const at = order.by === 'date' ? row.date_sort : order.by === 'stored' ? row.stored_at : 0;
  return { at, fact: row.fact_id };
}

/** Which checks a fact of a type is held against; null when there are none at all. */
function checksByType(plans: readonly TypePlan[]): ((type: string) => readonly Check[]) | null {
  if (plans.every((plan) => plan.isExact)) return null;
  const byType = new Map(
    plans.flatMap((plan) => (plan.type === undefined ? [] : [[plan.type, plan.checksOf] as const])),
  );
  const [first] = plans;
  return (type) => (byType.get(type) ?? first?.checksOf)?.(type) ?? [];
}

/** The content of a fact as it came, with its index values. */
export function contentOf(one: Pick<Opened, 'bytes'>): Content {
  const resource: unknown = JSON.parse(one.bytes.toString('utf8'));
  if (!isNode(resource)) throw new CodedError('CW-VLT-001', 'fact_versions.body');
  return { resource, index: extractIndex(resource) };
}

/** Those of the list that meet every check; what only the served form tells is decided on that. */
async function sift(
  finding: Finding,
  list: readonly Fitting[],
  checksOf: (type: string) => readonly Check[],
): Promise<readonly Fitting[]> {
  const kept: { readonly fitting: Fitting; readonly open: readonly Check[] }[] = [];
  for (const fitting of list) {
    const { one } = fitting;
    const all = checksOf(one.row.type);
    const checks =
      all.some((check) => check.isSure) && mayBeSure(one) ? all.filter((check) => !check.isSure?.(one)) : all;
    if (checks.length === 0) {
      kept.push({ fitting, open: checks });
      continue;
    }
    const content = contentOf(one);
    const open: Check[] = [];
    let fits = true;
    for (const check of checks) {
      if (check.onServed) {
        if (!isAboutPerson(one, content, check)) open.push(check);
      } else if (!check.matches(content.resource, content.index)) {
        fits = false;
        break;
      }
    }
    if (fits) kept.push({ fitting: { ...fitting, content }, open });
  }
  const waiting = kept.filter(({ open }) => open.length > 0);
  if (waiting.length === 0) return kept.map(({ fitting }) => fitting);
  const isFull = finding.grant.inFull === undefined && finding.grant.form !== 'metadata_only';
  const full: Grant = isFull ? finding.grant : { ...withoutForm(finding.grant), form: 'full_source_allowed' };
  const served = await serve(
    finding.parts,
    finding.keys,
    full,
    waiting.map(({ fitting }) => fitting.one),
  );
  const decided = new Map(
    waiting.map(({ fitting, open }, at) => {
      const own = served[at];
      if (own === undefined) return [fitting.one, null];
      const content = contentOf(own);
      const fits = open.every((check) => check.matches(content.resource, content.index));
      return [fitting.one, fits ? { ...fitting, ...(isFull ? { served: own } : {}) } : null];
    }),
  );
  return kept.flatMap(({ fitting, open }) => (open.length === 0 ? fitting : (decided.get(fitting.one) ?? [])));
}

/** What is seen in outline is decided on like the rest: it is not handed out by that. */
const withoutForm = ({ inFull: _inFull, ...grant }: Grant): Grant => grant;

/** A reference that was written like the fact's subject, and says Patient, is to the person (serve.ts). */
function isAboutPerson({ header }: Opened, { index }: Content, { param, isPerson }: Check): boolean {
  const subject = header.r;
  if (!isPerson || subject === undefined || parseReference(subject)?.type !== 'Patient') return false;
  return index.some((one) => one.param === param && one.kind === 'reference' && one.target.reference === subject);
}

/** Those that fit, as the grant shows them. */
export async function served(
  { parts, keys, grant }: Finding,
  list: readonly Fitting[],
): Promise<readonly ServedFact[]> {
  const waiting = list.filter((one) => one.served === undefined);
  if (waiting.length === 0) return list.flatMap((one) => one.served ?? []);
  const found = await serve(
    parts,
    keys,
    grant,
    waiting.map(({ one }) => one),
  );
  const own = new Map(waiting.map(({ one }, at) => [one, found[at]]));
  return list.flatMap((fitting) => fitting.served ?? own.get(fitting.one) ?? []);
}
