import { CodedError } from '@chartwarden/errors';
import { splice } from '@chartwarden/fhir';
import { type FactId, type ImportId, idFromBytes, idToBytes, type SourceId } from '@chartwarden/ids';
import { idsHash } from '@chartwarden/ledger';
import { readBlob } from './blobs.ts';
import { bodyOf, guardOf, type VaultContext } from './context.ts';
import { type Correction, correctionsOf } from './corrections.store.ts';
import { type Cursor, factsStore } from './facts.store.ts';
import { metadataOnly } from './forms.ts';
import { parseReference, referenceIdentity } from './identity.ts';
import { importsStore } from './imports.store.ts';
import { type Import, openImport, openSource, type Source } from './imports.ts';
import { anySystemToken, codeToken } from './index-tokens.ts';
import type { ScopeKeys } from './keyring.ts';
import type { Grant, Label, Permit } from './permit.ts';
import { type BodyHeader, openBody, openRow, UNDATED, type VersionRow } from './rows.ts';
import { all, type Condition, committedCondition, currentCondition, grantCondition } from './slice-sql.ts';
import { placeAt } from './staging.ts';

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

export interface FactDetail extends ServedFact {
  readonly sources: readonly { readonly id: SourceId; readonly name: string; readonly place: string }[];
  readonly versions: readonly {
    readonly version: number;
    readonly kind: 'received' | 'corrected';
    readonly at: number;
    readonly upstreamAt: number | null;
    readonly current: boolean;
  }[];
  readonly corrections: readonly Correction[];
}

export interface FactPage {
  readonly facts: readonly ServedFact[];
  /** Opaque; the next page starts after it. Null at the end. */
  readonly next: string | null;
}

/** What a page asks for: by type or by one code of one search parameter, newest first. */
export interface PageQuery {
  readonly type?: string;
  readonly code?: { readonly param: string; readonly system?: string; readonly code: string };
  readonly cursor?: string;
  /** At most 1,000. */
  readonly limit: number;
}

