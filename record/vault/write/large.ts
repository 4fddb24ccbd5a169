import { ConflictError, DuplicateError } from '@chartwarden/db';
import { dropBlob, placeBlob, receiveBlob } from '../blobs.ts';
import { bringsApart } from '../brought.ts';
import { bodyOf, denied, guardOf, type VaultContext } from '../context.ts';
import { importRoot } from '../import-root.ts';
import { batchPlace, importDigest, nextImport, openImport } from '../import-rows.ts';
import { type ImportRow, importsStore } from '../imports.store.ts';
import { isWhole } from '../recall.ts';
import { sealRow } from '../rows.ts';
import { removeStaged } from '../unstage.ts';
import type { Prepared, Removed, Written } from './ops.ts';
import type { Writing } from './prepare.ts';
import { nothing, type Standing, standingRows } from './standing.ts';
import { writeStore } from './write.store.ts';

/** Facts of one batch. */
const BATCH = 50;
const ATTEMPTS = 5;

/**
 * Many new facts at once: staged under an import of their own, a batch at a time, and counted from one small transaction,
 * so that nobody waits for the whole (design 5). A crash before it leaves an import that failed.
 */
export function createLarge(context: VaultContext) {
  const { db, objects, keyring, log, clock, recall, alone } = context;
  const store = importsStore(db);

  async function begin({ grant, keys }: Writing): Promise<{ readonly row: ImportRow; readonly standing: Standing }> {
    const blob = await receiveBlob(objects, keys, nothing());
    return alone(keys.scope, async () => {
      await ((await objects.has(blob.address)) ? dropBlob : placeBlob)(objects, blob);
      for (let attempt = 1; ; attempt += 1) {
        const [after, commits] = [await store.lastNumber(keys.scope), await store.lastCommit(keys.scope)];
        const at = { by: grant.account ?? grant.actor.kind, isApart: bringsApart(grant), after, commits };
        const { row, source, standing } = standingRows(keys, blob, clock.now(), { ...at, isWaiting: true });
        try {
          await db.batch([store.insertImport(keys.scope, row), store.insertSource(keys.scope, source)]);
          recall.forget(keys.scope);
          return { row, standing };
        } catch (error) {
          if (!(error instanceof DuplicateError) || attempt >= ATTEMPTS) throw error;
        }
      }
    });
  }

  async function commit(by: Writing, row: ImportRow, batches: number, prepared: readonly Prepared[]): Promise<void> {
    const { grant, keys } = by;
    const root = await importRoot(store, keys, row.import_no);
    for (let attempt = 1; ; attempt += 1) {
      const commit_seq = (await store.lastCommit(keys.scope)) + 1;
      const change = { state: 'committed', visible: 1, commit_seq, committed_at: clock.now() };
      const details = { ...openImport(keys, row).details, batches, root };
      const committed = nextImport(keys, row, change, details);
      try {
        await log.append({
          scope: grant.record,
          body: bodyOf(grant, by.action, {
            outcome: 'done',
            types: [...new Set(prepared.map(({ type }) => type))].sort(),
            count: prepared.length,
            digests: [importDigest(keys, committed), `import-root:${row.import_no}:${root}`],
          }),
          ids: prepared.map(({ id }) => id),
          statements: [store.updateImport(keys.scope, committed), writeStore(db).counted(keys.scope, row.import_no)],
          guard: guardOf(grant),
        });
        recall.forget(keys.scope);
        return;
      } catch (error) {
        // Another one took the same place in the order of commits.
        if (!(error instanceof DuplicateError) || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  /** Leaves nothing that counts, and of what was staged nothing that stays. */
  async function giveUp({ keys }: Writing, row: ImportRow): Promise<void> {
    const details = { ...openImport(keys, row).details, reason: 'not written' };
    await db.batch([store.updateImport(keys.scope, nextImport(keys, row, { state: 'cancelled' }, details))]);
    await removeStaged(context, keys, row.import_no);
  }

  return async function createMany(
    by: Writing,
    count: number,
    prepare: (at: number, standing: Standing) => Promise<Prepared>,
  ): Promise<readonly (Written | Removed)[]> {
    const { keys, grant } = by;
    const { row, standing } = await begin(by);
    const prepared: Prepared[] = [];
    let batches = 0;
    try {
      while (prepared.length < count) {
        const some: Prepared[] = [];
        for (let at = prepared.length; at < Math.min(prepared.length + BATCH, count); at += 1)
          some.push(await prepare(at, standing));
        batches += 1;
        const lines = some.flatMap(({ digests }) => digests);
        const sealed = sealRow(keys, batchPlace(row.import_no, batches), lines);
        await db.batch(
          [
            ...some.flatMap(({ statements }) => statements),
            store.insertBatch(keys.scope, row.import_no, batches, sealed),
          ],
          { priority: 'bulk' },
        );
        prepared.push(...some);
        await new Promise(setImmediate);
      }
      await keyring.reserve(grant.record, batches + 2);
      await commit(by, row, batches, prepared);
    } catch (error) {
      await giveUp(by, row);
      // Every row is new: what conflicts is one that lies where the grant does not write.
      if (error instanceof ConflictError && !isWhole(grant)) return denied(log, grant, by.action, 'CW-GATE-003');
      throw error;
    }
    return prepared.map((one) => one.answer());
  };
}
