import { CodedError } from '@chartwarden/errors';
import { type FactId, type ImportId, idFromBytes, idToBytes, type RecordId, type SourceId } from '@chartwarden/ids';
import { archiveStore, type SizedKey } from './archive.store.ts';
import { readBlob } from './blobs.ts';
import { bodyOf, guardOf, release, type VaultContext } from './context.ts';
import { correctionsStore, openSaid, type Said } from './corrections.store.ts';
import { type Cursor, factsStore } from './facts.store.ts';
import { type Import, openImport, openSource, type Source } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import type { Grant, Permit } from './permit.ts';
import { holdsWhole } from './recall.ts';
import { type PartState, partState, recordState } from './record-state.ts';
import { recordsStore } from './records.store.ts';
import { type RecordProfile, recordPlace } from './records.ts';
import { isGone, openBody, openRow, type VersionRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { type ServedFact, visibleTo } from './serve.ts';
import { committedCondition } from './slice-sql.ts';
import { placeAt } from './staging.ts';
import { createTake } from './take.ts';

/** One version of a fact with everything that is kept about it. */
export interface ArchivedVersion {
  readonly fact: FactId;
  readonly type: string;
  readonly version: number;
  readonly layer: 'received' | 'corrected';
  readonly storedAt: number;
  /** True for the version that counts; of a corrected one: of what it corrects. */
  readonly current: boolean;
  /** It says that the fact was deleted; the bytes are those that it had. */
  readonly deleted?: true;
  /** Of a corrected one: it is what is served, and was not undone or replaced. */
  readonly inForce: boolean;
  /** Of a corrected one: the received version under it, and the corrections in it. */
  readonly of?: number;
  readonly corrections?: readonly string[];
  readonly origin: string | null;
  /** Its full URL in its bundle, where that was a `urn:`. */
  readonly fullUrl?: string;
  readonly labels: readonly string[];
  readonly sources: readonly { readonly id: SourceId; readonly place: string }[];
  readonly bytes: Buffer;
}

/** What goes out, before anything does. `state` changes with everything that counts in the record. */
export interface ArchivePlan {
  /** Everything, of somebody who holds the record; else a part, as it is served. */
  readonly whole: boolean;
  readonly facts: number;
  readonly versions: number;
  readonly sources: number;
  readonly bytes: number;
  readonly corrections: number;
  readonly state: string;
}

/** What was said about a fact, and about which. */
export type SaidOf = Said & { readonly fact: FactId };

export interface RecordArchive extends ArchivePlan {
  readonly record: RecordId;
  /** Null for whoever was granted a part. */
  readonly profile: RecordProfile | null;
  /** Facts that stand in it. */
  readonly ids: readonly FactId[];
  /** As they are served, by type, newest first. */
  served(): AsyncGenerator<ServedFact>;
  /** Every version that was ever part of the record, by fact and number; none of a part. */
  kept(): AsyncGenerator<ArchivedVersion>;
  readonly said: readonly SaidOf[];
  readonly files: readonly (Source & { readonly import: ImportId; content(): AsyncIterable<Uint8Array> })[];
  /** Those that count, and those that were withdrawn, whose files stay out. */
  readonly imports: readonly Import[];
}

/** Facts looked at together, and bytes of theirs held at once. */
const FACTS = 100;
const BYTES = 4 * 1024 * 1024;

/**
 * Everything about a person on its way out: one entry that names it, durable before the first byte, then the pieces, each
 * read once. Memory holds ids and a few megabytes of content.
 */
export function createArchive(context: VaultContext) {
  const { db, keyring, log, objects, authority, recall } = context;
  const facts = factsStore(db);
  const store = archiveStore(db);
  const imports = importsStore(db);
  const take = createTake(context);

  async function prepared(permit: Permit) {
    const grant = authority.claim(permit, 'export');
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    // Consents and log go along: for those who administer the record, not for everybody who works with it.
    const whole = holdsWhole(grant) && grant.custody;
    const condition = () =>
      whole ? committedCondition(keys.scope, recall.hidden(keys.scope)) : visibleTo(recall, keys, grant);
    const part = whole ? null : await partState(db, keys.scope, condition);
    const state = part?.state ?? (await recordState(db, keys.scope));
    const listed = whole ? await listFiles(keys) : { files: [], imports: [] };
    return { grant, keys, whole, condition, state, part, ...listed };
  }

  async function listFiles(keys: ScopeKeys) {
    const all = (await imports.imports(keys.scope)).map((row) => openImport(keys, row));
    const committed = new Map(all.filter((one) => one.state === 'committed').map((one) => [one.no, one.id]));
    const files = (await imports.sources(keys.scope)).reverse().flatMap((row) => {
      const own = committed.get(row.import_no);
      if (own === undefined) return [];
      const { address, ...source } = openSource(keys, row);
      return [{ ...source, import: own, content: () => readBlob(objects, keys, address, source.sha256) }];
    });
    return { files, imports: all.filter((one) => one.state === 'committed' || one.state === 'withdrawn').reverse() };
  }

  /** What would go out, for a draft. */
  async function plan(permit: Permit): Promise<ArchivePlan> {
    const { grant, keys, whole, condition, state, files } = await prepared(permit);
    const types = await facts.countByType(keys.scope, visibleTo(recall, keys, grant));
    const counted = types.reduce((sum, { count }) => sum + count, 0);
    const versions = whole ? await store.countVersions(keys.scope, condition()) : counted;
    // As many as the archive will hold: what was said of entries that do not count yet stays where it is.
    const said = whole ? await saidAbout(keys, async () => (await store.everyFact(keys.scope, condition)).ids) : [];
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'export-draft', { count: counted }),
      guard: guardOf(grant),
    });
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    return { whole, facts: counted, versions, sources: files.length, bytes, corrections: said.length, state };
  }

  async function record(permit: Permit): Promise<RecordArchive> {
    const { grant, keys, whole, condition, state, part, files, imports: drops } = await prepared(permit);
    const { ids, types } = await store.everyFact(keys.scope, condition);
    const said = whole ? await saidAbout(keys, async () => ids) : [];
    const own = whole ? await recordsStore(db).get(keys.scope) : undefined;
    const versions = whole ? await store.countVersions(keys.scope, condition()) : ids.length;
    const named = [...ids.map((id) => idFromBytes<FactId>(id)), ...files.map(({ id }) => id)];
    await release(log, grant, 'export', [...types], named, {
      archive: true,
      versions,
      sources: files.length,
      corrections: said.length,
    });
    return {
      record: grant.record,
      profile: own === undefined ? null : openRow<RecordProfile>(keys, recordPlace(own), own.sealed),
      ids: ids.map((id) => idFromBytes<FactId>(id)),
      whole,
      facts: ids.length,
      versions,
      sources: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      corrections: said.length,
      state,
      said,
      files,
      imports: drops,
      served: () => served(keys, grant, state, part),
      kept: () => (whole ? kept(keys, ids, condition, state) : none()),
    };
  }

  /** What was said of these facts; they are asked for only when anything was said at all. */
  async function saidAbout(keys: ScopeKeys, ids: () => Promise<readonly Buffer[]>): Promise<readonly SaidOf[]> {
    const rows = await correctionsStore(db).all(keys.scope);
    if (rows.length === 0) return [];
    const known = new Set((await ids()).map((id) => id.toString('latin1')));
    const isKnown = (id: Buffer): boolean => known.has(id.toString('latin1'));
    return rows
      .filter((row) => isKnown(row.fact_id))
      .map((row) => ({ ...openSaid(keys, row), fact: idFromBytes<FactId>(row.fact_id) }))
      .filter((one) => one.kind !== 'verdict' || isKnown(idToBytes(one.with)));
  }

  /** What changed since the entry was written does not stand in it and must not go out. Throws CW-OPS-010. */
  async function asListed(keys: ScopeKeys, state: string): Promise<void> {
    if ((await recordState(db, keys.scope)) !== state) throw new CodedError('CW-OPS-010');
  }

  async function* served(
    keys: ScopeKeys,
    grant: Grant,
    state: string,
    part: PartState | null,
  ): AsyncGenerator<ServedFact> {
    let sent = 0;
    for (const { type } of await facts.countByType(keys.scope, visibleTo(recall, keys, grant)))
      for (let after: Cursor | null = null; ; ) {
        const page: Awaited<ReturnType<typeof take>> = await take(keys, grant, { types: [type] }, after, {
          facts: 2 * FACTS,
          bytes: BYTES,
        });
        if (part === null) await asListed(keys, state);
        else if (page.served.some(({ id, version }) => part.versions.get(id) !== version))
          throw new CodedError('CW-OPS-010');
        yield* page.served;
        sent += page.served.length;
        if (page.next === null) break;
        after = page.next;
      }
    if (part !== null && sent !== part.versions.size) throw new CodedError('CW-OPS-010');
  }

  async function* kept(
    keys: ScopeKeys,
    ids: readonly Buffer[],
    condition: () => ReturnType<typeof committedCondition>,
    state: string,
  ): AsyncGenerator<ArchivedVersion> {
    const hidden = new Set(await imports.hidden(keys.scope));
    const sources = new Map(
      (await imports.sources(keys.scope)).flatMap((row) => {
        const id = idFromBytes<SourceId>(row.source_id);
        return keys.generations.map((one): [string, SourceId] => [one.token('source', id).toString('latin1'), id]);
      }),
    );
    for (let from = 0; from < ids.length; from += FACTS) {
      const some = ids.slice(from, from + FACTS);
      const places = await facts.provenance(keys.scope, some);
      const received: VersionRow[] = [];
      for (const group of groups(await store.sizes(keys.scope, some, condition()))) {
        for (const row of await store.versions(keys.scope, group)) {
          const { header, bytes } = openBody(keys, row);
          const { body: _body, ...head } = row;
          if (row.layer === 0) received.push({ ...head, body: Buffer.alloc(0) });
          // The received version of the same content and import, the last before it: what it was laid over.
          const base = received.findLast(
            (one) =>
              one.fact_id.equals(row.fact_id) &&
              one.import_no === row.import_no &&
              one.content_tag.equals(row.content_tag),
          );
          const held = places.flatMap((place) => {
            const id = sources.get(place.source_token.toString('latin1'));
            if (id === undefined || place.version !== row.version || !place.fact_id.equals(row.fact_id)) return [];
            const at = placeAt(place.source_token, row.fact_id, row.version);
            const text = place.place ? openRow<{ p: string }>(keys, at, place.place).p : (header.p ?? '');
            return [{ id, place: text, isOwn: place.place === null }];
          });
          yield {
            fact: idFromBytes<FactId>(row.fact_id),
            type: row.type,
            version: row.version,
            layer: row.layer === 0 ? 'received' : 'corrected',
            storedAt: row.stored_at,
            current: row.superseded_by === null || hidden.has(row.superseded_by),
            inForce: row.layer === 1 && row.retired === 0,
            ...(isGone(row) ? { deleted: true as const } : {}),
            ...(row.layer === 0 ? {} : { of: base?.version ?? 0, corrections: header.c ?? [] }),
            origin: header.o,
            ...(header.u === undefined ? {} : { fullUrl: header.u === '' ? `urn:uuid:${header.i}` : header.u }),
            labels: header.l ?? [],
            sources: held
              .sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || (a.id < b.id ? -1 : 1))
              .map(({ id, place }) => ({ id, place })),
            bytes,
          };
        }
      }
      await asListed(keys, state);
      await new Promise(setImmediate);
    }
  }

  return { plan, archive: record };
}

/** In pieces whose bodies may be held at once. */
function groups(keys: readonly SizedKey[]): readonly (readonly SizedKey[])[] {
  const all: SizedKey[][] = [];
  let size = 0;
  for (const key of keys) {
    const last = all.at(-1);
    if (last === undefined || last.length >= FACTS || size + key.size > BYTES) {
      all.push([key]);
      size = key.size;
    } else {
      last.push(key);
      size += key.size;
    }
  }
  return all;
}

async function* none(): AsyncGenerator<never> {
  // A part goes out as it is served, and in no other form.
}
