import { prepareSplice } from '@chartwarden/fhir';
import { type FactId, idFromBytes } from '@chartwarden/ids';
import type { FactsStore } from './facts.store.ts';
import { metadataOnly } from './forms.ts';
import { contextOf, genuine, parseReference, rememberedIdentity } from './identity.ts';
import { identifierToken } from './index-tokens.ts';
import { type Grant, type Label, withoutOutline } from './permit.ts';
import { isWhole, type Recall } from './recall.ts';
import { type BodyHeader, openBody, UNDATED, type VersionRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { all, type Condition, currentCondition, grantCondition } from './slice-sql.ts';

/** One fact as it is served: the bytes that were received, with ids, references and meta made ours. */
export interface ServedFact {
  readonly id: FactId;
  readonly type: string;
  readonly version: number;
  readonly bytes: Buffer;
  /** Milliseconds, and how it was written; null when the fact has no clinical date. */
  readonly date: { readonly at: number; readonly text: string } | null;
  readonly labels: readonly Label[];
  readonly corrected: boolean;
  readonly storedAt: number;
  /** In the form `metadata_only`. */
  readonly outline?: true;
  /** The id it had where it came from; never part of a URL or of served bytes. */
  readonly upstreamId?: string;
  /** The same for facts of one portal: the system that minted that id, or the file where there is none. No name to show. */
  readonly portal?: string;
  /** The name of that system; for whoever may see everything. */
  readonly origin?: string;
}

/** A row with its content, inside the vault. */
export interface Opened {
  readonly row: VersionRow;
  readonly header: BodyHeader;
  readonly bytes: Buffer;
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** Opens a row. Throws CW-VLT-001 when it is not what was written. */
export const opened = (keys: ScopeKeys, row: VersionRow): Opened => ({ row, ...openBody(keys, row) });

/** What a grant lets through of what counts now. */
export const visibleTo = (recall: Recall, keys: ScopeKeys, grant: Grant): Condition =>
  all([currentCondition(keys.scope, grant.view, recall.hidden(keys.scope)), grantCondition(keys, grant)]);

/** References whose targets are not known yet, by the name under which the target is kept. */
interface Missing {
  readonly identities: Map<string, Buffer>;
  /** Of what was written here: the ids of the facts themselves. */
  readonly ids: Map<string, Buffer>;
  readonly logical: Map<string, { readonly tokens: readonly Buffer[]; readonly types: readonly string[] | undefined }>;
}

const nothingMissing = (): Missing => ({ identities: new Map(), ids: new Map(), logical: new Map() });

/**
 * One fact as whoever wrote it gets it back: as they wrote it, but for id and meta. References are looked up nowhere,
 * so that an answer tells nobody of facts that they may write about and not see.
 */
export const serveWritten = (keys: ScopeKeys, grant: Grant, one: Opened): ServedFact =>
  prepare(keys, grant, one, new Map(), nothingMissing(), false)();

/** Targets asked for in one statement. */
const AT_ONCE = 200;

/** Rows as they are served: ids and meta ours, references resolved to what the grant lets through. */
export async function serve(
  parts: { readonly facts: FactsStore; readonly recall: Recall },
  keys: ScopeKeys,
  grant: Grant,
  list: readonly Opened[],
): Promise<ServedFact[]> {
  const { facts, recall } = parts;
  const isOutline = await outlineOf(facts, keys, grant, list);
  const targets = recall.targets(grant, keys.scope, list[0]?.row.as_of) ?? new Map<string, string | null>();
  const missing = nothingMissing();
  const prepared = list.map((one) => prepare(keys, grant, one, targets, missing, isOutline(one.row)));
  // Every Patient of the record is the person (design 6).
  const targetOf = (row: { readonly type: string; readonly fact_id: Buffer }): string =>
    row.type === 'Patient' ? `Patient/${grant.record}` : `${row.type}/${idFromBytes(row.fact_id)}`;
  const identities = [...missing.identities.values()];
  for (let from = 0; from < identities.length; from += AT_ONCE) {
    const found = await facts.resolvable(
      keys.scope,
      identities.slice(from, from + AT_ONCE),
      visibleTo(recall, keys, grant),
    );
    for (const row of found) targets.set(genuine(keys, row).identity.toString('latin1'), targetOf(row));
  }
  const ids = [...missing.ids.values()];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const found = await facts.byId(keys.scope, ids.slice(from, from + AT_ONCE), visibleTo(recall, keys, grant));
    for (const row of found) targets.set(row.fact_id.toString('latin1'), targetOf(row));
  }
  // Not before: other reads share this map, and would take what is not known yet for what leads nowhere.
  for (const name of [...missing.identities.keys(), ...missing.ids.keys()])
    if (!targets.has(name)) targets.set(name, null);
  const logical = [...missing.logical];
  for (let from = 0; from < logical.length; from += AT_ONCE) {
    const piece = logical.slice(from, from + AT_ONCE);
    const all = piece.flatMap(([, { tokens }]) => tokens);
    const tokens = new Map(all.map((token) => [token.toString('latin1'), token]));
    const found = await facts.withTokens(keys.scope, [...tokens.values()], visibleTo(recall, keys, grant));
    for (const [name, { tokens: own, types }] of piece) {
      const meant = found.filter(
        (row) => own.some((one) => one.equals(row.token)) && (types?.includes(row.type) ?? true),
      );
      const [only, ...others] = new Set(meant.map(targetOf));
      // Whoever sees two of them cannot know which one is meant.
      targets.set(name, others.length === 0 ? (only ?? null) : null);
    }
  }
  return prepared.map((served) => served());
}

/** Which of these are seen in the form `metadata_only`. */
async function outlineOf(
  facts: FactsStore,
  keys: ScopeKeys,
  grant: Grant,
  list: readonly Opened[],
): Promise<(row: VersionRow) => boolean> {
  if (grant.inFull === undefined || list.length === 0) return () => grant.form === 'metadata_only';
  const nameOf = ({ fact_id, version }: VersionRow): string => `${fact_id.toString('latin1')} ${version}`;
  const ids = list.map((one) => one.row.fact_id);
  const rows = await facts.current(keys.scope, ids, grantCondition(keys, withoutOutline(grant)));
  const inFull = new Set(rows.map(nameOf));
  return (row) => !inFull.has(nameOf(row));
}

/** Reads one fact; references whose targets are not known are noted in `missing` and looked up when it is served. */
function prepare(
  keys: ScopeKeys,
  grant: Grant,
  one: Opened,
  targets: ReadonlyMap<string, string | null>,
  missing: Missing,
  isOutline: boolean,
): () => ServedFact {
  const { row, header } = one;
  const id = idFromBytes<FactId>(row.fact_id);
  const context = contextOf(header);
  const splice = prepareSplice(one.bytes, {
    id,
    meta: { versionId: String(row.version), lastUpdated: new Date(row.stored_at).toISOString() },
    reference({ reference }) {
      const identity = rememberedIdentity(keys, reference, context);
      const lead = (target: string | null | undefined): string | null => {
        if (target) return target;
        const isPerson = reference === header.r && parseReference(reference)?.type === 'Patient';
        return isPerson ? `Patient/${grant.record}` : null;
      };
      const target = identity === null ? null : targets.get(identity.name);
      if (identity === null || target !== undefined) return lead(target);
      (identity.isId ? missing.ids : missing.identities).set(identity.name, identity.bytes);
      return () => lead(targets.get(identity.name));
    },
    logical({ system, value, types }) {
      const tokens = keys.generations.map((one) => identifierToken(one, system, value));
      const name = `identifier ${types?.join() ?? ''} ${tokens[0]?.toString('latin1')}`;
      // A fact that has the identifier by which it names another (an order and its results) does not mean itself.
      const lead = (target: string | null | undefined): string | null =>
        target === undefined || target === `${row.type}/${id}` ? null : target;
      const target = targets.get(name);
      if (target !== undefined) return lead(target);
      missing.logical.set(name, { tokens, types });
      return () => lead(targets.get(name));
    },
  });
  const form = isOutline ? metadataOnly : asBuffer;
  return () => ({
    ...(isOutline ? { outline: true as const } : {}),
    id,
    type: row.type,
    version: row.version,
    bytes: form(asBuffer(splice())),
    date:
      row.date_sort === UNDATED ? null : { at: row.date_sort, text: header.d ?? new Date(row.date_sort).toISOString() },
    labels: (header.l ?? []) as readonly Label[],
    corrected: row.layer === 1,
    storedAt: row.stored_at,
    ...(isOutline
      ? {}
      : {
          portal: portalOf(keys, header),
          ...(header.i === undefined ? {} : { upstreamId: header.i }),
          ...(header.o && isWhole(grant) ? { origin: header.o } : {}),
        }),
  });
}

/** A token, so that whoever was granted a part is not told where the rest may come from. */
const portalOf = (keys: ScopeKeys, { o, s }: BodyHeader): string =>
  (o ? keys.token('origin', o) : keys.token('source', s ?? '')).toString('base64url');
