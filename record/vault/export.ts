import type { ArchivePlan } from './archive.ts';
import { readBlob } from './blobs.ts';
import { mayHaveFile } from './brought.ts';
import { bodyOf, guardOf, release, type VaultContext } from './context.ts';
import { createLines, type Listed } from './export-lines.ts';
import { factsStore } from './facts.store.ts';
import { openImport, openSource, type Source } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import type { Grant, Permit } from './permit.ts';
import { holdsWhole } from './recall.ts';
import { partState, recordState } from './record-state.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { visibleTo } from './serve.ts';

/** One file of an export; `content` is read once and gives exactly `size` bytes. */
export type ExportFile =
  | {
      readonly kind: 'facts';
      readonly type: string;
      readonly count: number;
      readonly size: number;
      readonly content: AsyncIterable<Uint8Array>;
    }
  | {
      readonly kind: 'source';
      readonly source: Source;
      readonly size: number;
      readonly content: AsyncIterable<Uint8Array>;
    };

export interface RecordExport {
  readonly facts: number;
  readonly sources: number;
  /** Of the record when this was listed, as in its draft. */
  readonly state: string;
  readonly files: readonly ExportFile[];
}

/** Entries and files, or only the files. */
export type Folder = 'entries' | 'files';

/**
 * A record as files of its facts and as it was received: one entry that names everything, durable before the first byte,
 * then the bytes. Memory holds ids and at most 32 MB of content.
 */
export function createExport(context: VaultContext) {
  const { db, keyring, log, objects, authority, recall } = context;
  const facts = factsStore(db);
  const imports = importsStore(db);
  const lines = createLines(context);

  async function prepared(permit: Permit) {
    const grant = authority.claim(permit, 'export');
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const condition = () => visibleTo(recall, keys, grant);
    const state = holdsWhole(grant)
      ? await recordState(db, keys.scope)
      : (await partState(db, keys.scope, condition)).state;
    return { grant, keys, state };
  }

  /** What {@link record} would hand out, for a draft. */
  async function recordPlan(permit: Permit, what: Folder): Promise<ArchivePlan> {
    const { grant, keys, state } = await prepared(permit);
    const types = what === 'files' ? [] : await facts.countByType(keys.scope, visibleTo(recall, keys, grant));
    const counted = types.reduce((sum, { count }) => sum + count, 0);
    const sources = await sourcesOf(keys, grant);
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'export-draft', {
        count: counted + sources.length,
        detail: { what, sources: sources.length },
      }),
      guard: guardOf(grant),
    });
    return {
      whole: holdsWhole(grant),
      facts: counted,
      versions: counted,
      sources: sources.length,
      bytes: sources.reduce((sum, { source }) => sum + source.size, 0),
      corrections: 0,
      state,
    };
  }

  /**
   * Facts as they are served, as NDJSON by type (unless only files are wanted), and files of committed imports as received: all of them for whoever holds
   * the record, for others those they brought.
   */
  async function record(permit: Permit, what: Folder = 'entries'): Promise<RecordExport> {
    const { grant, keys, state } = await prepared(permit);
    const listed = what === 'files' ? [] : await list(keys, grant);
    const sources = await sourcesOf(keys, grant);
    const ids = [...listed.flatMap((one) => one.ids), ...sources.map(({ source }) => source.id)];
    await release(
      log,
      grant,
      'export',
      listed.map((one) => one.type),
      ids,
      { what, sources: sources.length },
    );
    return {
      facts: ids.length - sources.length,
      sources: sources.length,
      state,
      files: [
        ...listed.map(
          (one): ExportFile => ({
            kind: 'facts',
            type: one.type,
            count: one.ids.length,
            size: one.size,
            content: lines.linesOf(keys, grant, one),
          }),
        ),
        ...sources.map(
          ({ source, address }): ExportFile => ({
            kind: 'source',
            source,
            size: source.size,
            content: readBlob(objects, keys, address, source.sha256),
          }),
        ),
      ],
    };
  }

  async function sourcesOf(keys: ScopeKeys, grant: Grant) {
    const committed = new Map(
      (await imports.imports(keys.scope))
        .filter((row) => row.visible === 1)
        .map((row) => [row.import_no, openImport(keys, row)]),
    );
    return (await imports.sources(keys.scope))
      .map((row) => {
        const { address, ...source } = openSource(keys, row);
        return { source, address };
      })
      .filter(({ source }) => {
        const own = committed.get(source.importNo);
        return own !== undefined && mayHaveFile(grant, own, source.id);
      })
      .reverse();
  }

  async function list(keys: ScopeKeys, grant: Grant): Promise<readonly Listed[]> {
    const all: Listed[] = [];
    let held = 0;
    for (const { type } of await facts.countByType(keys.scope, visibleTo(recall, keys, grant))) {
      const one = await lines.list(keys, grant, type, held);
      held += one.size;
      all.push(one);
    }
    return all;
  }

  return { record, recordPlan };
}
