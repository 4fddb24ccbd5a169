import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Asking } from './asking.ts';
import type { Chart } from './index.ts';
import { openTestChart } from './testing.ts';

const RESOURCES = {
  known: {
    resourceType: 'Observation',
    id: 'known',
    status: 'final',
    code: {
      coding: [
        { system: 'http://clinic.example/codes', code: 'HBA' },
        { system: 'http://loinc.org', code: '4548-4', display: 'HbA1c as the clinic calls it' },
      ],
    },
    valueQuantity: { value: 6.1, unit: '%' },
  },
  unknown: { resourceType: 'Condition', id: 'unknown', code: { text: 'Asthma' } },
  procedure: {
    resourceType: 'Procedure',
    id: 'procedure',
    status: 'completed',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '195967001' }] },
  },
};

describeEngines('the gloss of a fact', (engine) => {
  let test: TestCore;
  let who: Asking;
  let record: RecordId;
  let chart: Chart;

  beforeEach(async () => {
    test = await openTestCore(engine);
    const owner: Actor & { readonly account: AccountId } = await test.account('owner');
    who = { actor: owner, account: owner.account, request: {} };
    record = await test.person(owner, 'Quirina');
    await test.importAll(
      owner,
      record,
      Object.values(RESOURCES).map((one) => JSON.stringify({ ...one, subject: { reference: 'Patient/p' } })),
    );
    chart = openTestChart(test).chart;
  });
  afterEach(() => test.remove());

  const lines = async () => (await chart.facts(who, record, { limit: 10, view: 'effective' })).facts;
  const detail = async (type: string, view: 'effective' | 'received' = 'effective') => {
    const line = (await lines()).find((one) => one.type === type);
    return chart.fact(who, record, line?.id ?? '', view);
  };

  it('explains the first code that we know, beside what the record says', async () => {
    const { gloss, title } = await detail('Observation');
    expect(gloss).toMatchObject({ name: 'Hemoglobin A1c', language: 'en' });
    expect(gloss?.source.address).toMatch(/^https:\/\/medlineplus\.gov\//);
    expect(title).toBe('HbA1c as the clinic calls it');
  });

  it('is null for words without a code, and for a type whose code means something else', async () => {
    expect((await detail('Condition')).gloss).toBeNull();
    expect((await detail('Procedure')).gloss).toBeNull();
  });

  it('follows a correction of the code, and the record as received keeps its own', async () => {
    const { id } = await detail('Observation');
    const vitaminD = { coding: [{ system: 'http://loinc.org', code: '62292-8' }] };
    await chart.correct(who, record, id, { kind: 'code', value: vitaminD, reason: 'Mixed up' });
    expect((await detail('Observation')).gloss?.name).toBe('Vitamin D');
    expect((await detail('Observation', 'received')).gloss?.name).toBe('Hemoglobin A1c');
    await chart.correct(who, record, id, { kind: 'code', value: 'Something else', reason: 'Mixed up again' });
    expect((await detail('Observation')).gloss).toBeNull();
  });

  it('does not travel with lists', async () => {
    expect(JSON.stringify(await lines())).not.toMatch(/gloss|three months|medlineplus/);
  });
});
