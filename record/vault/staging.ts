import type { Db, Statement } from '@chartwarden/db';
import type { ImportedFact } from '@chartwarden/fhir';
import { idToBytes, newId } from '@chartwarden/ids';
import { lengthPrefixed } from './cipher.ts';
import { type FactRow, factsStore, type VersionHead } from './facts.store.ts';
import { aliases, contextOf, factIdentity, genuine, nameRow } from './identity.ts';
import type { DateRow, TokenRow } from './index.store.ts';
import { indexRows, UNDATED_TYPES } from './index-tokens.ts';
import { layersOf } from './marking.ts';
import type { Overlay } from './overlay.ts';
import {
  type BodyHeader,
  digestLine,
  holderOf,
  type Marks,
  marksMac,
  openBody,
  sealBody,
  sealRow,
  UNDATED,
  type VersionColumns,
  type VersionRow,
  versionDigest,
} from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { labelSetToken } from './slice-sql.ts';
import { laterUpstream } from './upstream.ts';

/** One fact on its way in: what the importer said, its bytes, and who minted its id. */
export interface StagedFact {
  readonly fact: ImportedFact;
  readonly bytes: Uint8Array;
  /** Null: no stable id; identity is the content. */
  readonly origin: string | null;
}

export type Outcome = 'new' | 'newer' | 'older' | 'unchanged';

export interface StageTarget {
  readonly keys: ScopeKeys;
  readonly importNo: number;
  readonly source: string;
  /** Import numbers that do not count: uncommitted, cancelled or withdrawn ones, this one excepted. */
  readonly hidden: ReadonlySet<number>;
  readonly now: number;
}

interface Plan {
  readonly staged: StagedFact;
  readonly identity: Buffer;
  factId: Buffer;
  isNew: boolean;
}

export const contentTag = (keys: ScopeKeys, contentHash: string): Buffer =>
  keys.address(lengthPrefixed(['content-tag', contentHash])).subarray(0, 16);

const key = (bytes: Buffer): string => bytes.toString('latin1');

export interface BatchPlan {
  readonly statements: Statement[];
  readonly outcomes: Outcome[];
  readonly digests: string[];
  /** Imports that are staged, too, and whose marks were taken over: they must compare again at their commit. */
  readonly overwritten: ReadonlySet<number>;
}

/**
 * Stages one batch of facts (at most about 100, so that neither the event loop nor the writer is held): decides for
 * each whether it is new, newer, older or unchanged against what counts now and what this import staged before, and
 * returns everything that must be written as one batch of statements. Nothing counts before the import's commit.
 */
