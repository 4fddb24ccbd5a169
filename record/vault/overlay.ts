import type { Db, RunStatement, Statement } from '@chartwarden/db';
import { isCoded } from '@chartwarden/errors';
import { correct, describe, type ImportedFact } from '@chartwarden/fhir';
import { lengthPrefixed } from './cipher.ts';
import type { VaultContext } from './context.ts';
import { copyHoldings } from './copy-holdings.ts';
import { type Correction, correctionsOf, correctionsStore } from './corrections.store.ts';
import { factsStore, type VersionHead } from './facts.store.ts';
import { holdingsStore } from './holdings.store.ts';
import { contextOf } from './identity.ts';
import { indexRows, UNDATED_TYPES } from './index-tokens.ts';
import { layersOf } from './marking.ts';
import {
  type BodyHeader,
  digestLine,
  marksMac,
  marksOf,
  openBody,
  UNDATED,
  type VersionColumns,
  type VersionRow,
  versionDigest,
} from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import type { Opened } from './serve.ts';
import { labelSetToken } from './slice-sql.ts';
import { finishRow } from './staging.ts';

/** What the effective view serves for a fact: the received bytes, corrected bytes, or nothing. */
export type Served =
  | { readonly kind: 'as-received' }
  | { readonly kind: 'left-out' }
  | {
      readonly kind: 'corrected';
      readonly bytes: Buffer;
      readonly fact: ImportedFact;
      readonly columns: Pick<VersionColumns, 'date_sort' | 'date_high' | 'label_set'>;
      readonly header: Pick<BodyHeader, 'c' | 'd' | 'l' | 'n' | 'r'>;
    };

/** Keeps corrections in force when newer versions come in or imports go. */
export interface Overlay {
  /** What is served for a fact of these received bytes, with everything that stands said about it. */
  served(keys: ScopeKeys, factId: Buffer, fact: ImportedFact, bytes: Uint8Array): Promise<Served>;
  /** What must be written so that these versions, one of each fact, are served with the corrections that stand now. */
  renew(keys: ScopeKeys, bases: readonly VersionHead[]): Promise<Rebuilt>;
}

const DISOWNED: ReadonlySet<string> = new Set(['not-mine', 'did-not-happen']);

/**
 * Applies corrections in the order they were made; a later one of the same element wins by coming last. One that does
 * not fit these bytes (any more) changes nothing; `must` names one that has to fit, else CW-FHIR-060 to 064 say why not.
 */
export function applyCorrections(
  keys: ScopeKeys,
  fact: ImportedFact,
  bytes: Uint8Array,
  corrections: readonly Correction[],
  must?: string,
): Served {
  const standing = corrections.filter((one) => one.undoneAt === null);
  if (standing.some((one) => DISOWNED.has(one.kind))) return { kind: 'left-out' };
  let corrected: Uint8Array = bytes;
  const isReplaced = standing.some((one) => one.kind === 'replaced');
  for (const one of standing) {
    if (one.kind === 'replaced') {
      corrected = Buffer.from(String(one.value), 'utf8');
      continue;
    }
    const path = one.path === undefined ? {} : { path: one.path };
    const value = one.value ?? (one.kind === 'note' ? one.reason : undefined);
    try {
      corrected = correct(corrected, { kind: one.kind, ...path, value }).bytes;
    } catch (error) {
      // A note on a type that has no place for one is kept beside the fact.
      if (!isCoded(error) || (one.id === must && one.kind !== 'note')) throw error;
    }
  }
  if (corrected === bytes) return { kind: 'as-received' };
  const described = describe(corrected, fact.path);
  // What a fact was labelled for stays with it: a correction must not take it out of protection.
  const labels = [...new Set([...fact.labels, ...described.labels])];
  const undated = described.date === undefined || UNDATED_TYPES.has(described.type);
  return {
    kind: 'corrected',
    bytes: Buffer.from(corrected),
    fact: { ...described, labels },
    columns: {
      date_sort: undated || described.date === undefined ? UNDATED : described.date.low,
      date_high: undated || described.date === undefined ? UNDATED : described.date.high,
      label_set: labelSetToken(keys, labels),
    },
    header: {
      c: standing.map((one) => one.id),
      ...(described.date === undefined ? {} : { d: described.date.text }),
      ...(labels.length === 0 ? {} : { l: labels }),
      ...(isReplaced ? { n: 1 as const } : {}),
      ...(isReplaced && described.subject?.reference !== undefined ? { r: described.subject.reference } : {}),
    },
  };
}

export interface Rebuilt {
  readonly statements: readonly Statement[];
  readonly digests: readonly string[];
  /** The corrected version, where there is one. */
  readonly layer?: Opened;
}

/**
 * What must be written so that `base` (a received version) is served with these corrections: a covered mark on it, the
 * old corrected version retired, a new one with its index rows. Writes nothing.
 */
