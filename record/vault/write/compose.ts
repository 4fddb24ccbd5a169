import type { Statement } from '@chartwarden/db';
import type { ImportedFact } from '@chartwarden/fhir';
import { idFromBytes } from '@chartwarden/ids';
import { lengthPrefixed } from '../cipher.ts';
import type { FactsStore } from '../facts.store.ts';
import { contextOf, nameRow } from '../identity.ts';
import { indexRows, UNDATED_TYPES } from '../index-tokens.ts';
import { type BodyHeader, digestLine, UNDATED, type VersionColumns, versionDigest } from '../rows.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import type { Opened } from '../serve.ts';
import { labelSetToken } from '../slice-sql.ts';
import { contentTag, finishRow } from '../staging.ts';
import type { Standing } from './standing.ts';

/** One version on its way in. */
export interface NewVersion {
  readonly factId: Buffer;
  readonly version: number;
  readonly origin: string;
  readonly fact: ImportedFact;
  readonly bytes: Uint8Array;
  /** It says that the fact is gone; the bytes are those that it had. */
  readonly deleted?: true;
}

export interface Composed extends Opened {
  readonly fact: ImportedFact;
  readonly statements: readonly Statement[];
  readonly digest: string;
}

/** The rows of a version that is written directly: sealed, indexed, labelled, named. Writes nothing. */
export function compose(
  facts: FactsStore,
  keys: ScopeKeys,
  now: number,
  { importNo, source }: Standing,
  one: NewVersion,
): Composed {
  const { factId, version, fact, bytes, origin } = one;
  const date = UNDATED_TYPES.has(fact.type) ? undefined : fact.date;
  const columns: VersionColumns = {
    fact_id: factId,
    version,
    type: fact.type,
    layer: 0,
    import_no: importNo,
    stored_at: now,
    upstream_at: null,
    date_sort: date?.low ?? UNDATED,
    date_high: date?.high ?? UNDATED,
    content_tag: contentTag(keys, fact.contentHash),
    label_set: labelSetToken(keys, fact.labels),
    origin_token: keys.token('origin', origin),
    row_version: 1,
  };
  const header: BodyHeader = {
    o: origin,
    i: idFromBytes(factId),
    ...(fact.subject?.reference === undefined ? {} : { r: fact.subject.reference }),
    ...(fact.labels.length === 0 ? {} : { l: fact.labels }),
    ...(fact.date === undefined ? {} : { d: fact.date.text }),
    s: source,
    p: '',
  };
  const gone = one.deleted ? 1 : 0;
  const marks = { superseded_by: null, covered: gone, retired: gone, held_by: null };
  const row = finishRow(keys, columns, marks, header, bytes);
  const place = { fact: factId, version };
  const index = indexRows(keys, fact, contextOf(header));
  const named = version > 1 ? [] : [nameRow(keys, { identity: factId, fact_id: factId, type: fact.type })];
  const tokens = index.tokens.map((token) => ({ token, date: row.date_sort, ...place }));
  const dates = index.dates.map((range) => ({ ...range, ...place }));
  const statements: Statement[] = [
    ...(named.length > 0 ? [facts.insertFacts(keys.scope, named)] : []),
    facts.insertVersions(keys.scope, [row]),
    ...(tokens.length > 0 ? [facts.insertTokens(keys.scope, tokens)] : []),
    ...(dates.length > 0 ? [facts.insertDates(keys.scope, dates)] : []),
    facts.insertProvenance(keys.scope, [{ source: keys.token('source', source), ...place, importNo, place: null }]),
  ];
  return {
    row,
    header,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    fact,
    statements,
    digest: digestLine('fact_versions', lengthPrefixed([factId, version]), 1, versionDigest(keys, row)),
  };
}