export async function planBatch(
  db: Db,
  target: StageTarget,
  batch: readonly StagedFact[],
  overlay: Overlay,
): Promise<BatchPlan> {
  const { keys, importNo } = target;
  const store = factsStore(db);
  const sourceToken = keys.token('source', target.source);

  const plans: Plan[] = batch.map((staged) => {
    const { fact, origin } = staged;
    const identity = factIdentity(keys, { origin, type: fact.type, id: fact.id, hash: fact.contentHash });
    return { staged, identity, factId: Buffer.alloc(0), isNew: true };
  });
  const known = new Map(
    (
      await store.byIdentity(
        keys.scope,
        plans.map((plan) => plan.identity),
      )
    ).map((row) => [key(genuine(keys, row).identity), row.fact_id]),
  );
  const newFacts: FactRow[] = [];
  for (const plan of plans) {
    const { type } = plan.staged.fact;
    const existing = known.get(key(plan.identity));
    plan.isNew = existing === undefined;
    plan.factId = existing ?? idToBytes(newId(target.now));
    if (plan.isNew) {
      known.set(key(plan.identity), plan.factId);
      newFacts.push(nameRow(keys, { identity: plan.identity, fact_id: plan.factId, type }));
    }
    const header = { o: plan.staged.origin, s: target.source, ...namesOf(plan.staged.fact) };
    for (const identity of aliases(keys, type, header))
      newFacts.push(nameRow(keys, { identity, fact_id: plan.factId, type }));
  }

  const heads = new Map<string, VersionHead[]>();
  const oldFacts = plans.filter((plan) => !plan.isNew).map((plan) => plan.factId);
  if (oldFacts.length > 0) {
    for (const head of await store.heads(keys.scope, oldFacts)) {
      const list = heads.get(key(head.fact_id));
      if (list) list.push(head);
      else heads.set(key(head.fact_id), [head]);
    }
  }

  const versions: VersionRow[] = [];
  const tokens: TokenRow[] = [];
  const dates: DateRow[] = [];
  const provenance: { source: Buffer; fact: Buffer; version: number; importNo: number; place: Buffer | null }[] = [];
  const marked = new Map<VersionHead, VersionHead>();
  const outcomes: Outcome[] = [];
  const counts = (importNumber: number): boolean => !target.hidden.has(importNumber);
  const overwritten = new Set<number>();
  // The upstream version id stands in the envelope; it is looked up only where the time does not decide.
  const upstreamOf = async (head: VersionHead, decides: boolean) => {
    if (!decides) return { at: head.upstream_at };
    const known = versions.find((row) => row === head);
    const [row] = known
      ? [known]
      : await store.versions(keys.scope, head.fact_id, { sql: '1 = 1', parameters: [] }, head.version);
    return { at: head.upstream_at, versionId: row === undefined ? undefined : openBody(keys, row).header.v };
  };

  for (const plan of plans) {
    const { fact, bytes, origin } = plan.staged;
    const history = heads.get(key(plan.factId)) ?? [];
    const tag = contentTag(keys, fact.contentHash);
    const live = history.filter((head) => head.layer === 0 && head.retired === 0 && counts(holderOf(head)));
    const current = live.filter((head) => head.superseded_by === null || !counts(head.superseded_by));
    const upstream = { at: fact.lastUpdated ?? null, versionId: fact.versionId };

    const isTie = (head: VersionHead): boolean => head.upstream_at === upstream.at && upstream.versionId !== undefined;
    const before = await Promise.all(current.map((head) => upstreamOf(head, isTie(head))));
    const same =
      current.find((head) => head.content_tag.equals(tag)) ??
      live.find(
        (head) =>
          head.content_tag.equals(tag) && current.some((one) => !laterUpstream(upstream, { at: one.upstream_at })),
      );
    if (same) {
      outcomes.push('unchanged');
      // The corrected version comes from every source of what it corrects.
      for (const { version } of [same, ...layersOf(same, history)])
        provenance.push({
          ...{ source: sourceToken, fact: plan.factId, version, importNo },
          place: sealRow(keys, placeAt(sourceToken, plan.factId, version), { p: fact.path }),
        });
      continue;
    }

    const isLater = before.every((one) => laterUpstream(upstream, one));
    outcomes.push(current.length === 0 ? 'new' : isLater ? 'newer' : 'older');
    const version = Math.max(0, ...history.map((head) => head.version)) + 1;
    const undated = fact.date === undefined || UNDATED_TYPES.has(fact.type);
    const columns: VersionColumns = {
      fact_id: plan.factId,
      version,
      type: fact.type,
      layer: 0,
      import_no: importNo,
      stored_at: target.now,
      upstream_at: fact.lastUpdated ?? null,
      date_sort: undated || fact.date === undefined ? UNDATED : fact.date.low,
      date_high: undated || fact.date === undefined ? UNDATED : fact.date.high,
      content_tag: tag,
      label_set: labelSetToken(keys, fact.labels),
      origin_token: keys.token('origin', origin ?? ''),
      row_version: 1,
    };
    const header: BodyHeader = {
      o: origin,
      ...namesOf(fact),
      ...(fact.versionId === undefined ? {} : { v: fact.versionId }),
      ...(fact.subject?.reference === undefined ? {} : { r: fact.subject.reference }),
      ...(fact.labels.length === 0 ? {} : { l: fact.labels }),
      ...(fact.date === undefined ? {} : { d: fact.date.text }),
      s: target.source,
      p: fact.path,
    };
    const served = await overlay.served(keys, plan.factId, fact, bytes);
    const marks = {
      superseded_by: isLater || current[0] === undefined ? null : holderOf(current[0]),
      covered: served.kind === 'as-received' ? 0 : 1,
      retired: 0,
      held_by: null,
    };
    const row = finishRow(keys, columns, marks, header, bytes);
    const rows = [row];
    if (served.kind === 'corrected') {
      const layered = { ...columns, ...served.columns, version: version + 1, layer: 1 };
      rows.push(finishRow(keys, layered, { ...marks, covered: 0 }, { ...header, ...served.header }, served.bytes));
    }
    for (const [at, one] of rows.entries()) {
      versions.push(one);
      const isLayer = at > 0 && served.kind === 'corrected';
      const index = indexRows(
        keys,
        isLayer ? served.fact : fact,
        contextOf(isLayer ? { ...header, ...served.header } : header),
      );
      for (const token of index.tokens)
        tokens.push({ token, date: one.date_sort, fact: plan.factId, version: one.version });
      for (const range of index.dates) dates.push({ ...range, fact: plan.factId, version: one.version });
      provenance.push({ source: sourceToken, fact: plan.factId, version: one.version, importNo, place: null });
    }
    if (isLater) {
      for (const head of history) {
        const replaced =
          current.includes(head) ||
          (head.layer === 1 &&
            head.retired === 0 &&
            counts(holderOf(head)) &&
            (head.superseded_by === null || !counts(head.superseded_by)));
        if (!replaced) continue;
        if (head.superseded_by !== null && head.superseded_by !== importNo) overwritten.add(head.superseded_by);
        marked.set(head, { ...head, superseded_by: importNo });
      }
    }
    heads.set(key(plan.factId), [...history.map((head) => (isLater ? (marked.get(head) ?? head) : head)), ...rows]);
  }

  const statements: Statement[] = [];
  if (newFacts.length > 0) statements.push(store.insertFacts(keys.scope, newFacts));
  if (versions.length > 0) statements.push(store.insertVersions(keys.scope, applyMarks(keys, versions, marked)));
  if (tokens.length > 0) statements.push(store.insertTokens(keys.scope, tokens));
  if (dates.length > 0) statements.push(store.insertDates(keys.scope, dates));
  if (provenance.length > 0) statements.push(store.insertProvenance(keys.scope, provenance));
  const inserted = new Set<VersionHead>(versions);
  for (const [head, to] of marked) {
    if (!inserted.has(head)) statements.push(store.mark(keys.scope, head, to, marksMac(keys, to, to)));
  }
  const digests = versions.map((row) =>
    digestLine('fact_versions', lengthPrefixed([row.fact_id, row.version]), 1, versionDigest(keys, row)),
  );
  return { statements, outcomes, digests, overwritten };
}

