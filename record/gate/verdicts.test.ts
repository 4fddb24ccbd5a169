import { describeEngines } from '@chartwarden/db/testing';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { VerdictWord } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const glucose = (id: string, value: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"Glucose"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2020-05-01","valueQuantity":{"value":${value},"unit":"mg/dL"}}`;
const condition = (id: string): string =>
  `{"resourceType":"Condition","id":"${id}","code":{"text":"Asthma"},"subject":{"reference":"Patient/p"}}`;

describeEngines('what is said about two facts', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  let ids: readonly FactId[];
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [glucose('o1', '90'), glucose('o2', '91'), condition('c1')]);
    ids = (await gathered()).facts.map((one) => one.id);
  });
  afterEach(() => test.remove());

  const gathered = async (who = owner) =>
    test.core.vault.read.gather(await test.permit(who, record, ['search']), ['Observation', 'Condition'], 100);
  const say = async (verdict: VerdictWord, one = 0, other = 1, who = owner) => {
    test.clock.advance(1000);
    const facts = [ids[one] as FactId, ids[other] as FactId] as const;
    return test.core.vault.verdicts.say(await test.permit(who, record, ['update']), {
      verdict,
      facts,
      reason: 'one tube',
    });
  };
  const standing = async (who = owner) =>
    (await gathered(who)).verdicts.filter((one) => one.undoneAt === null).map((one) => one.verdict);

  it('is kept with who said it, and every fact is served as before', async () => {
    const before = (await gathered()).facts;
    const made = await say('same');
    expect(made).toMatchObject({ verdict: 'same', undoneAt: null, said: { by: owner.account, reason: 'one tube' } });
    expect(await gathered()).toMatchObject({ verdicts: [made] });
    expect((await gathered()).facts).toEqual(before);
    const detail = await test.core.vault.read.fact(await test.permit(owner, record, ['read']), ids[0] as FactId);
    expect([detail?.corrections, detail?.versions.length]).toEqual([[], 1]);
  });

  it('is taken back once, and both stand in the log', async () => {
    const { id } = await say('same');
    const undo = async () =>
      test.core.vault.verdicts.undo(await test.permit(owner, record, ['update']), id, 'two tubes');
    expect((await undo()).said).toMatchObject({ reason: 'one tube', undoReason: 'two tubes' });
    expect(await standing()).toEqual([]);
    await expect(undo()).rejects.toMatchObject({ code: 'CW-VLT-009' });
    const lines = await test.core.ledger.reader.list(record, { limit: 100 });
    const actions = lines.flatMap((one) => (one.sealed ? [] : one.body.action));
    expect(actions.filter((one) => one.startsWith('verdict')).sort()).toEqual(['verdict', 'verdict-undo']);
  });

  it('is none of the corrections: not to be undone as one, and a corrected fact keeps its version', async () => {
    const update = () => test.permit(owner, record, ['update']);
    await test.core.vault.corrections.make(await update(), ids[0] as FactId, {
      kind: 'value',
      value: '95',
      reason: 'paper',
    });
    const { id } = await say('same');
    await expect(test.core.vault.corrections.undo(await update(), ids[0] as FactId, id, 'no')).rejects.toMatchObject({
      code: 'CW-GEN-002',
    });
    await test.importAll(owner, record, [glucose('o3', '90')]);
    const detail = await test.core.vault.read.fact(await test.permit(owner, record, ['read']), ids[0] as FactId);
    expect(detail).toMatchObject({ corrected: true, version: 2 });
  });

  it('is about two facts of one type', async () => {
    await expect(say('same', 0, 2)).rejects.toMatchObject({ code: 'CW-VLT-009' });
    await expect(say('same', 0, 0)).rejects.toMatchObject({ code: 'CW-VLT-009' });
  });

  it('is said by whoever may change both, and known to whoever sees both', async () => {
    const reader = await test.account('member');
    const grant = (facts: readonly FactId[], actions: readonly ('search' | 'update')[]) =>
      test.core.gate.changeAccess(
        owner,
        {
          kind: 'consent', record, effect: 'permit', actions, slice: { facts }, form: 'full_source_allowed',
          recipient: { kind: 'account', id: reader.account }, from: 0, until: null, capacity: 'self',
        },
        {},
      ); // biome-ignore format: one consent
    const { id } = await say('same');
    await grant(ids.slice(0, 1), ['search', 'update']);
    const undo = async (actor = owner) =>
      test.core.vault.verdicts.undo(await test.permit(actor, record, ['update']), id).catch((error: unknown) => error);
    expect(await undo(reader)).toMatchObject({ code: 'CW-GEN-002' });
    await undo(owner);
    // That it was taken back already is nothing for whoever does not see both.
    expect(await undo(reader)).toMatchObject({ code: 'CW-GEN-002' });
    expect(await undo(owner)).toMatchObject({ code: 'CW-VLT-009' });
    await say('same');
    expect(await standing(reader)).toEqual([]);
    await expect(say('different', 0, 1, reader)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await grant(ids.slice(1, 2), ['search']);
    const told = (await gathered(reader)).verdicts.at(-1);
    expect(told).toMatchObject({ verdict: 'same' });
    expect(told?.said).toBeUndefined();
    await grant(ids.slice(1, 2), ['update']);
    await say('different', 0, 1, reader);
    expect(await standing()).toEqual(['same', 'different']);
  });

  it('outlives new keys, and the record is what was written', async () => {
    await say('later');
    const actor = { kind: 'system', role: 'system' } as const;
    const asking = { actor, record, actions: ['update'], purpose: 'operate', channel: 'system', request: {} } as const;
    await test.core.vault.rotation.rotate(await test.core.gate.permit(asking));
    expect(await standing()).toEqual(['later']);
    expect(await test.findings(record)).toEqual([]);
  });
});
