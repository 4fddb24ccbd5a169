import type { RunStatement } from '@chartwarden/db';
import type { VaultContext } from './context.ts';
import { correctionsOf, correctionsStore } from './corrections.store.ts';
import { factsStore } from './facts.store.ts';
import type { ImportRow } from './imports.store.ts';
import { type Rebuilt, rebuild } from './overlay.ts';
import type { ScopeKeys } from './scope-keys.ts';

/**
 * What was said about facts of a staged import since it began, laid over its own versions: staging knew nothing of it,
 * and the commit would bring back what somebody disowned. `unmoved` holds the commit to the corrections seen here.
 */
export async function lateCorrections(
  context: Pick<VaultContext, 'db' | 'clock'>,
  keys: ScopeKeys,
  row: ImportRow,
): Promise<Rebuilt & { readonly unmoved: RunStatement }> {
  const { db, clock } = context;
  const facts = factsStore(db);
  const corrections = correctionsStore(db);
  const unmoved = corrections.unmoved(keys.scope, await corrections.changes(keys.scope));
  const statements: Rebuilt['statements'][number][] = [];
  const digests: string[] = [];
  for (const fact of await corrections.changedSince(keys.scope, row.started_at)) {
    const history = await facts.heads(keys.scope, [fact]);
    const tip = history.findLast((head) => head.import_no === row.import_no && head.layer === 0 && head.retired === 0);
    if (tip === undefined) continue;
    const [base] = await facts.versions(keys.scope, fact, { sql: '1 = 1', parameters: [] }, tip.version);
    if (base === undefined) continue;
    const said = await correctionsOf(db, keys, fact);
    const built = await rebuild(db, keys, base, history, said, clock.now());
    statements.push(...built.statements);
    digests.push(...built.digests);
  }
  return { statements, digests, unmoved };
}