/** Where a further source holds a fact that was there already; sealed because archives name their members. */
export const placeAt = (sourceToken: Buffer, fact: Buffer, version: number) => ({
  table: 'provenance',
  row: lengthPrefixed([sourceToken, fact, version]),
  version: 1,
  clear: [],
  column: 'place',
});

export const namesOf = ({ id, fullUrl }: ImportedFact): Pick<BodyHeader, 'i' | 'u'> => ({
  ...(id === undefined ? {} : { i: id }),
  ...(fullUrl?.startsWith('urn:') ? { u: fullUrl === `urn:uuid:${id}` ? '' : fullUrl } : {}),
});

export function finishRow(
  keys: ScopeKeys,
  columns: VersionColumns,
  marks: Marks,
  header: BodyHeader,
  bytes: Uint8Array,
): VersionRow {
  return {
    ...columns,
    ...marks,
    marks_mac: marksMac(keys, columns, marks),
    body: sealBody(keys, columns, header, bytes),
  };
}

// A version staged and superseded within one batch is written with its final marks.
function applyMarks(
  keys: ScopeKeys,
  versions: readonly VersionRow[],
  marked: ReadonlyMap<VersionHead, VersionHead>,
): VersionRow[] {
  return versions.map((row) => {
    const to = marked.get(row);
    return to === undefined ? row : { ...row, superseded_by: to.superseded_by, marks_mac: marksMac(keys, row, to) };
  });
}
