import { describeEngines } from '@chartwarden/db/testing';
import type { FactId, RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const weight = (record: string, value: string, more = ''): Buffer =>
  Buffer.from(
    `{"resourceType":"Observation", "status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},"subject":{"reference":"Patient/${record}"},"effectiveDateTime":"2026-01-01","valueQuantity":{"value":${value},"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}${more}}`,
  );

describeEngines('direct writes', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  const create = async (bytes: Buffer) =>
    test.core.vault.write.create(await test.permit(owner, record, ['create']), { bytes });
  const update = async (id: FactId, bytes: Buffer, ifMatch?: number) => {
    test.clock.advance(1000);
    return test.core.vault.write.update(await test.permit(owner, record, ['update']), id, {
      bytes,
      ...(ifMatch === undefined ? {} : { ifMatch }),
    });
  };
  const read = async (id: FactId) => test.core.vault.read.fact(await test.permit(owner, record, ['read']), id);
  const entries = async () =>
    (await test.core.ledger.reader.list(record, { limit: 100 })).flatMap((one) => (one.sealed ? [] : [one]));

  it('reads back what was written, byte for byte but for id and meta', async () => {
    const bytes = weight(record, '70.50');
    const written = await create(bytes);
    expect(written).toMatchObject({ version: 1, outcome: 'created' });
    const found = await read(written.id);
    const meta = `"id":"${written.id}","meta":{"versionId":"1","lastUpdated":"2026-01-02T03:04:05.000Z"}`;
    const expected = bytes.toString().replace('"Observation",', `"Observation",${meta},`);
    expect(found?.bytes.toString()).toBe(expected);
    expect(written.served.bytes.toString()).toBe(expected);
  });

  it('names in one entry what was written: action, type, id and digest', async () => {
    const written = await create(weight(record, '70'));
    const before = (await entries()).length;
    await create(weight(record, '71'));
    const [last] = await entries();
    expect((await entries()).length).toBe(before + 1);
    expect(last?.body).toMatchObject({ action: 'create', outcome: 'done', types: ['Observation'], count: 1 });
    expect(last?.body.digests).toHaveLength(1);
    expect(written.id).not.toBe('');
  });

  it('makes a new version of what was written here, and keeps the old one', async () => {
    const { id } = await create(weight(record, '70'));
    const second = await update(id, weight(record, '71.0'));
    expect(second).toMatchObject({ version: 2, outcome: 'updated' });
    const found = await read(id);
    expect(found?.bytes.toString()).toContain('"value":71.0');
    expect(found?.versions.map(({ version, current }) => [version, current])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(await test.findings(record)).toEqual([]);
  });

  it('lets one of two writers win who named the same version', async () => {
    const { id } = await create(weight(record, '70'));
    const answers = await Promise.allSettled([
      update(id, weight(record, '71'), 1),
      update(id, weight(record, '72'), 1),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'CW-VLT-013' } });
    expect((await read(id))?.versions).toHaveLength(2);
  });

  it('refuses to make an entry somebody else’s, and an entry of another type', async () => {
    const { id } = await create(weight(record, '70'));
    await expect(update(id, weight('somebody-else', '70'))).rejects.toMatchObject({ code: 'CW-VLT-014' });
    await expect(create(weight('somebody-else', '70'))).rejects.toMatchObject({ code: 'CW-VLT-014' });
    const other = Buffer.from('{"resourceType":"Basic","code":{"text":"x"}}');
    await expect(update(id, other)).rejects.toMatchObject({ code: 'CW-VLT-018' });
    expect((await read(id))?.versions).toHaveLength(1);
  });
});
