import { ConflictError, DuplicateError } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type ImportId, idToBytes, newId, type SourceId } from '@chartwarden/ids';
import { readBlob } from './blobs.ts';
import { bringsApart, createClaims, named, requireApart, requireOpen } from './brought.ts';
import { bodyOf, guardOf, type VaultContext } from './context.ts';
import { importRoot } from './import-root.ts';
import {
  emptyCounts,
  type Import,
  type ImportDetails,
  type ImportState,
  importDigest,
  importPlace,
  nextImport,
  openImport,
  openSource,
  type Source,
} from './import-rows.ts';
import { type ImportRow, importsStore } from './imports.store.ts';
import { heldOfCorrected, layCorrections } from './late-corrections.ts';
import type { Overlay } from './overlay.ts';
import type { Grant, Permit } from './permit.ts';
import { createReceiving } from './receiving.ts';
import { recompare } from './recompare.ts';
import { createRestoring, saidWith } from './restoring.ts';
import { sealRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { stageFacts } from './stage-facts.ts';
import type { Outcome, StagedFact } from './staging.ts';
import { removeStaged, sweepCancelled } from './unstage.ts';
import { prepareWithdrawal } from './withdrawal.ts';

/** Another import took the same place in the order, or a fact was corrected or a row sealed anew meanwhile: looks again. */
async function asItStands<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const hasMoved = error instanceof DuplicateError || error instanceof ConflictError;
      if (!hasMoved || attempt >= 5) throw error;
    }
  }
}

/**
 * Imports: files become sources, facts are staged in bounded batches that nobody sees, and one small transaction with
 * its ledger entry makes them count (design 5, "A file comes in"). Every function takes a permit of one use.
 * Whoever does not hold the whole record sees and touches their own imports only (brought.ts).
 */
