import type { Db } from '@chartwarden/db';
import { openTestSqlite } from '@chartwarden/db/testing';
import type { OwnCriterion, SearchPrefix } from '@chartwarden/fhir';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScopeKeys } from '../scope-keys.ts';
import { vaultMigrations } from '../vault.migrations.ts';
import { findStore } from './find.store.ts';
import { historyStore } from './history.store.ts';
import { planType } from './plan.ts';
import type { Order } from './query.ts';

const RECORD = Buffer.alloc(16);
const FACT = Buffer.alloc(16, 1);
const after = { at: 7, fact: FACT };
const PLACE = { after, until: { at: 3, fact: FACT } };
const one = { token: () => Buffer.alloc(8), generations: [] as unknown[] };
one.generations.push(one);
const keys = one as unknown as ScopeKeys;

const newest: Order = { by: 'date', descending: true };
const code = (...codes: string[]): OwnCriterion => ({
  on: 'value', param: 'code', values: codes.map((code) => ({ kind: 'token', system: 'x', code })),
}); // biome-ignore format: one condition
const date = (prefix: SearchPrefix): OwnCriterion => ({
  on: 'value', param: 'date', values: [{ kind: 'date', prefix, low: 5, high: 10 }],
}); // biome-ignore format: one condition
const changed: OwnCriterion = {
  on: 'value',
  param: '_lastUpdated',
  values: [{ kind: 'date', prefix: 'gt', low: 5, high: 5 }],
};
const status: OwnCriterion = { on: 'value', param: 'status', values: [{ kind: 'token', code: 'final' }] };
const valueDate: OwnCriterion = { ...date('eq'), param: 'value-date' } as OwnCriterion;

const shapes: readonly (readonly [name: string, where: readonly OwnCriterion[], order: Order])[] = [
  ['everything of a type, newest first', [], newest],
  ['oldest first', [], { ...newest, descending: false }],
  ['one code', [code('a')], newest],
  ['two codes', [code('a', 'b')], newest],
  ['many codes', [code('a', 'b', 'c', 'd', 'e')], newest],
  ['a code and a status', [status, code('a')], newest],
  ['a code from a day on', [code('a'), date('ge')], newest],
  ['a code before a day', [code('a'), date('lt')], newest],
  ['a code on a day', [code('a'), date('eq')], newest],
  ['from a day on', [date('ge')], newest],
  ['another date', [valueDate], newest],
  ['what changed last', [changed], { by: 'stored', descending: true }],
  ['a code, by what changed last', [code('a')], { by: 'stored', descending: true }],
  ['by id', [code('a')], { by: 'id', descending: false }],
];

describe('how SQLite goes about a search', () => {
  let test: Awaited<ReturnType<typeof openTestSqlite>>;
  let lines: string[];
  let explaining: Db;
  beforeAll(async () => {
    test = await openTestSqlite(vaultMigrations);
    explaining = {
      ...test.db,
      engine: 'sqlite',
      async all<Row>(sql: string, parameters: Parameters<Db['all']>[1] = []): Promise<Row[]> {
        for (const row of await test.db.all<{ detail: string }>(`explain query plan ${sql}`, parameters))
          lines.push(`    ${row.detail}`);
        return [];
      },
    };
  });
  afterAll(() => test.remove());

  it('stands beside the store, for a page that goes on', async () => {
    const text: string[] = [];
    const explain = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      lines = [];
      await work();
      text.push(name, ...lines, '');
    };
    const store = findStore(explaining);
    for (const [name, where, order] of shapes) {
      const { parts } = planType(keys, 'Observation', where.map((criterion) => ({ criterion })), order, 1000); // biome-ignore format: one call
      await explain(name, () => store.page(RECORD, parts, order, PLACE, 20));
    }
    const { parts } = planType(
      keys,
      'Observation',
      [{ criterion: code('a') }, { criterion: date('ge') }],
      newest,
      1000,
    );
    await explain('the count of a code from a day on', () => store.count(RECORD, parts, newest, PLACE));
    const { parts: little } = planType(keys, 'Observation', [{ criterion: changed }], newest, 1000, true);
    await explain('the little that changed, newest first', () => store.page(RECORD, little, newest, PLACE, 20));
    const type = { type: 'Observation', condition: { sql: '1 = 1', parameters: [] } };
    await explain('the end of a stretch of a type', () => store.ahead(RECORD, type, newest, after, 5000));
    const token = { ...type, tokens: [Buffer.alloc(8)] };
    await explain('the end of a stretch of a code', () => store.ahead(RECORD, token, newest, after, 5000));
    const byId: Order = { by: 'id', descending: false };
    await explain('the end of a stretch of ids', () => store.ahead(RECORD, type, byId, after, 5000));
    await explain('the types of a record', () => store.types(RECORD));
    const always = { sql: '1 = 1', parameters: [] };
    await explain('the names of facts', () => store.namesOf(RECORD, [FACT], always));
    const history = historyStore(explaining);
    const version = { ...after, version: 1 };
    await explain('the history of a fact', () => history.ofFact(RECORD, FACT, always, 3, 20));
    await explain('the history of a type', () => history.ofTypes(RECORD, ['Observation'], always, 5, version, 20));
    await explain('the history of two types', () => history.ofTypes(RECORD, ['A', 'B'], always, null, version, 20));
    await expect(text.join('\n')).toMatchFileSnapshot('./find.plans.txt');
    // Never through all versions, nor by sorting a whole type.
    expect(text.join('\n')).not.toMatch(/SCAN (v|k|d)\b/);
  });
});
