import { ConflictError, DuplicateError } from '@chartwarden/db';
import { idFromBytes, idToBytes, newId, type SourceId } from '@chartwarden/ids';
import { treeRoot } from '@chartwarden/ledger-proof';
import { dropBlob, placeBlob, type ReceivedBlob, receiveBlob } from '../blobs.ts';
import { bringsApart } from '../brought.ts';
import { bodyOf, guardOf, type VaultContext } from '../context.ts';
import {
  batchLeaf,
  emptyCounts,
  type ImportDetails,
  importDigest,
  importPlace,
  openImport,
  type SealedSource,
  sourceDigest,
  sourcePlace,
} from '../import-rows.ts';
import { type ImportRow, importsStore, type SourceRow } from '../imports.store.ts';
import type { Grant } from '../permit.ts';
import { sealRow } from '../rows.ts';
import type { ScopeKeys } from '../scope-keys.ts';

/** The import on which everything hangs that one account writes into one record. */
export interface Standing {
  readonly importNo: number;
  readonly source: SourceId;
}

/** Remembered in this process. */
const MOST = 4096;
const ATTEMPTS = 5;

/**
 * What is written over the API has no file. It hangs on an import that stands for all of it: one for each account and
 * record, made at the first write, with an empty source, and withdrawn like any other (ADR 0104). Whoever does not hold
 * the whole record has one that stands apart (brought.ts).
 */
export function createStandings({ db, objects, log, clock, recall, alone }: VaultContext) {
  const store = importsStore(db);
  const known = new Map<string, Promise<Standing>>();

  const byOf = (grant: Grant): string => grant.account ?? grant.actor.kind;
  const nameOf = (grant: Grant): string => `${grant.record} ${byOf(grant)} ${bringsApart(grant)}`;

  async function find(grant: Grant, keys: ScopeKeys): Promise<Standing | undefined> {
    for (const row of await store.imports(keys.scope)) {
      if (row.visible !== 1) continue;
      const { details, no } = openImport(keys, row);
      if (details.standing !== true || details.by !== byOf(grant)) continue;
      if ((details.apart ?? false) !== bringsApart(grant)) continue;
      const [source] = await store.sourcesOf(keys.scope, no);
      if (source !== undefined) return { importNo: no, source: idFromBytes<SourceId>(source.source_id) };
    }
    return undefined;
  }

  async function make(grant: Grant, keys: ScopeKeys): Promise<Standing> {
    const blob = await receiveBlob(objects, keys, nothing());
    return alone(keys.scope, async () => {
      await ((await objects.has(blob.address)) ? dropBlob : placeBlob)(objects, blob);
      const [after, commits] = [await store.lastNumber(keys.scope), await store.lastCommit(keys.scope)];
      const made = standingRows(keys, blob, clock.now(), {
        by: byOf(grant),
        isApart: bringsApart(grant),
        after,
        commits,
      });
      await log.append({
        scope: grant.record,
        body: bodyOf(grant, 'import', {
          ...{ outcome: 'done', count: 0, digests: made.digests },
          detail: { import: made.import, standing: true },
        }),
        statements: [store.insertImport(keys.scope, made.row), store.insertSource(keys.scope, made.source)],
        guard: guardOf(grant),
      });
      recall.forget(keys.scope);
      return made.standing;
    });
  }

  async function findOrMake(grant: Grant, keys: ScopeKeys): Promise<Standing> {
    for (let attempt = 1; ; attempt += 1) {
      const found = await find(grant, keys);
      if (found !== undefined) return found;
      try {
        return await make(grant, keys);
      } catch (error) {
        // Another import took the same number or place in the order; it may be the one that is wanted.
        const hasMoved = error instanceof DuplicateError || error instanceof ConflictError;
        if (!hasMoved || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  return {
    of(grant: Grant, keys: ScopeKeys): Promise<Standing> {
      const name = nameOf(grant);
      const found = known.get(name);
      if (found !== undefined) return found;
      const made = findOrMake(grant, keys);
      if (known.size >= MOST) known.clear();
      known.set(name, made);
      made.catch(() => known.delete(name));
      return made;
    },
    /** It may have been withdrawn: the next write looks. */
    forget: (grant: Grant): boolean => known.delete(nameOf(grant)),
  };
}

/** The name under Sources. */
const ENTERED = 'Entered over FHIR';

/** The rows of an import that stands for writes, behind `after` others of which `commits` were taken in. */
export function standingRows(
  keys: ScopeKeys,
  blob: ReceivedBlob,
  now: number,
  at: {
    readonly by: string;
    readonly isApart: boolean;
    readonly after: number;
    readonly commits: number;
    /** It does not count yet; when it never does, it failed. */
    readonly isWaiting?: true;
  },
) {
  const state = at.isWaiting
    ? { state: 'failed', visible: 0, commit_seq: null, committed_at: null }
    : { state: 'committed', visible: 1, commit_seq: at.commits + 1, committed_at: now };
  const columns = {
    import_no: at.after + 1,
    import_id: idToBytes(newId(now)),
    ...state,
    ...{ started_at: now, row_version: 1 },
  };
  const place = {
    source_id: idToBytes(newId(now)),
    ...{ import_no: columns.import_no, received_at: now, size: blob.size, row_version: 1 },
  };
  const sealed: SealedSource = { n: ENTERED, m: 'application/fhir+json', h: blob.sha256, a: blob.address };
  const source: SourceRow = { ...place, sealed: sealRow(keys, sourcePlace(place), sealed) };
  const root = treeRoot([batchLeaf([sourceDigest(keys, source)])]).toString('hex');
  const details: ImportDetails = {
    ...{ by: at.by, counts: emptyCounts(), byType: {}, batches: 0, base: at.commits },
    ...(at.isWaiting ? {} : { root }),
    standing: true,
    ...(at.isApart ? { apart: true } : {}),
  };
  const row: ImportRow = { ...columns, sealed: sealRow(keys, importPlace(columns), details) };
  const standing: Standing = { importNo: row.import_no, source: idFromBytes<SourceId>(place.source_id) };
  const digests = [importDigest(keys, row), `import-root:${row.import_no}:${root}`];
  return { row, source, standing, digests, import: idFromBytes(row.import_id) };
}

/** The source of what is written is empty: the facts are what was written. */
export async function* nothing(): AsyncGenerator<never> {
  // Nothing to give.
}