export function createImports(context: VaultContext, overlay: Overlay) {
  const { db, objects, keyring, log, clock, authority, recall } = context;
  const store = importsStore(db);
  const files = createReceiving(context);

  const { claim, claimWhole } = createClaims(authority, log);

  const find = async (grant: Grant, keys: ScopeKeys, id: ImportId): Promise<ImportRow> => {
    const row = await store.importById(keys.scope, idToBytes(id));
    if (row === undefined) throw new CodedError('CW-GEN-002');
    await requireOpen(log, grant, openImport(keys, row));
    return row;
  };

  const expectState = (row: ImportRow, ...states: ImportState[]): void => {
    if (!states.includes(row.state as ImportState)) throw new CodedError('CW-VLT-007', `it is ${row.state}`);
  };

  /** Opens an import into the permit's record. */
  async function begin(permit: Permit): Promise<Import> {
    const grant = await claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 1);
    return asItStands(async () => {
      const columns = {
        import_no: (await store.lastNumber(keys.scope)) + 1,
        import_id: idToBytes(newId(clock.now())),
        state: 'receiving',
        visible: 0,
        commit_seq: null,
        started_at: clock.now(),
        committed_at: null,
        row_version: 1,
      };
      const details: ImportDetails = {
        by: grant.account ?? grant.actor.kind,
        counts: emptyCounts(),
        byType: {},
        batches: 0,
        base: -1,
        ...(bringsApart(grant) ? { apart: true } : {}),
      };
      const row = { ...columns, sealed: sealRow(keys, importPlace(columns), details) };
      await db.batch([store.insertImport(keys.scope, row)]);
      recall.forget(keys.scope);
      return openImport(keys, row);
    });
  }

  /** Stores one received file, encrypted while it arrives; `duplicateOf` names an earlier source with the same bytes. */
  const addSource = async (
    permit: Permit,
    id: ImportId,
    file: { readonly name: string; readonly mediaType: string; readonly bytes: AsyncIterable<Uint8Array> },
  ): Promise<Source & { readonly duplicateOf?: SourceId }> => {
    const grant = await claim(permit, 'create');
    await find(grant, await keyring.load(grant.record), id);
    const { duplicateOf, ...added } = await files.add(grant, id, file);
    // That the same bytes were there already is nothing that whoever brings them has to know.
    return duplicateOf === undefined || bringsApart(grant) ? added : { ...added, duplicateOf };
  };

  /** Moves an import on, without anything becoming visible, and keeps intake's report with it. */
  async function setState(
    permit: Permit,
    id: ImportId,
    state: 'reading' | 'ready' | 'failed',
    report: unknown,
  ): Promise<void> {
    const grant = await claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 1);
    await asItStands(async () => {
      const row = await find(grant, keys, id);
      expectState(row, 'receiving', 'reading', 'ready', 'failed');
      const details = openImport(keys, row).details;
      const base = details.base >= 0 ? details.base : await store.lastCommit(keys.scope);
      await db.batch([store.updateImport(keys.scope, nextImport(keys, row, { state }, { ...details, base, report }))]);
    });
  }

  /** Stages facts of one source (any number; written in batches of 50 with a breath between). Resolves with their outcomes in order. */
  async function stage(
    permit: Permit,
    id: ImportId,
    source: SourceId,
    staged: readonly StagedFact[],
  ): Promise<readonly Outcome[]> {
    const grant = await claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, staged.length * 2 + 2);
    const row = await find(grant, keys, id);
    expectState(row, 'reading');
    const opened = openImport(keys, row);
    requireApart(grant, opened);
    return stageFacts(context, overlay, keys, row, source, named(staged, opened.details));
  }

  const rootOf = (keys: ScopeKeys, importNo: number): Promise<string> => importRoot(store, keys, importNo);

  /** Makes a ready import count: one small transaction with its ledger entry. Compares again when the record moved meanwhile. */
  async function commit(permit: Permit, id: ImportId): Promise<Import> {
    const grant = await claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 4);
    await db.refreshStatistics();
    return asItStands(async () => {
      const row = await find(grant, keys, id);
      expectState(row, 'ready');
      const opened = openImport(keys, row);
      requireApart(grant, opened);
      let { details } = opened;
      const last = await store.lastCommit(keys.scope);
      if (details.restored === true && last > 0) throw new CodedError('CW-VLT-012');
      if (details.base !== last || details.mustCompare === true) {
        await recompare(context, keys, row.import_no);
        details = { ...details, base: last };
      }
      const renewed = await layCorrections(context, overlay, keys, () => heldOfCorrected(context, keys, row));
      // What came along from an archive counts with the import, and stands in its entry.
      const said = details.restored === true ? await saidWith(db, keys, row.import_no) : [];
      const root = await rootOf(keys, row.import_no);
      const change = { state: 'committed', visible: 1, commit_seq: last + 1, committed_at: clock.now() };
      const committed = nextImport(keys, row, change, { ...details, root });
      await log.append({
        scope: grant.record,
        body: bodyOf(grant, 'import', {
          outcome: 'done',
          types: Object.keys(details.byType).sort(),
          count: details.counts.new + details.counts.newer + details.counts.older,
          digests: [importDigest(keys, committed), `import-root:${row.import_no}:${root}`, ...said, ...renewed.digests],
          detail: { import: id, ...details.counts },
        }),
        statements: [...renewed.statements, store.updateImport(keys.scope, committed)],
        guard: guardOf(grant),
      });
      recall.forget(keys.scope);
      return openImport(keys, committed);
    });
  }

  /** Gives up an import that was not committed; the sweeper removes its rows. */
  async function cancel(permit: Permit, id: ImportId, reason: string): Promise<Import> {
    const grant = await claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 1);
    return asItStands(async () => {
      const row = await find(grant, keys, id);
      expectState(row, 'receiving', 'reading', 'ready', 'failed');
      const cancelled = nextImport(keys, row, { state: 'cancelled' }, { ...openImport(keys, row).details, reason });
      await log.append({
        scope: grant.record,
        body: bodyOf(grant, 'import-cancel', {
          outcome: 'done',
          digests: [importDigest(keys, cancelled)],
          detail: { import: id },
        }),
        statements: [store.updateImport(keys.scope, cancelled)],
        guard: guardOf(grant),
      });
      return openImport(keys, cancelled);
    });
  }

  /** Takes a committed import back: what it replaced counts again, and what others hold, too, stays. The sources stay. */
  async function withdraw(permit: Permit, id: ImportId, reason: string, movedTo?: string): Promise<Import> {
    const grant = await claim(permit, 'delete');
    return asItStands(async () => {
      const keys = await keyring.reserve(grant.record, 1);
      const row = await find(grant, keys, id);
      expectState(row, 'committed');
      // Takes a place in the order of commits, so that imports which are staged compare again.
      const commit_seq = (await store.lastCommit(keys.scope)) + 1;
      const details = { ...openImport(keys, row).details, reason, ...(movedTo === undefined ? {} : { movedTo }) };
      const withdrawn = nextImport(keys, row, { state: 'withdrawn', visible: 0, commit_seq }, details);
      const renewed = await layCorrections(context, overlay, keys, () =>
        prepareWithdrawal(context, keys, row.import_no),
      );
      await log.append({
        scope: grant.record,
        body: bodyOf(grant, movedTo === undefined ? 'import-withdraw' : 'import-move', {
          outcome: 'done',
          digests: [importDigest(keys, withdrawn), ...renewed.digests],
          detail: { import: id, ...(movedTo === undefined ? {} : { to: movedTo }) },
        }),
        statements: [...renewed.statements, store.updateImport(keys.scope, withdrawn)],
        guard: guardOf(grant),
      });
      recall.forget(keys.scope);
      return openImport(keys, withdrawn);
    });
  }

  /** Plain bytes of a staged source for the importer. Stays inside the process: no release, one entry at the commit. */
  async function* sourceBytes(permit: Permit, id: SourceId): AsyncGenerator<Buffer> {
    const grant = await claim(permit, 'create');
    const keys = await keyring.load(grant.record);
    const row = await store.source(keys.scope, idToBytes(id));
    if (row === undefined) throw new CodedError('CW-GEN-002');
    const own = (await store.imports(keys.scope)).find((one) => one.import_no === row.import_no);
    if (own !== undefined) await requireOpen(log, grant, openImport(keys, own));
    const source = openSource(keys, row);
    yield* readBlob(objects, keys, source.address, source.sha256);
  }

  /** Forgets what was staged so that the same files can be read again, with other answers or after a crash. */
  async function restart(permit: Permit, id: ImportId): Promise<Import> {
    const grant = await claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 1);
    return asItStands(async () => {
      const row = await find(grant, keys, id);
      expectState(row, 'receiving', 'reading', 'ready', 'failed');
      await removeStaged(context, keys, row.import_no);
      const { report, by, apart } = openImport(keys, row).details;
      const fresh = nextImport(
        keys,
        row,
        { state: 'reading' },
        {
          by,
          counts: emptyCounts(),
          byType: {},
          batches: 0,
          base: await store.lastCommit(keys.scope),
          report,
          ...(apart || bringsApart(grant) ? { apart: true } : {}),
        },
      );
      await db.batch([store.updateImport(keys.scope, fresh)]);
      return openImport(keys, fresh);
    });
  }

  async function sweep(permit: Permit): Promise<number> {
    const grant = await claim(permit, 'delete');
    return sweepCancelled(context, await keyring.load(grant.record));
  }

  const restoring = createRestoring(context, claimWhole, files);
  return {
    ...restoring,
    begin,
    addSource,
    setState,
    restart,
    stage,
    commit,
    cancel,
    withdraw,
    sourceBytes,
    sweep,
    rootOf,
  };
}
