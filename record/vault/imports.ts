import { createHash } from 'node:crypto';
import { DuplicateError, type Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { describe } from '@chartwarden/fhir';
import { type ImportId, idFromBytes, idToBytes, newId, type SourceId } from '@chartwarden/ids';
import { treeRoot } from '@chartwarden/ledger';
import { blobAddress, putBlob, readBlob } from './blobs.ts';
import { bodyOf, guardOf, type VaultContext } from './context.ts';
import { factsStore } from './facts.store.ts';
import type { ImportRow, SourceRow } from './imports.store.ts';
import { importsStore } from './imports.store.ts';
import { indexRows } from './index-tokens.ts';
import type { ScopeKeys } from './keyring.ts';
import type { Overlay } from './overlay.ts';
import type { Permit } from './permit.ts';
import { recompare, restoreBefore } from './recompare.ts';
import { digestLine, marksMac, openBody, openRow, rowDigest, sealRow, type VersionRow } from './rows.ts';
import { type Outcome, planBatch, type StagedFact } from './staging.ts';

export type ImportState = 'receiving' | 'reading' | 'ready' | 'committed' | 'cancelled' | 'failed' | 'withdrawn';

export type Counts = Record<Outcome, number>;

/** What is kept, sealed, about an import. `report` belongs to intake: what it recognised, asked and refused. */
export interface ImportDetails {
  readonly by: string;
  readonly counts: Counts;
  readonly byType: Readonly<Record<string, Counts>>;
  readonly batches: number;
  /** The record's last commit when staging began: another one since means comparing again. */
  readonly base: number;
  readonly root?: string;
  readonly reason?: string;
  readonly movedTo?: string;
  readonly report?: unknown;
}

export interface Import {
  readonly id: ImportId;
  readonly no: number;
  readonly state: ImportState;
  readonly startedAt: number;
  readonly committedAt: number | null;
  readonly details: ImportDetails;
}

export interface Source {
  readonly id: SourceId;
  readonly importNo: number;
  readonly receivedAt: number;
  readonly size: number;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
}

interface SealedSource {
  readonly n: string;
  readonly m: string;
  readonly h: string;
  readonly a: string;
}

const numberBytes = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

export const importPlace = (row: Omit<ImportRow, 'sealed'>) => ({
  table: 'imports',
  row: numberBytes(row.import_no),
  version: row.row_version,
  clear: [row.import_id, row.state, row.visible, row.commit_seq, row.started_at, row.committed_at],
});

export const sourcePlace = (row: Omit<SourceRow, 'sealed'>) => ({
  table: 'sources',
  row: row.source_id,
  version: row.row_version,
  clear: [row.import_no, row.received_at, row.size],
});

export const batchPlace = (importNo: number, batchNo: number) => ({
  table: 'import_batches',
  row: Buffer.concat([numberBytes(importNo), numberBytes(batchNo)]),
  version: 1,
  clear: [],
});

export const importDigest = (keys: ScopeKeys, row: ImportRow): string =>
  digestLine(
    'imports',
    numberBytes(row.import_no),
    row.row_version,
    rowDigest(keys, 'imports', numberBytes(row.import_no), row.row_version, row.sealed),
  );

export const sourceDigest = (keys: ScopeKeys, row: SourceRow): string =>
  digestLine(
    'sources',
    row.source_id,
    row.row_version,
    rowDigest(keys, 'sources', row.source_id, row.row_version, row.sealed),
  );

export function openImport(keys: ScopeKeys, row: ImportRow): Import {
  return {
    id: idFromBytes(row.import_id),
    no: row.import_no,
    state: row.state as ImportState,
    startedAt: row.started_at,
    committedAt: row.committed_at,
    details: openRow<ImportDetails>(keys, importPlace(row), row.sealed),
  };
}

export function openSource(keys: ScopeKeys, row: SourceRow): Source & { readonly address: string } {
  const sealed = openRow<SealedSource>(keys, sourcePlace(row), row.sealed);
  return {
    id: idFromBytes(row.source_id),
    importNo: row.import_no,
    receivedAt: row.received_at,
    size: row.size,
    name: sealed.n,
    mediaType: sealed.m,
    sha256: sealed.h,
    address: sealed.a,
  };
}

export const emptyCounts = (): Counts => ({ new: 0, newer: 0, older: 0, unchanged: 0 });

/** Leaf of an import's Merkle tree (RFC 6962, 2.1): one batch's digest lines. */
export const batchLeaf = (lines: readonly string[]): Buffer =>
  createHash('sha256').update('\0').update(lines.join('\n')).digest();

/**
 * Imports: files become sources, facts are staged in bounded batches that nobody sees, and one small transaction with
 * its ledger entry makes them count (design 5, "A file comes in"). Every function takes a permit of one use.
 */
export function createImports(context: VaultContext, overlay: Overlay) {
  const { db, objects, keyring, log, clock, authority } = context;
  const store = importsStore(db);
  const facts = factsStore(db);

  const find = async (keys: ScopeKeys, id: ImportId): Promise<ImportRow> => {
    const row = await store.importById(keys.scope, idToBytes(id));
    if (row === undefined) throw new CodedError('CW-GEN-002');
    return row;
  };

  const next = (
    keys: ScopeKeys,
    row: ImportRow,
    change: Partial<Omit<ImportRow, 'sealed'>>,
    details: ImportDetails,
  ): ImportRow => {
    const columns = { ...row, ...change, row_version: row.row_version + 1 };
    return { ...columns, sealed: sealRow(keys, importPlace(columns), details) };
  };

  const expectState = (row: ImportRow, ...states: ImportState[]): void => {
    if (!states.includes(row.state as ImportState)) throw new CodedError('CW-VLT-007', `it is ${row.state}`);
  };

  /** Opens an import into the permit's record. */
  async function begin(permit: Permit): Promise<Import> {
    const grant = authority.claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 1);
    for (let attempt = 0; ; attempt += 1) {
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
      };
      const row = { ...columns, sealed: sealRow(keys, importPlace(columns), details) };
      try {
        await db.batch([store.insertImport(keys.scope, row)]);
        return openImport(keys, row);
      } catch (error) {
        if (!(error instanceof DuplicateError) || attempt >= 5) throw error;
      }
    }
  }

  /** Stores one received file, encrypted while it arrives; `duplicateOf` names an earlier source with the same bytes. */
  async function addSource(
    permit: Permit,
    id: ImportId,
    file: { readonly name: string; readonly mediaType: string; readonly bytes: AsyncIterable<Uint8Array> },
  ): Promise<Source & { readonly duplicateOf?: SourceId }> {
    const grant = authority.claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 2);
    const row = await find(keys, id);
    expectState(row, 'receiving');
    const blob = await putBlob(objects, keys, file.bytes);
    const columns = {
      source_id: idToBytes(newId(clock.now())),
      import_no: row.import_no,
      received_at: clock.now(),
      size: blob.size,
      row_version: 1,
    };
    const sealed: SealedSource = { n: file.name, m: file.mediaType, h: blob.sha256, a: blob.address };
    const source = { ...columns, sealed: sealRow(keys, sourcePlace(columns), sealed) };
    const earlier = blob.made
      ? undefined
      : (await store.sources(keys.scope))
          .map((one) => openSource(keys, one))
          .findLast((one) => one.sha256 === blob.sha256);
    await db.batch([store.insertSource(keys.scope, source)]);
    const { address: _address, ...opened } = openSource(keys, source);
    return earlier === undefined ? opened : { ...opened, duplicateOf: earlier.id };
  }

  /** Moves an import on, without anything becoming visible, and keeps intake's report with it. */
  async function setState(
    permit: Permit,
    id: ImportId,
    state: 'reading' | 'ready' | 'failed',
    report: unknown,
  ): Promise<void> {
    const grant = authority.claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 1);
    const row = await find(keys, id);
    expectState(row, 'receiving', 'reading', 'ready');
    const details = openImport(keys, row).details;
    const base = details.base >= 0 ? details.base : await store.lastCommit(keys.scope);
    await db.batch([store.updateImport(keys.scope, next(keys, row, { state }, { ...details, base, report }))]);
  }

  /** Stages facts of one source (any number; written in batches of 50 with a breath between). Resolves with their outcomes in order. */
  async function stage(
    permit: Permit,
    id: ImportId,
    source: SourceId,
    staged: readonly StagedFact[],
  ): Promise<readonly Outcome[]> {
    const grant = authority.claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, staged.length * 2 + 2);
    const row = await find(keys, id);
    expectState(row, 'reading');
    let details = openImport(keys, row).details;
    let current = row;
    const hidden = new Set(await store.hidden(keys.scope));
    hidden.delete(row.import_no);
    const outcomes: Outcome[] = [];
    for (let from = 0; from < staged.length; from += 50) {
      const batch = staged.slice(from, from + 50);
      const plan = await planBatch(
        db,
        { keys, importNo: row.import_no, source, hidden, now: clock.now() },
        batch,
        overlay,
      );
      outcomes.push(...plan.outcomes);
      details = {
        ...details,
        ...count(details, batch, plan.outcomes),
        batches: details.batches + (plan.digests.length > 0 ? 1 : 0),
      };
      current = next(keys, current, {}, details);
      const statements: Statement[] = [...plan.statements, store.updateImport(keys.scope, current)];
      if (plan.digests.length > 0) {
        const sealed = sealRow(keys, batchPlace(row.import_no, details.batches), plan.digests);
        statements.push(store.insertBatch(keys.scope, row.import_no, details.batches, sealed));
      }
      await db.batch(statements, { priority: 'bulk' });
      await new Promise(setImmediate);
    }
    return outcomes;
  }

  function count(
    details: ImportDetails,
    batch: readonly StagedFact[],
    outcomes: readonly Outcome[],
  ): Pick<ImportDetails, 'counts' | 'byType'> {
    const counts = { ...details.counts };
    const byType: Record<string, Counts> = { ...details.byType };
    for (const [at, outcome] of outcomes.entries()) {
      const type = batch[at]?.fact.type ?? '';
      counts[outcome] += 1;
      const row = { ...(byType[type] ?? emptyCounts()) };
      row[outcome] += 1;
      byType[type] = row;
    }
    return { counts, byType };
  }

  /** Digests of everything an import wrote: its sources, then its batches; their Merkle root goes into the ledger. */
  async function rootOf(keys: ScopeKeys, importNo: number): Promise<string> {
    const sources = (await store.sourcesOf(keys.scope, importNo)).map((row) => sourceDigest(keys, row));
    const leaves = [batchLeaf(sources)];
    for (let after = 0; ; ) {
      const page = await store.batches(keys.scope, importNo, after, 200);
      for (const batch of page)
        leaves.push(batchLeaf(openRow<string[]>(keys, batchPlace(importNo, batch.batch_no), batch.sealed)));
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.batch_no;
    }
    return treeRoot(leaves).toString('hex');
  }

  /** Makes a ready import count: one small transaction with its ledger entry. Compares again when the record moved meanwhile. */
  async function commit(permit: Permit, id: ImportId): Promise<Import> {
    const grant = authority.claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 4);
    for (let attempt = 0; ; attempt += 1) {
      const row = await find(keys, id);
      expectState(row, 'ready');
      const opened = openImport(keys, row);
      const last = await store.lastCommit(keys.scope);
      let details = opened.details;
      if (details.base !== last) {
        const moved = await recompare(context, keys, row.import_no);
        details = { ...details, counts: { ...details.counts, ...moved }, base: last };
      }
      const root = await rootOf(keys, row.import_no);
      const change = { state: 'committed', visible: 1, commit_seq: last + 1, committed_at: clock.now() };
      const committed = next(keys, row, change, { ...details, root });
      try {
        await log.append({
          scope: grant.record,
          body: bodyOf(grant, 'import', {
            outcome: 'done',
            types: Object.keys(details.byType).sort(),
            count: details.counts.new + details.counts.newer + details.counts.older,
            digests: [importDigest(keys, committed), `import-root:${row.import_no}:${root}`],
            detail: { import: id, ...details.counts },
          }),
          statements: [store.updateImport(keys.scope, committed)],
          guard: guardOf(grant),
        });
        return openImport(keys, committed);
      } catch (error) {
        // Another import of this record took the same place in the order: look again.
        if (!(error instanceof DuplicateError) || attempt >= 5) throw error;
      }
    }
  }

  /** Gives up an import that was not committed; the sweeper removes its rows. */
  async function cancel(permit: Permit, id: ImportId, reason: string): Promise<Import> {
    const grant = authority.claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 1);
    const row = await find(keys, id);
    expectState(row, 'receiving', 'reading', 'ready', 'failed');
    const cancelled = next(keys, row, { state: 'cancelled' }, { ...openImport(keys, row).details, reason });
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
  }

  /** Takes a committed import back: what it replaced counts again. Nothing is deleted; the sources stay. */
  async function withdraw(permit: Permit, id: ImportId, reason: string, movedTo?: string): Promise<Import> {
    const grant = authority.claim(permit, 'delete');
    const keys = await keyring.reserve(grant.record, 1);
    const row = await find(keys, id);
    expectState(row, 'committed');
    await restoreBefore(context, keys, row.import_no, overlay);
    const details = { ...openImport(keys, row).details, reason, ...(movedTo === undefined ? {} : { movedTo }) };
    const withdrawn = next(keys, row, { state: 'withdrawn', visible: 0 }, details);
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, movedTo === undefined ? 'import-withdraw' : 'import-move', {
        outcome: 'done',
        digests: [importDigest(keys, withdrawn)],
        detail: { import: id, ...(movedTo === undefined ? {} : { to: movedTo }) },
      }),
      statements: [store.updateImport(keys.scope, withdrawn)],
      guard: guardOf(grant),
    });
    return openImport(keys, withdrawn);
  }

  /** Plain bytes of a staged source for the importer. Stays inside the process: no release, one entry at the commit. */
  async function* sourceBytes(permit: Permit, id: SourceId): AsyncGenerator<Buffer> {
    const grant = authority.claim(permit, 'create');
    const keys = await keyring.load(grant.record);
    const row = await store.source(keys.scope, idToBytes(id));
    if (row === undefined) throw new CodedError('CW-GEN-002');
    const source = openSource(keys, row);
    yield* readBlob(objects, keys, source.address, source.sha256);
  }

  /** Removes what an import staged, a bounded piece at a time, and the marks it left on others. */
  async function removeStaged(keys: ScopeKeys, importNo: number): Promise<number> {
    let removed = 0;
    for (;;) {
      const page = await facts.supersededBy(keys.scope, importNo, 50);
      if (page.length === 0) break;
      const unmark = page.map((head) => {
        const marks = { superseded_by: null, covered: head.covered, retired: head.retired };
        return facts.mark(keys.scope, head, marks, marksMac(keys, head, marks));
      });
      await db.batch(unmark, { priority: 'bulk' });
      await new Promise(setImmediate);
    }
    for (;;) {
      const page = await facts.ofImport(keys.scope, importNo, null, 50);
      if (page.length === 0) break;
      await db.batch([...page.flatMap((row) => removeIndex(keys, row)), ...facts.removeVersions(keys.scope, page)], {
        priority: 'bulk',
      });
      removed += page.length;
      await new Promise(setImmediate);
    }
    await db.batch([store.removeProvenance(keys.scope, importNo), store.removeBatches(keys.scope, importNo)], {
      priority: 'bulk',
    });
    return removed;
  }

  /** Takes a version out of the index; its rows are worked out again from its content. */
  function removeIndex(keys: ScopeKeys, row: VersionRow): Statement[] {
    const { header, bytes } = openBody(keys, row);
    const index = indexRows(keys, describe(bytes, header.p ?? ''), { origin: header.o, source: header.s ?? '' });
    const place = { fact: row.fact_id, version: row.version };
    return [
      ...facts.removeTokens(
        keys.scope,
        index.tokens.map((token) => ({ token, date: row.date_sort, ...place })),
      ),
      ...facts.removeDates(
        keys.scope,
        index.dates.map((range) => ({ ...range, ...place })),
      ),
    ];
  }

  /** Forgets what was staged so that the same files can be read again, with other answers or after a crash. */
  async function restart(permit: Permit, id: ImportId): Promise<Import> {
    const grant = authority.claim(permit, 'create');
    const keys = await keyring.reserve(grant.record, 1);
    const row = await find(keys, id);
    expectState(row, 'receiving', 'reading', 'ready', 'failed');
    await removeStaged(keys, row.import_no);
    const { report, by } = openImport(keys, row).details;
    const fresh = next(
      keys,
      row,
      { state: 'reading' },
      { by, counts: emptyCounts(), byType: {}, batches: 0, base: await store.lastCommit(keys.scope), report },
    );
    await db.batch([store.updateImport(keys.scope, fresh)]);
    return openImport(keys, fresh);
  }

  /** Removes rows and files of cancelled imports. Resolves with the number of versions removed. */
  async function sweep(permit: Permit): Promise<number> {
    const grant = authority.claim(permit, 'delete');
    const keys = await keyring.load(grant.record);
    let removed = 0;
    for (const row of (await store.imports(keys.scope)).filter((one) => one.state === 'cancelled')) {
      removed += await removeStaged(keys, row.import_no);
      const gone = (await store.sourcesOf(keys.scope, row.import_no)).map((one) => openSource(keys, one));
      await db.batch([store.removeSources(keys.scope, row.import_no)], { priority: 'bulk' });
      const kept = new Set((await store.sources(keys.scope)).map((one) => openSource(keys, one).sha256));
      for (const source of gone) if (!kept.has(source.sha256)) await objects.delete(blobAddress(keys, source.sha256));
    }
    return removed;
  }

  return { begin, addSource, setState, restart, stage, commit, cancel, withdraw, sourceBytes, sweep, rootOf };
}

export type Imports = ReturnType<typeof createImports>;
