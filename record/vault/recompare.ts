import type { Statement } from '@chartwarden/db';
import { idFromBytes } from '@chartwarden/ids';
import type { VaultContext } from './context.ts';
import { copyHoldings } from './copy-holdings.ts';
import { factsStore, type VersionHead } from './facts.store.ts';
import { type Holding, holdingsStore, type VersionKey } from './holdings.store.ts';
import { importsStore } from './imports.store.ts';
import { byFact, createMarking, factsOf, latestOf, layersOf } from './marking.ts';
import { holderOf, openBody } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

const PAGE = 50;

/**
 * Compares a staged import again because the record moved since it was staged: who supersedes whom, what turned out to
 * be there already, and what it found there that was withdrawn since and now counts through it. Changes marks and
 * provenance only, nothing of which is seen before the commit; the rows and their digests stay.
 */
export async function recompare(context: VaultContext, keys: ScopeKeys, importNo: number): Promise<void> {
  const facts = factsStore(context.db);
  const holdingsOf = holdingsStore(context.db);
  const hidden = new Set(await importsStore(context.db).hidden(keys.scope));
  const held = [
    (after: VersionKey | null) => holdingsOf.headsBy(keys.scope, 'import_no', importNo, after, PAGE),
    (after: VersionKey | null) => holdingsOf.found(keys.scope, importNo, after, PAGE),
  ];
  for (const next of held) {
    for (let after: VersionKey | null = null; ; ) {
      const page: readonly VersionKey[] = await next(after);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last;
      const ids = factsOf(page);
      const holdings = (await holdingsOf.ofFacts(keys.scope, ids)).filter((row) => row.import_no === importNo);
      const statements: Statement[] = [];
      for (const list of byFact(await facts.heads(keys.scope, ids)).values())
        statements.push(...(await compareFact(context, keys, list, importNo, hidden, holdings)));
      if (statements.length > 0) await context.db.batch(statements, { priority: 'bulk' });
      await new Promise(setImmediate);
    }
  }
}

async function compareFact(
  context: VaultContext,
  keys: ScopeKeys,
  list: readonly VersionHead[],
  importNo: number,
  hidden: ReadonlySet<number>,
  holdings: readonly Holding[],
): Promise<Statement[]> {
  const facts = factsStore(context.db);
  // What counts without this import: its own rows and the marks it left are looked through.
  const counts = (no: number): boolean => no !== importNo && !hidden.has(no);
  const isHeld = (head: VersionHead): boolean =>
    holdings.some((row) => row.version === head.version && row.fact_id.equals(head.fact_id));
  const received = list.filter((head) => head.layer === 0 && head.retired === 0);
  const base = received.find(
    (head) => counts(holderOf(head)) && (head.superseded_by === null || !counts(head.superseded_by)),
  );
  const own = received.filter(
    (head) => holderOf(head) === importNo || (isHeld(head) && !counts(holderOf(head)) && head.import_no !== importNo),
  );
  const tip = await latestOf(
    facts,
    keys,
    own.filter((head) => head.superseded_by !== importNo),
  );
  if (tip === undefined) return [];
  const isSame = base?.content_tag.equals(tip.content_tag) ?? false;
  const isLater = base === undefined || (!isSame && (await latestOf(facts, keys, [base, tip])) === tip);
  const marking = createMarking(facts, keys, list);
  if (base !== undefined && isLater) marking.set(base, { superseded_by: importNo });
  else if (base?.superseded_by === importNo) marking.set(base, { superseded_by: null });
  for (const head of own) {
    const held_by = head.import_no === importNo ? null : importNo;
    if (head !== tip) marking.set(head, { superseded_by: importNo, held_by });
    else marking.set(head, { superseded_by: isLater || base === undefined ? null : holderOf(base), held_by });
  }
  if (!isSame || base === undefined) return marking.statements();

  // The same came in meanwhile: what counts is held by the sources of this import, too.
  const [row] = await facts.versions(keys.scope, tip.fact_id, { sql: '1 = 1', parameters: [] }, tip.version);
  const path = (row && openBody(keys, row).header.p) ?? '';
  const held = holdings.filter((one) => one.version === tip.version && one.fact_id.equals(tip.fact_id));
  const versions = [base, ...layersOf(base, list)].map(({ version }) => version);
  const places = await copyHoldings(context.db, keys, held, versions, { p: path });
  await context.keyring.reserve(idFromBytes(keys.scope), places.length);
  return [...marking.statements(), facts.insertProvenance(keys.scope, places)];
}
