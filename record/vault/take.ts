import type { VaultContext } from './context.ts';
import { type Cursor, factsStore } from './facts.store.ts';
import type { Grant } from './permit.ts';
import type { VersionRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { type Opened, opened, type ServedFact, serve, visibleTo } from './serve.ts';
import { all, type Condition } from './slice-sql.ts';

/** Facts fetched at once. */
const PIECE = 200;

/** Which facts: of these types, with one of these tokens, dated at this millisecond or later, and what else. */
export interface By {
  readonly types?: readonly string[];
  readonly tokens?: readonly Buffer[];
  readonly from?: number;
  readonly only?: Condition;
}

/** Facts after a place, opened and served, until there are as many or as large; `next` is null at the end. Releases nothing. */
export type Take = (
  keys: ScopeKeys,
  grant: Grant,
  by: By,
  after: Cursor | null,
  limits: { readonly facts: number; readonly bytes: number },
) => Promise<{ readonly served: ServedFact[]; readonly next: Cursor | null; readonly bytes: number }>;

export function createTake({ db, recall }: Pick<VaultContext, 'db' | 'recall'>): Take {
  const facts = factsStore(db);
  return async (keys, grant, by, after, limits) => {
    const again = async (row: VersionRow): Promise<VersionRow | undefined> =>
      (await facts.versions(keys.scope, row.fact_id, visibleTo(recall, keys, grant), row.version))[0];
    let at = after;
    const served: ServedFact[] = [];
    let bytes = 0;
    let isMore = true;
    // In pieces: a long page gives way to other requests, and one of large facts ends before they fill the memory.
    while (isMore && served.length < limits.facts && bytes < limits.bytes) {
      const most = Math.min(PIECE, limits.facts - served.length);
      const visible = visibleTo(recall, keys, grant);
      const rows = await facts.page(keys.scope, by, by.only ? all([visible, by.only]) : visible, at, most + 1);
      const list: Opened[] = [];
      let taken = 0;
      for (const row of rows.slice(0, most)) {
        if (bytes >= limits.bytes) break;
        taken += 1;
        at = { date: row.date_sort, fact: row.fact_id };
        const whole = row.body.length > 0 ? row : await again(row);
        // Gone or superseded between the two statements: as if the page had been asked a moment later.
        if (whole === undefined) continue;
        const one = opened(keys, whole);
        bytes += one.bytes.length;
        list.push(one);
      }
      served.push(...(await serve({ facts, recall }, keys, grant, list)));
      isMore = rows.length > taken;
      if (isMore) await new Promise(setImmediate);
    }
    return { served, next: isMore ? at : null, bytes };
  };
}

/** Bytes after which what is worked out over many facts goes no further. */
const GATHERED_BYTES = 64 * 1024 * 1024;

/** Current facts of these types, newest first within each, at most so many; `isWhole` when these were all. Releases nothing. */
export async function takeTypes(
  take: Take,
  keys: ScopeKeys,
  grant: Grant,
  types: readonly string[],
  most: number,
): Promise<{ readonly facts: readonly ServedFact[]; readonly isWhole: boolean }> {
  const facts: ServedFact[] = [];
  let left = GATHERED_BYTES;
  let isWhole = true;
  for (const type of types) {
    if (facts.length >= most || left <= 0) return { facts, isWhole: false };
    const limits = { facts: most - facts.length, bytes: left };
    const { served, next, bytes } = await take(keys, grant, { types: [type] }, null, limits);
    facts.push(...served);
    left -= bytes;
    if (next !== null) isWhole = false;
  }
  return { facts, isWhole };
}
