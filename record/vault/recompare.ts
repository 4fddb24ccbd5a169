import type { RunStatement } from '@chartwarden/db';
import type { VaultContext } from './context.ts';
import { factsStore, type VersionHead } from './facts.store.ts';
import { importsStore } from './imports.store.ts';
import type { Overlay } from './overlay.ts';
import { type Marks, marksMac } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { laterUpstream } from './upstream.ts';

const PAGE = 50;

const byFact = (heads: readonly VersionHead[]): Map<string, VersionHead[]> => {
  const map = new Map<string, VersionHead[]>();
  for (const head of heads) {
    const list = map.get(head.fact_id.toString('latin1'));
    if (list) list.push(head);
    else map.set(head.fact_id.toString('latin1'), [head]);
  }
  return map;
};

/**
 * Compares a staged import again because the record moved since it was staged: who supersedes whom, and what turned
 * out to be there already. Changes marks only; the rows and their digests stay. Resolves with corrected counts.
 */
export async function recompare(
  context: VaultContext,
  keys: ScopeKeys,
  importNo: number,
): Promise<{ unchanged?: number }> {
  const facts = factsStore(context.db);
  const hidden = new Set(await importsStore(context.db).hidden(keys.scope));
  let after: { fact: Buffer; version: number } | null = null;
  for (;;) {
    const own = await facts.ofImport(keys.scope, importNo, after, PAGE);
    const last = own.at(-1);
    if (last === undefined) return {};
    after = { fact: last.fact_id, version: last.version };
    const heads = byFact(
      await facts.heads(keys.scope, [
        ...new Map(own.map((row) => [row.fact_id.toString('hex'), row.fact_id])).values(),
      ]),
    );
    const statements: RunStatement[] = [];
    for (const list of heads.values()) statements.push(...compareFact(facts, keys, list, importNo, hidden));
    if (statements.length > 0) await context.db.batch(statements, { priority: 'bulk' });
    await new Promise(setImmediate);
  }
}

function compareFact(
  facts: ReturnType<typeof factsStore>,
  keys: ScopeKeys,
  list: readonly VersionHead[],
  importNo: number,
  hidden: ReadonlySet<number>,
): RunStatement[] {
  // What counts without this import: its own rows and the marks it left are looked through.
  const counts = (no: number): boolean => no !== importNo && !hidden.has(no);
  const others = list.filter((head) => head.retired === 0 && counts(head.import_no));
  const current = others.filter((head) => head.superseded_by === null || !counts(head.superseded_by));
  const base = current.find((head) => head.layer === 0);
  const own = list.filter((head) => head.import_no === importNo);
  const tip = own.findLast((head) => head.layer === 0 && head.retired === 0);
  if (tip === undefined) return [];
  const isSame = base?.content_tag.equals(tip.content_tag) ?? false;
  const isLater = base === undefined || laterUpstream({ at: tip.upstream_at }, { at: base.upstream_at });
  const statements: RunStatement[] = [];
  const set = (head: VersionHead, to: Partial<Marks>): void => {
    const marks = { superseded_by: head.superseded_by, covered: head.covered, retired: head.retired, ...to };
    if (marks.superseded_by === head.superseded_by && marks.retired === head.retired) return;
    statements.push(facts.mark(keys.scope, head, marks, marksMac(keys, head, marks)));
  };
  for (const head of current) set(head, { superseded_by: isLater && !isSame ? importNo : null });
  for (const head of own) {
    if (head.superseded_by === importNo) continue;
    if (isSame) set(head, { retired: 1 });
    else set(head, { superseded_by: isLater ? null : (base?.import_no ?? null) });
  }
  return statements;
}

/**
 * Prepares a withdrawal: rows that this import superseded get the marks that hold without it. Changes nothing that is
 * seen while the import still counts, so a crash in between is harmless.
 */
export async function restoreBefore(
  context: VaultContext,
  keys: ScopeKeys,
  importNo: number,
  overlay: Overlay,
): Promise<void> {
  const facts = factsStore(context.db);
  const hidden = new Set(await importsStore(context.db).hidden(keys.scope));
  hidden.add(importNo);
  const counts = (no: number): boolean => !hidden.has(no);
  const done = new Set<string>();
  let limit = PAGE;
  for (;;) {
    const page = await facts.supersededBy(keys.scope, importNo, limit);
    const fresh = page.filter((head) => !done.has(head.fact_id.toString('latin1')));
    if (fresh.length === 0) {
      if (page.length < limit) return;
      limit += PAGE;
      continue;
    }
    const ids = [...new Map(fresh.map((head) => [head.fact_id.toString('latin1'), head.fact_id])).values()];
    const statements: RunStatement[] = [];
    for (const [id, list] of byFact(await facts.heads(keys.scope, ids))) {
      done.add(id);
      const live = list.filter((head) => counts(head.import_no) && head.retired === 0);
      const standing = live.find(
        (head) =>
          head.layer === 0 &&
          (head.superseded_by === null || !counts(head.superseded_by)) &&
          head.superseded_by !== importNo,
      );
      const waiting = live.filter((head) => head.superseded_by === importNo);
      const heir =
        standing ??
        waiting
          .filter((head) => head.layer === 0)
          .reduce<VersionHead | undefined>((best, head) => {
            return best === undefined || laterUpstream({ at: head.upstream_at }, { at: best.upstream_at })
              ? head
              : best;
          }, undefined);
      if (heir === undefined) continue;
      for (const head of waiting) {
        // The heir and its corrected layer stay superseded by the withdrawn import, which then no longer counts.
        if (
          head.import_no === heir.import_no &&
          standing === undefined &&
          (head === heir || head.version === heir.version + 1)
        )
          continue;
        const marks = { superseded_by: heir.import_no, covered: head.covered, retired: head.retired };
        statements.push(facts.mark(keys.scope, head, marks, marksMac(keys, head, marks)));
      }
      await overlay.ensure(keys, list, heir);
    }
    if (statements.length > 0) await context.db.batch(statements, { priority: 'bulk' });
    await new Promise(setImmediate);
  }
}
