import { splice } from '@chartwarden/fhir';
import { type FactId, idFromBytes } from '@chartwarden/ids';
import type { FactsStore } from './facts.store.ts';
import { metadataOnly } from './forms.ts';
import { parseReference, referenceIdentity } from './identity.ts';
import type { Grant, Label } from './permit.ts';
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
  /** The id it had where it came from; never part of a URL or of served bytes. */
  readonly upstreamId?: string;
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
export const visibleTo = (keys: ScopeKeys, grant: Grant): Condition =>
  all([currentCondition(keys.scope, grant.view), grantCondition(keys, grant)]);

/** Rows as they are served: ids and meta ours, references resolved to what the grant lets through. */
export async function serve(
  facts: FactsStore,
  keys: ScopeKeys,
  grant: Grant,
  list: readonly Opened[],
): Promise<ServedFact[]> {
  const wanted = new Map<string, Buffer>();
  const found = list.map((one) => {
    const context = { origin: one.header.o, source: one.header.s ?? '' };
    const references = new Map<string, string>();
    splice(one.bytes, {
      reference({ reference }) {
        const identity = referenceIdentity(keys, reference, context);
        if (identity !== null) {
          const name = identity.toString('latin1');
          wanted.set(name, identity);
          references.set(reference, name);
        }
        return null;
      },
    });
    return references;
  });
  const targets = new Map<string, string>();
  const identities = [...wanted.values()];
  const condition = visibleTo(keys, grant);
  for (let from = 0; from < identities.length; from += 200) {
    for (const row of await facts.resolvable(keys.scope, identities.slice(from, from + 200), condition)) {
      // Every Patient of the record is the person (design 6).
      targets.set(
        row.identity.toString('latin1'),
        row.type === 'Patient' ? `Patient/${grant.record}` : `${row.type}/${idFromBytes(row.fact_id)}`,
      );
    }
  }
  return list.map((one, at) => serveOne(grant, one, found[at] ?? new Map(), targets));
}

function serveOne(
  grant: Grant,
  one: Opened,
  references: ReadonlyMap<string, string>,
  targets: ReadonlyMap<string, string>,
): ServedFact {
  const { row, header } = one;
  const id = idFromBytes<FactId>(row.fact_id);
  const spliced = asBuffer(
    splice(one.bytes, {
      id,
      meta: { versionId: String(row.version), lastUpdated: new Date(row.stored_at).toISOString() },
      reference({ reference }) {
        const target = targets.get(references.get(reference) ?? '');
        if (target !== undefined) return target;
        const isPerson = reference === header.r && parseReference(reference)?.type === 'Patient';
        return isPerson ? `Patient/${grant.record}` : null;
      },
    }),
  );
  return {
    id,
    type: row.type,
    version: row.version,
    bytes: grant.form === 'metadata_only' ? metadataOnly(spliced) : spliced,
    date:
      row.date_sort === UNDATED ? null : { at: row.date_sort, text: header.d ?? new Date(row.date_sort).toISOString() },
    labels: (header.l ?? []) as readonly Label[],
    corrected: row.layer === 1,
    storedAt: row.stored_at,
    ...(header.i === undefined ? {} : { upstreamId: header.i }),
  };
}
