import { describeEngines } from '@chartwarden/db/testing';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const observation = (id: string, day: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"Glucose"},"effectiveDateTime":"${day}"}`;
const condition = (id: string): string =>
  `{"resourceType":"Condition","id":"${id}","code":{"text":"Asthma"},"subject":{"reference":"Patient/p"}}`;

describeEngines('gathering facts of several types', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [
      observation('o1', '2020-01-01'),
      observation('o2', '2021-01-01'),
      condition('c1'),
      '{"resourceType":"Goal","id":"g1","lifecycleStatus":"active","description":{"text":"x"}}',
    ]);
  });
  afterEach(() => test.remove());

  const gather = async (types: readonly string[], most = 10) => {
    const { facts, isWhole } = await test.core.vault.read.gather(
      await test.permit(owner, record, ['search']),
      types,
      most,
    );
    return { ids: facts.map((one) => one.upstreamId), isWhole };
  };

  it('gives each type newest first, and one line in the log for all of them', async () => {
    const lines = async () => (await test.core.ledger.reader.list(record, { limit: 100 })).length;
    const before = await lines();
    expect(await gather(['Observation', 'Condition'])).toEqual({ ids: ['o2', 'o1', 'c1'], isWhole: true });
    expect((await lines()) - before).toBe(1);
  });

  it('says when it left something out, also when it never came to a type', async () => {
    expect(await gather(['Observation', 'Condition'], 1)).toEqual({ ids: ['o2'], isWhole: false });
    expect(await gather(['Observation', 'Condition'], 2)).toEqual({ ids: ['o2', 'o1'], isWhole: false });
    expect(await gather(['Observation', 'Condition'], 3)).toEqual({ ids: ['o2', 'o1', 'c1'], isWhole: true });
  });

  it('gives what the grant covers and nothing else', async () => {
    const reader = await test.account('member');
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: { types: ['Condition'] }, form: 'full_source_allowed',
        recipient: { kind: 'account', id: reader.account }, from: 0, until: null, capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
    const permit = await test.core.gate.permit({
      actor: reader, record, actions: ['search'], purpose: 'care', channel: 'api', request: {},
    }); // biome-ignore format: one request
    const { facts } = await test.core.vault.read.gather(permit, ['Observation', 'Condition'], 10);
    expect(facts.map((one) => one.type)).toEqual(['Condition']);
  });
});
