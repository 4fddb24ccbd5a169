import { describeEngines } from '@chartwarden/db/testing';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { EntryBody } from '@chartwarden/ledger';
import type { CorrectionKind } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const glucose = (id: string, value: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"Glucose"},"effectiveDateTime":"2020-05-01","valueQuantity":{"value":${value},"unit":"mg/dL"}}`;

describeEngines('a correction of a fact whose newer version waits to be taken in', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  let id: FactId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [glucose('o1', '1')]);
    id = (await page())[0]?.id as FactId;
  });
  afterEach(() => test.remove());

  const page = async () =>
    (await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 10 })).facts;
  const values = async () => (await page()).map((fact) => /"value":([^,]*)/.exec(fact.bytes.toString())?.[1]);
  const correct = async (kind: CorrectionKind, value?: string) => {
    test.clock.advance(1000);
    const said = { kind, reason: 'the paper says otherwise', ...(value === undefined ? {} : { value }) };
    return test.core.vault.corrections.make(await test.permit(owner, record, ['update']), id, said);
  };
  const wait = async (value: string) => {
    const { id: waiting } = await test.stageAll(owner, record, [glucose('o1', value)]);
    return async () => test.core.vault.imports.commit(await test.permit(owner, record, ['create']), waiting);
  };
  const findings = async () => {
    const entries: { readonly body: EntryBody }[] = [];
    for (const scope of ['instance', record] as const)
      for (const entry of (await test.core.ledger.reader.list(scope, { limit: 1000 })).toReversed())
        if (!entry.sealed && (scope === record || entry.body.record === record)) entries.push(entry);
    const actor = { kind: 'system', role: 'system' } as const;
    const request = { actor, record, actions: ['read'], purpose: 'operate', channel: 'system', request: {} } as const;
    return (await test.core.vault.checks.check(await test.core.gate.permit(request), entries)).findings;
  };

  it('keeps out what was disowned meanwhile', async () => {
    const commit = await wait('2');
    await correct('not-mine');
    await commit();
    expect(await values()).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  it('serves the newer version with what was said meanwhile, once', async () => {
    const commit = await wait('2');
    await correct('value', '77');
    await commit();
    expect(await values()).toEqual(['77']);
    expect(await findings()).toEqual([]);
  });

  it('brings back what was taken back meanwhile', async () => {
    const made = await correct('not-mine');
    const commit = await wait('2');
    test.clock.advance(1000);
    const permit = await test.permit(owner, record, ['update']);
    await test.core.vault.corrections.undo(permit, id, made.id, 'it was mine');
    await commit();
    expect(await values()).toEqual(['2']);
    expect(await findings()).toEqual([]);
  });

  it('holds when both happen in the same moment, or says that the record has moved', async () => {
    for (let round = 0; round < 6; round += 1) {
      const commit = await wait(`${round + 2}`);
      const correcting = correct('value', `7${round}`).then(
        () => 'made',
        (error) => error.code,
      );
      for (let turn = 0; turn < round; turn += 1) await new Promise(setImmediate);
      const [said] = await Promise.all([correcting, commit()]);
      expect(['made', 'CW-VLT-008']).toContain(said);
      if (said === 'made') expect(await values()).toEqual([`7${round}`]);
      else expect(await values()).toHaveLength(1);
    }
    expect(await findings()).toEqual([]);
  });
});
