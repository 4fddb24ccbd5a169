import { openTestSqlite, type TestEngine } from '@chartwarden/db/testing';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { FindQuery } from '@chartwarden/vault';
import { expect, it } from 'vitest';
import { type Plans, RECORD_TABLES } from '../../tests/support/by-record.ts';
import { observation } from '../../tests/support/observation.ts';
import { openTestCore, type TestCore } from './testing.ts';

const token = (param: string, system: string, code: string): FindQuery['where'][number] => ({
  on: 'value',
  param,
  values: [{ kind: 'token', system, code }],
});
const LOINC = 'http://loinc.org';
const from = (year: number): FindQuery['where'][number] => ({
  on: 'value',
  param: 'date',
  values: [{ kind: 'date', prefix: 'ge', low: Date.UTC(year, 0, 1), high: Date.UTC(year, 0, 1) }],
});

/** What people and programs ask most, and what an import looks for. */
async function askEverything(test: TestCore, actor: Actor, record: RecordId): Promise<void> {
  const { vault } = test.core;
  const resources = Array.from({ length: 30 }, (_, at) => observation(at));
  await test.importAll(actor, record, resources);
  await test.importAll(actor, record, resources.slice(0, 5));
  const search = () => test.permit(actor, record, ['search']);
  const { facts } = await vault.read.page(await search(), { limit: 5 });
  const [fact] = facts;
  if (fact === undefined) throw new Error('nothing came in');
  await vault.read.page(await search(), { types: ['Observation', 'Condition'], limit: 5 });
  await vault.read.fact(await test.permit(actor, record, ['read']), fact.id);
  await vault.read.types(await search());
  const queries: Omit<FindQuery, 'types' | 'limit'>[] = [
    { where: [] },
    { where: [token('code', LOINC, '2000-7')] },
    { where: [token('code', LOINC, '2000-7'), from(2000)] },
    { where: [from(2000)], total: true },
    { where: [], sort: [{ param: '_lastUpdated', descending: true }] },
  ];
  for (const query of queries) {
    const page = { types: ['Observation'], limit: 2, ...query };
    const { next } = await vault.find(await search(), page);
    if (next !== null) await vault.find(await search(), { ...page, cursor: next });
  }
  await vault.historyOf(await test.permit(actor, record, ['read']), fact.id, { limit: 5 });
  await vault.historyOfType(await search(), ['Observation'], { limit: 5 });
}

it('every question about a record is answered from its own rows, by the index that is written down', async () => {
  const plans: Plans = new Map();
  const engine = { engine: 'sqlite' as const, open: (steps) => openTestSqlite(steps) } satisfies TestEngine;
  const test = await openTestCore(engine, {}, plans);
  const owner = await test.account('owner');
  await askEverything(test, owner, await test.person(owner, 'Quirina'));
  await test.remove();
  const table = new RegExp(`\\b(?:${RECORD_TABLES.join('|')})\\b`);
  const text = [...plans]
    .filter(([shape]) => table.test(shape))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    // The columns of a whole row are packed into one (packed-row.store.ts).
    .map(([shape, plan]) => [shape.replaceAll(/case when length\(.*? as packed/g, 'packed'), plan] as const)
    .map(([shape, plan]) => `${shape}\n${plan.map((line) => `    ${line}\n`).join('')}`)
    .join('\n');
  expect(plans.size).toBeGreaterThan(10);
  // How SQLite reads each statement: a change is a change of what a read costs. Written anew by `npx vitest run record/gate/query-plans.test.ts -u`.
  await expect(text).toMatchFileSnapshot('../vault/query-plans.txt');
});
