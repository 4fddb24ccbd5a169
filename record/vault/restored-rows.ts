import type { Db, Statement } from '@chartwarden/db';
import { describe, type ImportedFact } from '@chartwarden/fhir';
import type { FactId, SourceId } from '@chartwarden/ids';
import { correctionsOf } from './corrections.store.ts';
import { factsStore, type VersionHead } from './facts.store.ts';
import { aliases, factIdentity, isOwn, nameRow } from './identity.ts';
import { UNDATED_TYPES } from './index-tokens.ts';
import { applyCorrections } from './overlay.ts';
import { type BodyHeader, openBody, UNDATED, type VersionColumns, type VersionRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { labelSetToken } from './slice-sql.ts';
import { contentTag, finishRow, namesOf } from './staging.ts';

interface RestoredPlace {
  readonly fact: FactId;
  readonly type: string;
  readonly version: number;
  readonly storedAt: number;
  /** The files that hold it, the one that it came from first. */
  readonly sources: readonly { readonly id: SourceId; readonly place: string }[];
}

/** A version as it stood in another instance: its bytes, or what it was made of; then it is made again, never taken over. */
export type RestoredVersion =
  | (RestoredPlace & {
      readonly layer: 'received';
      readonly current: boolean;
      /** It says that the fact was deleted. */
      readonly deleted?: true;
      readonly origin: string | null;
      readonly described: ImportedFact;
      readonly bytes: Uint8Array;
    })
  | (RestoredPlace & {
      readonly layer: 'corrected';
      readonly of: number;
      readonly corrections: readonly string[];
      readonly inForce: boolean;
    });

/** Where a version is to stand: the fact's own history so far, in this import. */
interface At {
  readonly db: Db;
  readonly keys: ScopeKeys;
  readonly importNo: number;
  readonly fact: Buffer;
  readonly history: readonly VersionHead[];
}

const key = (bytes: Buffer): string => bytes.toString('latin1');

/** What was written there has its id from there, and no other bookkeeping, whatever its bytes say. */
export function asWritten(one: RestoredVersion): RestoredVersion {
  if (one.layer !== 'received' || !isOwn(one.origin)) return one;
  const { lastUpdated: _at, versionId: _version, fullUrl: _url, ...described } = one.described;
  return { ...one, described: { ...described, id: one.fact } };
}

export const identityOf = (keys: ScopeKeys, one: Extract<RestoredVersion, { layer: 'received' }>): Buffer =>
  factIdentity(keys, { origin: one.origin, type: one.type, id: one.described.id, hash: one.described.contentHash });

/** Marks are worked out, not taken over: one version of a fact counts, whatever an archive says. Null: not to be taken. */
export async function asReceived(
  { db, keys, importNo, fact, history }: At,
  one: Extract<RestoredVersion, { layer: 'received' }>,
  identity: Buffer,
  named: Map<string, string>,
  statements: Statement[],
  source: RestoredVersion['sources'][number] | undefined,
) {
  const { described, origin, bytes } = one;
  if ((named.get(key(identity)) ?? key(fact)) !== key(fact)) return null;
  named.set(key(identity), key(fact));
  const header: BodyHeader = {
    o: origin,
    ...namesOf(described),
    ...(described.versionId === undefined ? {} : { v: described.versionId }),
    ...(described.subject?.reference === undefined ? {} : { r: described.subject.reference }),
    ...(described.labels.length === 0 ? {} : { l: described.labels }),
    ...(described.date === undefined ? {} : { d: described.date.text }),
    s: source?.id ?? '',
    p: source?.place ?? '',
  };
  const undated = described.date === undefined || UNDATED_TYPES.has(one.type);
  const columns: VersionColumns = {
    fact_id: fact,
    version: one.version,
    type: one.type,
    layer: 0,
    import_no: importNo,
    stored_at: one.storedAt,
    upstream_at: described.lastUpdated ?? null,
    date_sort: undated || described.date === undefined ? UNDATED : described.date.low,
    date_high: undated || described.date === undefined ? UNDATED : described.date.high,
    content_tag: contentTag(keys, described.contentHash),
    label_set: labelSetToken(keys, described.labels),
    origin_token: keys.token('origin', origin ?? ''),
    row_version: 1,
  };
  const served = applyCorrections(keys, described, bytes, await correctionsOf(db, keys, fact));
  const isCurrent = one.current && !history.some((head) => head.layer === 0 && head.superseded_by === null);
  const marks = {
    superseded_by: isCurrent ? null : importNo,
    covered: served.kind === 'as-received' && one.deleted !== true ? 0 : 1,
    retired: one.deleted === true ? 1 : 0,
    held_by: null,
  };
  const names = [identity, ...aliases(keys, one.type, header)];
  statements.push(
    factsStore(db).insertFacts(
      keys.scope,
      names.map((name) => nameRow(keys, { identity: name, fact_id: fact, type: one.type })),
    ),
  );
  return { row: finishRow(keys, columns, marks, header, bytes), header, described };
}

/** The corrected bytes are made anew from what was corrected. Null: there is no such version, or nothing to correct. */
export async function asCorrected(
  { db, keys, importNo, fact, history }: At,
  one: Extract<RestoredVersion, { layer: 'corrected' }>,
  rows: readonly VersionRow[],
) {
  const base =
    rows.find((row) => row.fact_id.equals(fact) && row.version === one.of) ??
    (await factsStore(db).versions(keys.scope, fact, { sql: '1 = 1', parameters: [] }, one.of))[0];
  if (base === undefined || base.layer !== 0 || base.import_no !== importNo) return null;
  const { header, bytes } = openBody(keys, base);
  const all = await correctionsOf(db, keys, fact);
  const applied = one.corrections.flatMap((id) => all.find((each) => each.id === id) ?? []);
  const described = { ...describe(bytes, header.p ?? ''), labels: (header.l ?? []) as ImportedFact['labels'] };
  const served = applyCorrections(
    keys,
    described,
    bytes,
    applied.map((each) => ({ ...each, undoneAt: null })),
  );
  if (served.kind !== 'corrected') return null;
  const isAlone = !history.some(
    (head) => head.layer === 1 && head.retired === 0 && head.superseded_by === base.superseded_by,
  );
  const columns: VersionColumns = {
    fact_id: fact,
    version: one.version,
    type: base.type,
    layer: 1,
    import_no: importNo,
    stored_at: one.storedAt,
    upstream_at: base.upstream_at,
    content_tag: base.content_tag,
    origin_token: base.origin_token,
    row_version: 1,
    ...served.columns,
  };
  const marks = {
    superseded_by: base.superseded_by,
    covered: 0,
    retired: one.inForce && isAlone ? 0 : 1,
    held_by: null,
  };
  const own = { ...header, ...served.header };
  return { row: finishRow(keys, columns, marks, own, served.bytes), header: own, described: served.fact };
}
