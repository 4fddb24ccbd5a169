import type { RunStatement } from '@chartwarden/db';
import type { FactsStore, VersionHead } from './facts.store.ts';
import { type Marks, marksMac, marksOf, openBody } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { laterUpstream } from './upstream.ts';

/** The corrected versions that lie over a received one: they come and go with it, so they carry its marks. */
export const layersOf = (base: VersionHead, history: readonly VersionHead[]): readonly VersionHead[] =>
  history.filter(
    (head) =>
      head.layer === 1 &&
      head.retired === 0 &&
      head.import_no === base.import_no &&
      head.content_tag.equals(base.content_tag) &&
      head.superseded_by === base.superseded_by &&
      head.held_by === base.held_by,
  );

/** Collects changes of marks on one fact. */
export function createMarking(facts: FactsStore, keys: ScopeKeys, history: readonly VersionHead[]) {
  const changed = new Map<VersionHead, Marks>();
  return {
    /** Marks a received version, and what lies over it. */
    set(base: VersionHead, to: Partial<Marks>): void {
      for (const head of [base, ...layersOf(base, history)])
        changed.set(head, { ...(changed.get(head) ?? marksOf(head)), ...to });
    },
    statements: (): RunStatement[] =>
      [...changed]
        .filter(([head, to]) => head.superseded_by !== to.superseded_by || head.held_by !== to.held_by)
        .map(([head, to]) => facts.mark(keys.scope, head, to, marksMac(keys, head, to))),
  };
}

/** The latest of these versions; between those whose upstream says nothing, the one that comes later in the list. */
export async function latestOf(
  facts: FactsStore,
  keys: ScopeKeys,
  heads: readonly VersionHead[],
): Promise<VersionHead | undefined> {
  let [latest, ...others] = heads;
  if (latest === undefined) return undefined;
  for (const head of others) if (await isLater(facts, keys, head, latest)) latest = head;
  return latest;
}

async function isLater(facts: FactsStore, keys: ScopeKeys, a: VersionHead, b: VersionHead): Promise<boolean> {
  const [x, y] = [{ at: a.upstream_at }, { at: b.upstream_at }];
  if (x.at !== null && y.at !== null && x.at !== y.at) return laterUpstream(x, y);
  // The upstream version id stands in the envelope; it is looked up only where the time does not decide.
  const versionId = async (head: VersionHead): Promise<string | undefined> => {
    const [row] = await facts.versions(keys.scope, head.fact_id, { sql: '1 = 1', parameters: [] }, head.version);
    return row && openBody(keys, row).header.v;
  };
  return laterUpstream({ ...x, versionId: await versionId(a) }, { ...y, versionId: await versionId(b) });
}

/** Heads by fact. */
export function byFact(heads: readonly VersionHead[]): Map<string, VersionHead[]> {
  const map = new Map<string, VersionHead[]>();
  for (const head of heads) {
    const list = map.get(head.fact_id.toString('latin1'));
    if (list) list.push(head);
    else map.set(head.fact_id.toString('latin1'), [head]);
  }
  return map;
}

/** The different facts of these rows. */
export const factsOf = (rows: readonly { readonly fact_id: Buffer }[]): Buffer[] => [
  ...new Map(rows.map((row) => [row.fact_id.toString('latin1'), row.fact_id])).values(),
];
