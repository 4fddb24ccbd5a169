import { describeEngines } from '@chartwarden/db/testing';
import type { RecordId } from '@chartwarden/ids';
import type { WriteOp } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

describeEngines('a large transaction', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  const op = (at: number, subject: string = record): WriteOp => ({
    kind: 'create',
    fullUrl: `urn:uuid:${at}`,
    bytes: Buffer.from(
      `{"resourceType":"Observation","status":"final","code":{"text":"${at}"},"subject":{"reference":"Patient/${subject}"},"derivedFrom":[{"reference":"urn:uuid:${at === 0 ? 120 : at - 1}"}]}`,
    ),
  });
  const transact = async (ops: readonly WriteOp[]) =>
    test.core.vault.write.transaction(await test.permit(owner, record, ['create']), ops);
  const all = async () =>
    (await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 1000 })).facts;
  const MANY = Array.from({ length: 121 }, (_, at) => at);

  it('is written whole, with one line, and its entries name each other whichever comes first', async () => {
    const written = await transact(MANY.map((at) => op(at)));
    const [line] = await test.core.ledger.reader.list(record, { limit: 1 });
    expect(line?.sealed === false && line.body).toMatchObject({ action: 'transaction', count: 121 });
    expect(written.map(({ outcome }) => outcome)).toEqual(MANY.map(() => 'created'));
    const byId = new Map((await all()).map((one) => [String(one.id), one.bytes.toString()]));
    expect(byId.size).toBe(121);
    expect(byId.get(written[0]?.id ?? '')).toContain(`"Observation/${written[120]?.id}"`);
    expect(byId.get(written[120]?.id ?? '')).toContain(`"Observation/${written[119]?.id}"`);
    expect(await test.findings(record)).toEqual([]);
    // What is written next changes it like any other.
    const changed = await test.core.vault.write.remove(
      await test.permit(owner, record, ['delete']),
      written[7]?.id as never,
    );
    expect(changed).toMatchObject({ version: 2, outcome: 'deleted' });
    expect(await test.findings(record)).toEqual([]);
  });

  it('leaves nothing when one of its entries is refused', async () => {
    await expect(transact(MANY.map((at) => op(at, at === 110 ? 'somebody' : record)))).rejects.toMatchObject({
      code: 'CW-VLT-014',
    });
    expect(await all()).toEqual([]);
    for (const table of ['fact_versions', 'facts', 'fact_tokens', 'provenance', 'import_batches'])
      expect(await test.db.all(`select 1 as one from ${table}`)).toEqual([]);
    expect(await test.findings(record)).toEqual([]);
  });

  it('keeps whoever was granted a part inside of it', async () => {
    const carer = await test.account('member');
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['create'], recipient: { kind: 'account', id: carer.account },
        slice: { types: ['Condition'] }, form: 'full_source_allowed', from: 0, until: null, capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
    const permit = await test.core.gate.permit({
      ...{ actor: carer, record, actions: ['create'], purpose: 'care', channel: 'api', request: {} },
    });
    const writing = test.core.vault.write.transaction(
      permit,
      MANY.map((at) => op(at)),
    );
    await expect(writing).rejects.toMatchObject({ code: 'CW-GATE-003' });
    expect(await all()).toEqual([]);
  });
});
