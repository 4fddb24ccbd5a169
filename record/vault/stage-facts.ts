import { ConflictError, type RunStatement, type Statement } from '@chartwarden/db';
import type { SourceId } from '@chartwarden/ids';
import type { VaultContext } from './context.ts';
import { batchPlace, type Counts, emptyCounts, type ImportDetails, nextImport, openImport } from './import-rows.ts';
import { type ImportRow, type ImportsStore, importsStore } from './imports.store.ts';
import type { Overlay } from './overlay.ts';
import { sealRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { type BatchPlan, type Outcome, planBatch, type StagedFact } from './staging.ts';

/** Stages facts of one source under an import, in batches of 50 with a breath between; outcomes in their order. */
export async function stageFacts(
  context: VaultContext,
  overlay: Overlay,
  keys: ScopeKeys,
  row: ImportRow,
  source: SourceId,
  staged: readonly StagedFact[],
): Promise<readonly Outcome[]> {
  const { db, clock } = context;
  const hidden = new Set(await importsStore(db).hidden(keys.scope));
  hidden.delete(row.import_no);
  return stageBatches(context, keys, row, staged, {
    typeOf: ({ fact }) => fact.type,
    plan: (batch) => planBatch(db, { keys, importNo: row.import_no, source, hidden, now: clock.now() }, batch, overlay),
  });
}

/** Writes what is planned, 50 at a time, each batch with its digests and the import's counts. */
export async function stageBatches<T>(
  { db }: Pick<VaultContext, 'db'>,
  keys: ScopeKeys,
  row: ImportRow,
  staged: readonly T[],
  by: {
    readonly typeOf: (one: T) => string;
    readonly plan: (batch: readonly T[]) => Promise<BatchPlan>;
    /** What the import notes of itself beside its counts. */
    readonly note?: Partial<ImportDetails>;
  },
): Promise<readonly Outcome[]> {
  const store = importsStore(db);
  let details = openImport(keys, row).details;
  let current = row;
  const outcomes: Outcome[] = [];
  for (let from = 0, attempt = 1; from < staged.length; ) {
    const batch = staged.slice(from, from + 50);
    const plan = await by.plan(batch);
    const counted = {
      ...details,
      ...by.note,
      ...count(details, batch.map(by.typeOf), plan.outcomes),
      batches: details.batches + (plan.digests.length > 0 ? 1 : 0),
    };
    const next = nextImport(keys, current, {}, counted);
    const statements: Statement[] = [...plan.statements, store.updateImport(keys.scope, next)];
    statements.push(...(await compareLater(store, keys, plan.overwritten)));
    if (plan.digests.length > 0) {
      const sealed = sealRow(keys, batchPlace(row.import_no, counted.batches), plan.digests);
      statements.push(store.insertBatch(keys.scope, row.import_no, counted.batches, sealed));
    }
    try {
      await db.batch(statements, { priority: 'bulk' });
    } catch (error) {
      // A rotation may have sealed the import's row anew meanwhile: what is planned again fits what stands now.
      const now = await store.importById(keys.scope, row.import_id);
      if (!(error instanceof ConflictError) || now?.state !== row.state || attempt >= 5) throw error;
      current = now;
      // Or another import took over a mark of this one, and noted that here.
      if (openImport(keys, now).details.mustCompare === true) details = { ...details, mustCompare: true };
      attempt += 1;
      continue;
    }
    outcomes.push(...plan.outcomes);
    details = counted;
    current = next;
    from += 50;
    attempt = 1;
    await new Promise(setImmediate);
  }
  return outcomes;
}

function count(
  details: ImportDetails,
  types: readonly string[],
  outcomes: readonly Outcome[],
): Pick<ImportDetails, 'counts' | 'byType'> {
  const counts = { ...details.counts };
  const byType: Record<string, Counts> = { ...details.byType };
  for (const [at, outcome] of outcomes.entries()) {
    const type = types[at] ?? '';
    counts[outcome] += 1;
    const row = { ...(byType[type] ?? emptyCounts()) };
    row[outcome] += 1;
    byType[type] = row;
  }
  return { counts, byType };
}

/** Notes in staged imports whose marks were taken over that they must compare again. */
async function compareLater(
  store: ImportsStore,
  keys: ScopeKeys,
  numbers: ReadonlySet<number>,
): Promise<RunStatement[]> {
  if (numbers.size === 0) return [];
  return (await store.imports(keys.scope))
    .filter((row) => numbers.has(row.import_no) && (row.state === 'reading' || row.state === 'ready'))
    .map((row) => {
      const details = { ...openImport(keys, row).details, mustCompare: true };
      return store.updateImport(keys.scope, nextImport(keys, row, {}, details));
    });
}
