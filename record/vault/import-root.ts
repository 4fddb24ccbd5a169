import { treeRoot } from '@chartwarden/ledger-proof';
import { batchLeaf, batchPlace, sourceDigest } from './import-rows.ts';
import type { ImportsStore } from './imports.store.ts';
import { openRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** Digests of everything an import wrote: its sources, then its batches; their Merkle root (hex) goes into the ledger. */
export async function importRoot(store: ImportsStore, keys: ScopeKeys, importNo: number): Promise<string> {
  const sources = (await store.sourcesOf(keys.scope, importNo)).map((row) => sourceDigest(keys, row));
  const leaves = [batchLeaf(sources)];
  for (let after = 0; ; ) {
    const page = await store.batches(keys.scope, importNo, after, 20);
    for (const batch of page)
      leaves.push(batchLeaf(openRow<string[]>(keys, batchPlace(importNo, batch.batch_no), batch.sealed)));
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.batch_no;
    // A million facts are 20,000 batches: others read meanwhile.
    await new Promise(setImmediate);
  }
  return treeRoot(leaves).toString('hex');
}
