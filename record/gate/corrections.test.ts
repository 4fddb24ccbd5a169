import { describeEngines } from '@chartwarden/db/testing';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { CorrectionKind, FactDetail, View } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const glucose = (id: string, value: string, day = '01'): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}],"text":"Glucose"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2020-05-${day}","valueQuantity":{"value":${value},"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"}}`;

describeEngines('corrections', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  const list = async (view: View) =>
    (
      await test.core.vault.read.page(await test.permit(owner, record, ['search'], view), {
        types: ['Observation'],
        limit: 1000,
      })
    ).facts;
  const read = async (id: FactId, view: View): Promise<FactDetail | null> =>
    test.core.vault.read.fact(await test.permit(owner, record, ['read'], view), id);
  const correct = async (id: FactId, kind: CorrectionKind, value?: unknown) => {
    test.clock.advance(1000);
    return test.core.vault.corrections.make(await test.permit(owner, record, ['update']), id, {
      kind,
      reason: 'the paper says otherwise',
      ...(value === undefined ? {} : { value }),
    });
  };
  const undo = async (id: FactId, correction: string) => {
    test.clock.advance(1000);
    return test.core.vault.corrections.undo(
      await test.permit(owner, record, ['update']),
      id,
      correction,
      'it was right',
    );
  };

  it('serves the corrected value beside the one that was received', async () => {
    await test.importAll(owner, record, [glucose('o1', '1.50')]);
    const id = (await list('effective'))[0]?.id as FactId;
    await correct(id, 'value', '6.40');
    const effective = await read(id, 'effective');
    expect(effective?.bytes.toString()).toContain('"value":6.40');
    expect(effective?.corrected).toBe(true);
    expect(effective?.versions.map((one) => [one.kind, one.current])).toEqual([
      ['received', false],
      ['corrected', true],
    ]);
    expect((await read(id, 'received'))?.bytes.toString()).toContain('"value":1.50');
  });

  it('leaves out what somebody says is not theirs, and brings it back', async () => {
    await test.importAll(owner, record, [glucose('o1', '1.50'), glucose('o2', '2')]);
    const id = (await list('effective'))[1]?.id as FactId;
    const made = await correct(id, 'not-mine');
    expect(await list('effective')).toHaveLength(1);
    expect(await list('received')).toHaveLength(2);
    await undo(id, made.id);
    expect(await list('effective')).toHaveLength(2);
  });

  it('stays in force when a newer version comes in, and when that is withdrawn again', async () => {
    await test.importAll(owner, record, [glucose('o1', '1.50')]);
    const id = (await list('effective'))[0]?.id as FactId;
    await correct(id, 'unit', 'mmol/L');
    const newer = await test.importAll(owner, record, [glucose('o1', '1.60')]);
    expect((await read(id, 'effective'))?.bytes.toString()).toMatch(/"value":1\.60,"unit":"mmol\/L"/);
    await test.core.vault.imports.withdraw(await test.permit(owner, record, ['delete']), newer.id, 'wrong file');
    expect((await read(id, 'effective'))?.bytes.toString()).toMatch(/"value":1\.50,"unit":"mmol\/L"/);
  });

  it('moves a fact in the order of time when its date is corrected', async () => {
    await test.importAll(owner, record, [glucose('o1', '1', '01'), glucose('o2', '2', '02')]);
    const [, older] = await list('effective');
    await correct(older?.id as FactId, 'date', '2021-01-01');
    expect((await list('effective'))[0]?.id).toBe(older?.id);
    expect((await list('received'))[1]?.id).toBe(older?.id);
  });

  it('refuses what does not fit and changes nothing', async () => {
    await test.importAll(owner, record, [glucose('o1', '1.50')]);
    const id = (await list('effective'))[0]?.id as FactId;
    const before = await read(id, 'effective');
    await expect(correct(id, 'value', { not: 'a number' })).rejects.toMatchObject({
      code: expect.stringMatching(/^CW-FHIR-06/),
    });
    await expect(correct(id, 'date', 'yesterday')).rejects.toMatchObject({
      code: expect.stringMatching(/^CW-FHIR-06/),
    });
    expect((await read(id, 'effective'))?.bytes.equals(before?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  it('leaves every received fact as it was through random corrections, each of which can be undone', async () => {
    const count = 8;
    await test.importAll(
      owner,
      record,
      Array.from({ length: count }, (_, at) => glucose(`o${at}`, `${at}.50`, String(10 + at))),
    );
    const received = async () => (await list('received')).map((one) => one.bytes.toString()).sort();
    const before = await received();
    const made: { readonly id: FactId; readonly correction: string }[] = [];
    let seed = 42;
    const random = (n: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % n;
    };
    const facts = (await list('received')).map((one) => one.id);
    for (let round = 0; round < 40; round += 1) {
      const id = facts[random(count)] as FactId;
      const standing = made.filter((one) => one.id === id);
      if (standing.length > 0 && random(3) === 0) {
        const one = standing[random(standing.length)] as (typeof made)[number];
        await undo(one.id, one.correction);
        made.splice(made.indexOf(one), 1);
      } else {
        const kinds: [CorrectionKind, unknown][] = [
          ['value', `${random(99)}.10`],
          ['unit', 'mmol/L'],
          ['date', `2019-0${1 + random(9)}-11`],
          ['status', 'amended'],
          ['not-mine', undefined],
          ['note', 'I ate before'],
        ];
        const [kind, value] = kinds[random(kinds.length)] as [CorrectionKind, unknown];
        const { id: correction } = await correct(id, kind, value);
        made.push({ id, correction });
      }
      expect(await received()).toEqual(before);
    }
    for (const one of made) await undo(one.id, one.correction);
    expect((await list('effective')).map((one) => one.bytes.toString()).sort()).toEqual(before);
  }, 60_000);
});
