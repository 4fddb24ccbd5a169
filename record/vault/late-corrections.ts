import type { VaultContext } from './context.ts';
import { correctionsStore } from './corrections.store.ts';
import { factsStore, type VersionHead } from './facts.store.ts';
import { holdingsStore } from './holdings.store.ts';
import type { ImportRow } from './imports.store.ts';
import { factsOf } from './marking.ts';
import type { Overlay, Rebuilt } from './overlay.ts';
import type { ScopeKeys } from './scope-keys.ts';

/**
 * What must be written with a commit or a withdrawal so that the versions which then count are served with everything
 * said about them: staging knew nothing of what came later, and the commit would bring back what somebody disowned. A
 * conflict when something was said or taken back since `versions` was asked.
 */
export async function layCorrections(
  context: Pick<VaultContext, 'db'>,
  overlay: Overlay,
  keys: ScopeKeys,
  versions: () => Promise<readonly VersionHead[]>,
): Promise<Rebuilt> {
  const corrections = correctionsStore(context.db);
  const unmoved = corrections.unmoved(keys.scope, await corrections.changes(keys.scope));
  const { statements, digests } = await overlay.renew(keys, await versions());
  return { statements: [unmoved, ...statements], digests };
}

/** What an import holds of facts that somebody ever corrected: of each the version that counts with it. */
export async function heldOfCorrected(
  { db }: Pick<VaultContext, 'db'>,
  keys: ScopeKeys,
  { import_no }: ImportRow,
): Promise<readonly VersionHead[]> {
  const corrected = await correctionsStore(db).facts(keys.scope);
  const held: VersionHead[] = [];
  for (let from = 0; from < corrected.length; from += 200) {
    const ids = corrected.slice(from, from + 200);
    const holdings = (await holdingsStore(db).ofFacts(keys.scope, ids)).filter((one) => one.import_no === import_no);
    const own = factsOf(holdings);
    const heads = own.length === 0 ? [] : await factsStore(db).heads(keys.scope, own);
    for (const id of own) {
      const tip = heads.findLast(
        (head) =>
          head.fact_id.equals(id) &&
          head.layer === 0 &&
          head.superseded_by !== import_no &&
          holdings.some((one) => one.version === head.version && one.fact_id.equals(id)),
      );
      if (tip !== undefined) held.push(tip);
    }
  }
  return held;
}
