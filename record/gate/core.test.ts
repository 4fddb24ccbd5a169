import { describeWriters } from '@chartwarden/db/testing';
import type { FactId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const observation = (id: string, value: string, more = ''): string =>
  `{"resourceType":"Observation","id":"${id}",${more}"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}],"text":"Glucose"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2020-05-0${(id.length % 9) + 1}","valueQuantity":{"value":${value},"unit":"mg/dL"}}`;
const patient =
  '{"resourceType":"Patient","id":"p1","name":[{"family":"Zebrafink","given":["Quirina"]}],"birthDate":"1961-02-03"}';

describeWriters('the trusted core', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  it('takes facts in and gives them back with ids and references of its own, digits untouched', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient, observation('o1', '1.50'), observation('o22', '7')]);
    const page = await test.core.vault.read.page(await test.permit(owner, record, ['search']), {
      types: ['Observation'],
      limit: 10,
    });
    expect(page.facts).toHaveLength(2);
    const text = page.facts[1]?.bytes.toString('utf8') ?? '';
    expect(text).toContain('"value":1.50');
    expect(text).toContain(`"reference":"Patient/${record}"`);
    expect(text).not.toContain('"id":"o1"');
    expect(page.next).toBeNull();
  });

  it('shows nothing of an import before its commit', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    await test.stageAll(owner, record, [patient]);
    const types = await test.core.vault.read.types(await test.permit(owner, record, ['search']));
    expect(types).toEqual([]);
  });

  it('changes nothing when the same comes again, and adds one version when one fact is newer', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient, observation('o1', '1.50')]);
    const again = await test.importAll(owner, record, [patient, observation('o1', '1.50')]);
    expect(again.details.counts).toEqual({ new: 0, newer: 0, older: 0, unchanged: 2 });
    const newer = await test.importAll(owner, record, [patient, observation('o1', '1.60')]);
    expect(newer.details.counts).toEqual({ new: 0, newer: 1, older: 0, unchanged: 1 });
    const page = await test.core.vault.read.page(await test.permit(owner, record, ['search']), {
      types: ['Observation'],
      limit: 10,
    });
    expect(page.facts.map((fact) => fact.version)).toEqual([2]);
    const id = page.facts[0]?.id as FactId;
    const detail = await test.core.vault.read.fact(await test.permit(owner, record, ['read']), id);
    expect(detail?.versions.map((one) => [one.version, one.current])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('brings back what an import replaced when it is withdrawn', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [observation('o1', '1.50')]);
    const second = await test.importAll(owner, record, [observation('o1', '1.60')]);
    const third = await test.importAll(owner, record, [observation('o1', '1.70')]);
    await test.core.vault.imports.withdraw(await test.permit(owner, record, ['delete']), second.id, 'wrong file');
    const current = async () =>
      (await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 10 })).facts.map(
        (one) => /"value":([\d.]+)/.exec(one.bytes.toString())?.[1],
      );
    expect(await current()).toEqual(['1.70']);
    await test.core.vault.imports.withdraw(await test.permit(owner, record, ['delete']), third.id, 'wrong file');
    expect(await current()).toEqual(['1.50']);
  });

  it('leads references to the same places however many read at once', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const report =
      '{"resourceType":"DiagnosticReport","id":"d1","status":"final","code":{"text":"x"},"result":[{"reference":"Observation/o1"}]}';
    await test.importAll(owner, record, [observation('o1', '1.50'), report]);
    const read = async () =>
      (await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 10 })).facts;
    const pages = await Promise.all([read(), read(), read(), read()]);
    const target = pages[0]?.find((one) => one.type === 'Observation')?.id;
    for (const facts of pages)
      expect(facts.find((one) => one.type === 'DiagnosticReport')?.bytes.toString()).toContain(`Observation/${target}`);
  });

  it('ends a page of large facts early, and shows each fact once over all pages', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const data = 'QUJD'.repeat(250_000);
    const large = (id: number): string =>
      `{"resourceType":"DocumentReference","id":"d${id}","status":"current","content":[{"attachment":{"data":"${data}"}}]}`;
    await test.importAll(
      owner,
      record,
      Array.from({ length: 30 }, (_, id) => large(id)),
    );
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { limit: 1000, ...(cursor === undefined ? {} : { cursor }) };
      const page = await test.core.vault.read.page(await test.permit(owner, record, ['search']), query);
      seen.push(...page.facts.map((fact) => fact.id));
      sizes.push(page.facts.length);
      cursor = page.next;
    }
    expect(sizes).toEqual([17, 13]);
    expect(new Set(seen).size).toBe(30);
  });

  it('answers somebody without a relation as if there were nothing', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const other = await test.account('admin');
    await expect(test.permit(other, record, ['read'])).rejects.toMatchObject({ code: 'CW-GEN-002' });
  });

  it('opens again over the same data with the same access', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient]);
    await test.reopen();
    const types = await test.core.vault.read.types(await test.permit(owner, record, ['search']));
    expect(types).toEqual([{ type: 'Patient', count: 1 }]);
    expect((await test.core.ledger.verify()).problems).toEqual([]);
  });

  it('uses a permit once', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const permit = await test.permit(owner, record, ['search']);
    await test.core.vault.read.types(permit);
    await expect(test.core.vault.read.types(permit)).rejects.toMatchObject({ code: 'CW-VLT-003' });
    await expect(test.core.vault.read.types({ ...permit })).rejects.toMatchObject({ code: 'CW-VLT-003' });
  });
});
