import type { RunStatement } from '@chartwarden/db';
import type { VaultContext } from './context.ts';
import { correctionsStore } from './corrections.store.ts';
import { factsStore, type VersionHead } from './facts.store.ts';
import { holdingsStore, type VersionKey } from './holdings.store.ts';
import { importsStore } from './imports.store.ts';
import { byFact, createMarking, factsOf, latestOf } from './marking.ts';
import { holderOf } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

const PAGE = 50;

/**
 * Prepares a withdrawal: what another import holds, too, counts through that one from now on, and rows that the import
 * made history get the marks that hold without it. Changes nothing that is seen while the import still counts, so that
 * a crash in between is harmless. Resolves with the versions that become current of facts somebody corrected.
 */
export async function prepareWithdrawal(
  context: VaultContext,
  keys: ScopeKeys,
  importNo: number,
): Promise<readonly VersionHead[]> {
  const { db } = context;
  const facts = factsStore(db);
  const corrected = new Set((await correctionsStore(db).facts(keys.scope)).map((one) => one.toString('latin1')));
  const heirs: VersionHead[] = [];
  const all = await importsStore(db).imports(keys.scope);
  /** When each import that counts without this one was committed. */
  const order = new Map(
    all.flatMap((row) =>
      row.visible === 1 && row.import_no !== importNo ? [[row.import_no, row.commit_seq ?? 0]] : [],
    ),
  );
  const byOrder = (a: number, b: number): number => (order.get(a) ?? 0) - (order.get(b) ?? 0);

  async function eachFact(
    column: 'import_no' | 'superseded_by' | 'held_by',
    marks: (history: readonly VersionHead[], ids: Buffer[]) => Promise<RunStatement[]>,
  ): Promise<void> {
    for (let after: VersionKey | null = null; ; ) {
      const page: readonly VersionHead[] = await holdingsStore(db).headsBy(keys.scope, column, importNo, after, PAGE);
      const last = page.at(-1);
      if (last === undefined) return;
      after = last;
      const ids = factsOf(page);
      const statements = await marks(await facts.heads(keys.scope, ids), ids);
      if (statements.length > 0) await db.batch(statements, { priority: 'bulk' });
      await new Promise(setImmediate);
    }
  }

  async function handOver(history: readonly VersionHead[], ids: Buffer[]): Promise<RunStatement[]> {
    const holdings = (await holdingsStore(db).ofFacts(keys.scope, ids)).filter((row) => order.has(row.import_no));
    return [...byFact(history).values()].flatMap((list) => {
      const marking = createMarking(facts, keys, list);
      for (const head of list.filter((one) => one.layer === 0 && holderOf(one) === importNo)) {
        const [first] = holdings
          .filter((row) => row.version === head.version && row.fact_id.equals(head.fact_id))
          .map((row) => row.import_no)
          .sort(byOrder);
        if (first !== undefined) marking.set(head, { held_by: first === head.import_no ? null : first });
      }
      return marking.statements();
    });
  }

  async function inherit(history: readonly VersionHead[]): Promise<RunStatement[]> {
    const statements: RunStatement[] = [];
    for (const [fact, list] of byFact(history)) {
      const live = list
        .filter((head) => head.layer === 0 && head.retired === 0 && order.has(holderOf(head)))
        .sort((a, b) => byOrder(holderOf(a), holderOf(b)) || a.version - b.version);
      const waiting = live.filter((head) => head.superseded_by === importNo);
      const standing = live.find(
        (head) => head.superseded_by === null || (head.superseded_by !== importNo && !order.has(head.superseded_by)),
      );
      // Whoever inherits stays superseded by the withdrawn import, which then no longer counts.
      const next = standing ?? (await latestOf(facts, keys, waiting));
      if (next === undefined) continue;
      if (next !== standing && corrected.has(fact)) heirs.push(next);
      const marking = createMarking(facts, keys, list);
      for (const head of waiting) if (head !== next) marking.set(head, { superseded_by: holderOf(next) });
      statements.push(...marking.statements());
    }
    return statements;
  }

  // Only an import that was staged after this one was committed found its rows there.
  const own = all.find((row) => row.import_no === importNo)?.commit_seq ?? 0;
  if ([...order.values()].some((other) => other > own)) await eachFact('import_no', handOver);
  await eachFact('held_by', handOver);
  await eachFact('superseded_by', inherit);
  return heirs;
}
