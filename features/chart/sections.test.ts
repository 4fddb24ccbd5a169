import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Chart } from './index.ts';
import { openTestChart } from './testing.ts';

type Holder = Actor & { readonly account: AccountId };

const observation = (id: string, day: string, value: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"${day}","valueQuantity":{"value":${value},"unit":"mg/dL"}}`;
const condition = (id: string, about: string): string =>
  `{"resourceType":"Condition","id":"${id}","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"${about}"},"subject":{"reference":"Patient/p"}}`;

describeEngines('a section of the chart', (engine) => {
  let test: TestCore;
  let owner: Holder;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [
      observation('o1', '2020-01-01', '90'),
      observation('o2', '2021-01-01', '1.50'),
      condition('c1', 'Zitronenfalter'),
    ]);
  });
  afterEach(() => test.remove());

  const chart = (most?: number): Chart =>
    openTestChart(test, { clock: { now: () => Date.UTC(2026, 0, 1) }, ...(most === undefined ? {} : { most }) }).chart;
  const read = (actor: Holder, section: 'results' | 'problems', most?: number) =>
    chart(most).sections.list({ actor, account: actor.account, request: {} }, record, section) as unknown as Promise<{
      readonly isWhole: boolean;
      readonly at: number;
      readonly analytes?: readonly { readonly id: string; readonly valued: number; readonly latest: { readonly id: string; readonly line: string } }[];
      readonly problems?: readonly { readonly words: string; readonly state: string }[];
    }>; // biome-ignore format: one shape

  it('is worked out from the record, its numbers as received, with one line in the log', async () => {
    const lines = async () => (await test.core.ledger.reader.list(record, { limit: 100 })).length;
    const before = await lines();
    const { analytes, isWhole, at } = await read(owner, 'results');
    expect((await lines()) - before).toBe(1);
    expect([isWhole, at]).toEqual([true, Date.UTC(2026, 0, 1)]);
    expect(analytes?.map((one) => [one.valued, one.latest.line])).toEqual([[2, '1.50 mg/dL']]);
    const id = analytes?.[0]?.id ?? '';
    const asked = { actor: owner, account: owner.account, request: {} };
    const { pieces } = await chart().sections.entry(asked, record, 'results', id, {});
    expect(pieces).toMatchObject([{ values: ['90', '1.50'], texts: ['2020-01-01', '2021-01-01'] }]);
    const later = await chart().sections.entry(asked, record, 'results', id, { from: Date.UTC(2022, 0, 1) });
    expect(later).toMatchObject({ analyte: { id, series: [{ unit: 'mg/dL', count: 2 }] }, pieces: [] });
    expect((await read(owner, 'problems')).problems).toMatchObject([{ words: 'Zitronenfalter', state: 'active' }]);
  });

  it('says when it is not worked out from everything', async () => {
    const { analytes, isWhole } = await read(owner, 'results', 1);
    expect(isWhole).toBe(false);
    expect(analytes?.[0]?.valued).toBe(1);
  });

  it('is worked out from what the grant covers, and is nothing for a stranger', async () => {
    const reader = await test.account('member');
    await expect(read(reader, 'problems')).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: { types: ['Observation'] },
        form: 'full_source_allowed', recipient: { kind: 'account', id: reader.account }, from: 0, until: null,
        capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
    const problems = await read(reader, 'problems');
    expect(problems).toMatchObject({ problems: [], isWhole: true });
    expect(JSON.stringify(problems)).not.toContain('Zitronenfalter');
    expect((await read(reader, 'results')).analytes?.[0]?.valued).toBe(2);
  });
});