export async function rebuild(
  db: Db,
  keys: ScopeKeys,
  base: VersionRow,
  history: readonly VersionHead[],
  corrections: readonly Correction[],
  now: number,
  must?: string,
): Promise<Rebuilt> {
  const store = factsStore(db);
  const { header, bytes } = openBody(keys, base);
  const fact = { ...describe(bytes, header.p ?? ''), labels: (header.l ?? []) as ImportedFact['labels'] };
  const served = applyCorrections(keys, fact, bytes, corrections, must);
  const statements: Statement[] = [];
  const mark = (head: VersionHead, to: Partial<Pick<VersionHead, 'covered' | 'retired'>>): RunStatement => {
    const marks = { ...marksOf(head), ...to };
    return store.mark(keys.scope, head, marks, marksMac(keys, head, marks));
  };
  const covered = served.kind === 'as-received' ? 0 : 1;
  if (base.covered !== covered) statements.push(mark(base, { covered }));
  for (const head of layersOf(base, history)) statements.push(mark(head, { retired: 1 }));
  if (served.kind !== 'corrected') return { statements, digests: [] };
  const columns: VersionColumns = {
    fact_id: base.fact_id,
    version: Math.max(...history.map((head) => head.version)) + 1,
    type: base.type,
    layer: 1,
    import_no: base.import_no,
    stored_at: now,
    upstream_at: base.upstream_at,
    content_tag: base.content_tag,
    // Not that of `base`, which may be of an older generation.
    origin_token: keys.token('origin', header.o ?? ''),
    row_version: 1,
    ...served.columns,
  };
  const marks = { ...marksOf(base), covered: 0, retired: 0 };
  const own = { ...header, ...served.header };
  const row = finishRow(keys, columns, marks, own, served.bytes);
  const index = indexRows(keys, served.fact, contextOf(own));
  const place = { fact: base.fact_id, version: columns.version };
  statements.push(
    store.insertVersions(keys.scope, [row]),
    store.insertTokens(
      keys.scope,
      index.tokens.map((token) => ({ token, date: row.date_sort, ...place })),
    ),
    store.insertDates(
      keys.scope,
      index.dates.map((range) => ({ ...range, ...place })),
    ),
    store.insertProvenance(keys.scope, await sourcesFor(db, keys, base, columns.version)),
  );
  return {
    statements,
    digests: [digestLine('fact_versions', lengthPrefixed([row.fact_id, row.version]), 1, versionDigest(keys, row))],
    layer: { row, header: own, bytes: served.bytes },
  };
}

/** A corrected version comes from every source of what it corrects: a consent to one of them must not see less. */
async function sourcesFor(db: Db, keys: ScopeKeys, base: VersionHead, version: number) {
  const rows = await holdingsStore(db).ofFacts(keys.scope, [base.fact_id]);
  const held = rows.filter((row) => row.version === base.version);
  return copyHoldings(db, keys, held, [version], null);
}

export function createOverlay(context: Pick<VaultContext, 'db' | 'clock'>): Overlay {
  const { db, clock } = context;
  const store = factsStore(db);

  /** Whether a version is served with these corrections already. */
  async function isServed(
    keys: ScopeKeys,
    base: VersionRow,
    layer: VersionHead | undefined,
    corrections: readonly Correction[],
  ): Promise<boolean> {
    const standing = corrections.filter((one) => one.undoneAt === null);
    if (standing.length === 0) return base.covered === 0 && layer === undefined;
    if (base.covered === 0 || layer === undefined) return false;
    const [row] = await store.versions(keys.scope, layer.fact_id, { sql: '1 = 1', parameters: [] }, layer.version);
    const applied = row === undefined ? [] : (openBody(keys, row).header.c ?? []);
    return applied.length === standing.length && standing.every((one, at) => one.id === applied[at]);
  }

  // Which facts have corrections, by record; asked for at most once a second while an import runs.
  const cache = new Map<string, { readonly at: number; readonly facts: ReadonlySet<string> }>();

  async function corrected(keys: ScopeKeys): Promise<ReadonlySet<string>> {
    const name = keys.scope.toString('latin1');
    const known = cache.get(name);
    if (known !== undefined && clock.now() - known.at < 1000) return known.facts;
    const facts = new Set((await correctionsStore(db).standing(keys.scope)).map((one) => one.toString('latin1')));
    cache.set(name, { at: clock.now(), facts });
    return facts;
  }

  return {
    async served(keys, factId, fact, bytes) {
      if (!(await corrected(keys)).has(factId.toString('latin1'))) return { kind: 'as-received' };
      return applyCorrections(keys, fact, bytes, await correctionsOf(db, keys, factId));
    },
    async renew(keys, bases) {
      const statements: Statement[] = [];
      const digests: string[] = [];
      for (const { fact_id, version } of bases) {
        const [base] = await store.versions(keys.scope, fact_id, { sql: '1 = 1', parameters: [] }, version);
        if (base === undefined) continue;
        const history = await store.heads(keys.scope, [fact_id]);
        const corrections = await correctionsOf(db, keys, fact_id);
        const [layer] = layersOf(base, history);
        if (await isServed(keys, base, layer, corrections)) {
          if (layer !== undefined)
            statements.push(store.insertProvenance(keys.scope, await sourcesFor(db, keys, base, layer.version)));
          continue;
        }
        const rebuilt = await rebuild(db, keys, base, history, corrections, clock.now());
        statements.push(...rebuilt.statements);
        digests.push(...rebuilt.digests);
      }
      return { statements, digests };
    },
  };
}
