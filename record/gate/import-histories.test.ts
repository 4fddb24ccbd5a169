import { describeEngines } from '@chartwarden/db/testing';
import type { FactId, ImportId, RecordId } from '@chartwarden/ids';
import type { View } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type NaiveFact, naiveRecord } from '../../tests/support/naive-imports.ts';
import { numbersFrom } from '../../tests/support/random.ts';
import { openTestCore, type TestCore } from './testing.ts';

/** The first two say when they were changed; of the others the order of the imports decides. */
const STAMPED = ['o1', 'o2'];
const PLAIN = ['o3', 'o4'];
const VALUES = ['1', '2', '3', '4'];
const STEPS = 36;

const textOf = ({ name, value, at }: NaiveFact): string =>
  JSON.stringify({
    resourceType: 'Observation',
    id: name,
    ...(at === null ? {} : { meta: { lastUpdated: new Date(at).toISOString() } }),
    status: 'final',
    code: { text: 'Glucose' },
    effectiveDateTime: '2020-05-01',
    valueQuantity: { value: Number(value) },
  });

describeEngines('a record after any history of imports', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  it.each([1, 2, 3, 4])(
    'holds what the imports hold that were not withdrawn (history %i)',
    async (seed) => {
      const below = numbersFrom(seed);
      const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
      const { vault } = test.core;
      const permit = (action: 'create' | 'delete' | 'update') => test.permit(owner, record, [action]);
      const counting: { readonly id: ImportId; readonly facts: readonly NaiveFact[] }[] = [];
      const waiting: typeof counting = [];
      const corrected = new Map<string, string>();

      const randomFacts = (names: readonly string[]): NaiveFact[] =>
        Array.from({ length: 1 + below(5) }, () => {
          const [name, value] = [pick(names), pick(VALUES)];
          // An upstream system stamps every change: what it said at one moment is always the same.
          return { name, value, at: STAMPED.includes(name) ? Date.UTC(2024, Number(value)) : null };
        });
      const page = async (view: View) => {
        const read = await test.permit(owner, record, ['search'], view);
        return (await vault.read.page(read, { limit: 100 })).facts;
      };
      const seen = async (view: View): Promise<Map<string, string>> =>
        new Map(
          (await page(view)).map((one) => [
            one.upstreamId ?? '',
            /"value":(\d)/.exec(one.bytes.toString())?.[1] ?? one.bytes.toString(),
          ]),
        );

      /** What the sources give one by one: each nothing but what stands in its own file. */
      const seenBySource = async (): Promise<Map<string, string>> => {
        const together = new Map<string, string>();
        for (const file of await vault.read.listSources(await test.permit(owner, record, ['search']))) {
          const asking = { actor: owner, record, actions: ['search'], purpose: 'self', channel: 'browser' } as const;
          const narrow = await test.core.gate.permit({ ...asking, slice: { sources: [file.id] }, request: {} });
          const facts = counting.find((one) => one.id === file.import?.id)?.facts ?? [];
          for (const one of (await vault.read.page(narrow, { limit: 100 })).facts) {
            const [name, value] = [one.upstreamId ?? '', /"value":(\d)/.exec(one.bytes.toString())?.[1] ?? ''];
            expect(facts.some((held) => held.name === name && held.value === value)).toBe(true);
            together.set(name, value);
          }
        }
        return together;
      };

      const steps: Readonly<Record<string, () => Promise<void>>> = {
        async import() {
          const facts = randomFacts([...STAMPED, ...PLAIN]);
          counting.push({ id: (await test.importAll(owner, record, facts.map(textOf))).id, facts });
        },
        // Where nothing but the order of the imports decides, it is that of their reading: only stamped facts wait.
        async stage() {
          const facts = randomFacts(STAMPED);
          waiting.push({ id: (await test.stageAll(owner, record, facts.map(textOf))).id, facts });
        },
        async commit() {
          const [one] = waiting.splice(below(waiting.length), 1);
          if (one === undefined) return;
          await vault.imports.commit(await permit('create'), one.id);
          counting.push(one);
        },
        async cancel() {
          const [one] = waiting.splice(below(waiting.length), 1);
          if (one === undefined) return;
          await vault.imports.cancel(await permit('create'), one.id, 'given up');
          await vault.imports.sweep(await permit('delete'));
        },
        async withdraw() {
          const [one] = counting.splice(below(counting.length), 1);
          if (one !== undefined) await vault.imports.withdraw(await permit('delete'), one.id, 'wrong file');
        },
        async correct() {
          const one = pick(await page('effective'));
          if (one === undefined) return;
          test.clock.advance(2000);
          const what = { kind: 'status', value: pick(['amended', 'corrected']), reason: 'because' } as const;
          await vault.corrections.make(await permit('update'), one.id as FactId, what);
          corrected.set(one.upstreamId ?? '', what.value);
        },
      };
      const order = [
        'import',
        'import',
        'import',
        'withdraw',
        'withdraw',
        'stage',
        'stage',
        'commit',
        'cancel',
        'correct',
      ];
      const told: string[] = [];
      for (let step = 0; step < STEPS; step += 1) {
        const name = pick(order);
        await steps[name]?.();
        told.push(name);
        const expected = naiveRecord(counting.map((one) => one.facts));
        const why = `${told.join(' ')}: ${JSON.stringify(counting.map((one) => one.facts))}`;
        expect(await seen('received'), why).toEqual(expected);
        expect(await seen('effective'), why).toEqual(expected);
        for (const one of await page('effective')) {
          const status = /"status":"(\w+)"/.exec(one.bytes.toString())?.[1];
          expect(status, why).toBe(corrected.get(one.upstreamId ?? '') ?? 'final');
        }
        if (step % 9 !== 8) continue;
        expect(await test.findings(record), why).toEqual([]);
        expect(await seenBySource(), why).toEqual(expected);
      }
    },
    120_000,
  );
});
