import { blobAddress } from './blobs.ts';
import type { VaultContext } from './context.ts';
import { factsStore } from './facts.store.ts';
import { holdingsStore } from './holdings.store.ts';
import { openImport, openSource } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import { outOfIndex } from './reindex.ts';
import { removeOrphans } from './restoring.store.ts';
import { marksMac, marksOf, openBody, type VersionRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** Removes rows and files of a record's cancelled imports. Resolves with the number of versions removed. */
export async function sweepCancelled(context: VaultContext, keys: ScopeKeys): Promise<number> {
  const { db, objects, alone } = context;
  const store = importsStore(db);
  let removed = 0;
  for (const row of (await store.imports(keys.scope)).filter((one) => one.state === 'cancelled')) {
    removed += await removeStaged(context, keys, row.import_no);
    const gone = (await store.sourcesOf(keys.scope, row.import_no)).map((one) => openSource(keys, one));
    await db.batch([store.removeSources(keys.scope, row.import_no)], { priority: 'bulk' });
    for (let from = 0; from < gone.length; from += 100) {
      const piece = gone.slice(from, from + 100);
      await alone(keys.scope, async () => {
        const kept = new Set((await store.sources(keys.scope)).map((one) => openSource(keys, one).sha256));
        for (const one of piece) if (!kept.has(one.sha256)) await objects.delete(blobAddress(keys, one.sha256));
      });
    }
  }
  return removed;
}

/** Removes what an import staged, a bounded piece at a time, and the marks it left on others. */
export async function removeStaged(context: VaultContext, keys: ScopeKeys, importNo: number): Promise<number> {
  const { db } = context;
  const facts = factsStore(db);
  const store = importsStore(db);
  const indexed = (row: VersionRow) => outOfIndex(facts, keys.generations, { row, ...openBody(keys, row) });
  let removed = 0;
  for (const column of ['superseded_by', 'held_by'] as const)
    for (;;) {
      const page = await holdingsStore(db).headsBy(keys.scope, column, importNo, null, 50);
      if (page.length === 0) break;
      const unmark = page.map((head) => {
        const marks = { ...marksOf(head), [column]: null };
        return facts.mark(keys.scope, head, marks, marksMac(keys, head, marks));
      });
      await db.batch(unmark, { priority: 'bulk' });
      await new Promise(setImmediate);
    }
  for (;;) {
    const page = await facts.ofImport(keys.scope, importNo, null, 50);
    if (page.length === 0) break;
    await db.batch([...page.flatMap(indexed), ...facts.removeVersions(keys.scope, page)], {
      priority: 'bulk',
    });
    removed += page.length;
    await new Promise(setImmediate);
  }
  // With a restored archive came what was said about its facts; it counts for nothing without them.
  const own = (await store.imports(keys.scope)).find((row) => row.import_no === importNo);
  if (own !== undefined && openImport(keys, own).details.restored === true)
    await db.batch([removeOrphans(keys.scope)], { priority: 'bulk' });
  await db.batch([store.removeProvenance(keys.scope, importNo), store.removeBatches(keys.scope, importNo)], {
    priority: 'bulk',
  });
  return removed;
}