interface Opened {
  readonly row: VersionRow;
  readonly header: BodyHeader;
  readonly bytes: Buffer;
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

const encodeCursor = (cursor: Cursor): string => `${cursor.date}.${cursor.fact.toString('base64url')}`;

function decodeCursor(text: string): Cursor {
  const [date, fact] = text.split('.');
  const bytes = Buffer.from(fact ?? '', 'base64url');
  if (date === undefined || !/^-?\d{1,16}$/.test(date) || bytes.length !== 16)
    throw new CodedError('CW-GEN-003', 'cursor');
  return { date: Number(date), fact: bytes };
}

/**
 * Reading: query under the permit's slice, append the ledger entry that names what is released, wait until it is
 * durable, and only then let content cross (design 4.2, order of a read). Each call uses up one permit.
 */
export function createReader(context: VaultContext) {
  const { db, keyring, log, objects, authority } = context;
  const facts = factsStore(db);
  const imports = importsStore(db);

  const visible = (keys: ScopeKeys, grant: Grant): Condition =>
    all([currentCondition(keys.scope, grant.view), grantCondition(keys, grant)]);

  /** Writes the release entry; content may be returned only after it resolved. */
  async function release(
    grant: Grant,
    action: string,
    types: readonly string[],
    ids: readonly string[],
    detail?: Record<string, string | number | boolean>,
  ): Promise<void> {
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, action, {
        ...(types.length > 0 ? { types: [...new Set(types)].sort() } : {}),
        count: ids.length,
        idsHash: idsHash(ids),
        ...(detail ? { detail } : {}),
      }),
      ids,
      guard: guardOf(grant),
    });
  }

  const opened = (keys: ScopeKeys, row: VersionRow): Opened => ({ row, ...openBody(keys, row) });

  async function serve(keys: ScopeKeys, grant: Grant, list: readonly Opened[]): Promise<ServedFact[]> {
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
    const condition = visible(keys, grant);
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
        row.date_sort === UNDATED
          ? null
          : { at: row.date_sort, text: header.d ?? new Date(row.date_sort).toISOString() },
      labels: (header.l ?? []) as readonly Label[],
      corrected: row.layer === 1,
      storedAt: row.stored_at,
      ...(header.i === undefined ? {} : { upstreamId: header.i }),
    };
  }

  /** One page of current facts, newest first. */
  async function page(permit: Permit, query: PageQuery): Promise<FactPage> {
    const grant = authority.claim(permit, 'search');
    const keys = await keyring.load(grant.record);
    const limit = Math.min(Math.max(1, Math.trunc(query.limit)), 1000);
    const token = query.code
      ? query.code.system === undefined
        ? anySystemToken(keys, query.code.param, query.code.code)
        : codeToken(keys, query.code.param, query.code.system, query.code.code)
      : undefined;
    const by = { ...(query.type ? { type: query.type } : {}), ...(token ? { token } : {}) };
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const rows = await facts.page(keys.scope, by, visible(keys, grant), after, limit + 1);
    const shown = rows.slice(0, limit);
    const served: ServedFact[] = [];
    // A long page gives way to other requests between pieces.
    for (let from = 0; from < shown.length; from += 200) {
      served.push(
        ...(await serve(
          keys,
          grant,
          shown.slice(from, from + 200).map((row) => opened(keys, row)),
        )),
      );
      if (from + 200 < shown.length) await new Promise(setImmediate);
    }
    const last = shown.at(-1);
    await release(
      grant,
      'search',
      served.map((one) => one.type),
      served.map((one) => one.id),
    );
    return {
      facts: served,
      next: rows.length > limit && last ? encodeCursor({ date: last.date_sort, fact: last.fact_id }) : null,
    };
  }

  /** One fact with its history, or null when there is none that this permit may see. */
  async function fact(permit: Permit, id: FactId, version?: number): Promise<FactDetail | null> {
    const grant = authority.claim(permit, 'read');
    const keys = await keyring.load(grant.record);
    const fact_id = idToBytes(id);
    const [current] = await facts.versions(keys.scope, fact_id, visible(keys, grant));
    if (current === undefined) {
      await release(grant, 'read', [], [], { found: false });
      return null;
    }
    const history = await facts.versions(
      keys.scope,
      fact_id,
      all([committedCondition(keys.scope), grantCondition(keys, grant)]),
    );
    const chosen = version === undefined ? current : history.find((row) => row.version === version);
    if (chosen === undefined) {
      await release(grant, 'read', [], [], { found: false });
      return null;
    }
    const body = opened(keys, chosen);
    const [served] = await serve(keys, grant, [body]);
    if (served === undefined) return null;
    const detail: FactDetail = {
      ...served,
      sources: await sourcesOf(keys, grant, body),
      versions: history.map((row) => ({
        version: row.version,
        kind: row.layer === 0 ? 'received' : 'corrected',
        at: row.stored_at,
        upstreamAt: row.upstream_at,
        current: row.version === current.version,
      })),
      corrections: grant.form === 'full_source_allowed' ? await correctionsOf(db, keys, fact_id) : [],
    };
    await release(grant, 'read', [served.type], [served.id], { version: chosen.version });
    return detail;
  }

  /** Every file that holds this version, and where in it. */
  async function sourcesOf(keys: ScopeKeys, grant: Grant, fact: Opened): Promise<FactDetail['sources']> {
    if (grant.form !== 'full_source_allowed') return [];
    const { fact_id, version } = fact.row;
    const rows = (await facts.provenance(keys.scope, [fact_id])).filter((row) => row.version === version);
    const wanted = new Map(rows.map((row) => [row.source_token.toString('latin1'), row]));
    // Nearly always it is the one file that the version came from; the list of all files is needed for further ones only.
    const first = fact.header.s === undefined ? undefined : await imports.source(keys.scope, idToBytes(fact.header.s));
    const found = rows.length <= 1 ? (first === undefined ? [] : [first]) : await imports.sources(keys.scope);
    return found.flatMap((row) => {
      const source = openSource(keys, row);
      const token = keys.token('source', source.id);
      const at = wanted.get(token.toString('latin1'));
      if (at === undefined) return [];
      const place = at.place
        ? openRow<{ p: string }>(keys, placeAt(token, fact_id, version), at.place).p
        : (fact.header.p ?? '');
      return [{ id: source.id, name: source.name, place }];
    });
  }

  /** How many current facts of each type the permit covers. */
  async function types(permit: Permit): Promise<readonly { readonly type: string; readonly count: number }[]> {
    const grant = authority.claim(permit, 'search');
    const keys = await keyring.load(grant.record);
    const counts = await facts.countByType(keys.scope, visible(keys, grant));
    await release(
      grant,
      'count',
      counts.map((row) => row.type),
      [],
    );
    return counts;
  }

  /** Only a permit for the whole record, in full, sees files and imports as such. */
  function requireWhole(grant: Grant): void {
    const whole = grant.allow.some(
      (slice) => Object.keys(slice).every((name) => name === 'labels') && slice.labels?.length === 6,
    );
    if (!whole || grant.within || grant.deny.length > 0 || grant.form !== 'full_source_allowed')
      throw new CodedError('CW-GEN-002');
  }

  async function listSources(permit: Permit): Promise<readonly (Source & { readonly import: Import | null })[]> {
    const grant = authority.claim(permit, 'search');
    requireWhole(grant);
    const keys = await keyring.load(grant.record);
    const byNo = new Map((await imports.imports(keys.scope)).map((row) => [row.import_no, openImport(keys, row)]));
    const sources = (await imports.sources(keys.scope)).map((row) => {
      const { address: _address, ...source } = openSource(keys, row);
      return { ...source, import: byNo.get(row.import_no) ?? null };
    });
    await release(
      grant,
      'list-sources',
      [],
      sources.map((one) => one.id),
    );
    return sources;
  }

  async function listImports(
    permit: Permit,
    only?: ImportId,
  ): Promise<readonly (Import & { readonly sources: readonly Source[] })[]> {
    const grant = authority.claim(permit, 'search');
    requireWhole(grant);
    const keys = await keyring.load(grant.record);
    const rows =
      only === undefined ? await imports.imports(keys.scope) : [await imports.importById(keys.scope, idToBytes(only))];
    const list = await Promise.all(
      rows
        .filter((row) => row !== undefined)
        .map(async (row) => ({
          ...openImport(keys, row),
          sources: (await imports.sourcesOf(keys.scope, row.import_no)).map((one) => {
            const { address: _address, ...source } = openSource(keys, one);
            return source;
          }),
        })),
    );
    await release(
      grant,
      'list-imports',
      [],
      list.map((one) => one.id),
    );
    return list;
  }

  /** The file as received. The entry is durable before the first byte; each chunk is checked before it is yielded. */
  async function source(
    permit: Permit,
    id: SourceId,
  ): Promise<(Source & { readonly bytes: AsyncGenerator<Buffer> }) | null> {
    const grant = authority.claim(permit, 'read');
    requireWhole(grant);
    const keys = await keyring.load(grant.record);
    const row = await imports.source(keys.scope, idToBytes(id));
    if (row === undefined) return null;
    const { address, ...found } = openSource(keys, row);
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'read-source', { count: 1, idsHash: idsHash([id]), payload: found.sha256 }),
      ids: [id],
      guard: guardOf(grant),
    });
    return { ...found, bytes: readBlob(objects, keys, address, found.sha256) };
  }

  return { page, fact, types, listSources, listImports, source };
}

export type Reader = ReturnType<typeof createReader>;
