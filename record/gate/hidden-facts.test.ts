import { describeEngines } from '@chartwarden/db/testing';
import type { SearchCriterion } from '@chartwarden/fhir';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { Action, FindQuery, Form, Slice } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linesDuring } from '../../tests/support/lines-during.ts';
import { openTestCore, type TestCore } from './testing.ts';

const PLAIN = '2345-7';
/** Labelled by its code (HIV). */
const HIV = '20447-9';

const observation = (record: string, code: string, value = '1'): string =>
  `{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"${code}"}]},"subject":{"reference":"Patient/${record}"},"effectiveDateTime":"2020-05-01","valueQuantity":{"value":${value},"unit":"mg/dL"}}`;

const token = (param: string, code: string): SearchCriterion => ({
  on: 'value', param, values: [{ kind: 'token', code }],
}); // biome-ignore format: one condition

describeEngines('what somebody may not see, by way of FHIR', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  type Who = typeof owner;
  const permit = (who: Who, ...actions: Action[]) =>
    test.core.gate.permit({
      ...{ actor: who, record, actions, purpose: who === owner ? 'self' : 'care', channel: 'api', view: 'effective' },
      request: {},
    });
  const create = async (text: string, who = owner) =>
    test.core.vault.write.create(await permit(who, 'create'), { bytes: Buffer.from(text) });
  const update = async (id: FactId, text: string, who = owner) => {
    test.clock.advance(1000);
    return test.core.vault.write.update(await permit(who, 'update'), id, { bytes: Buffer.from(text) });
  };
  const remove = async (id: FactId) => {
    test.clock.advance(1000);
    return test.core.vault.write.remove(await permit(owner, 'delete'), id);
  };
  const find = async (who: Who, query: Partial<FindQuery>) =>
    test.core.vault.find(await permit(who, 'search'), { types: [], where: [], limit: 10, ...query });
  const versions = async (who: Who, id: FactId) => {
    const found = await test.core.vault.historyOf(await permit(who, 'read'), id, { limit: 10 });
    return found?.entries.map(({ version }) => version) ?? null;
  };
  const ofTypes = async (who: Who) =>
    (await test.core.vault.historyOfType(await permit(who, 'search'), [], { limit: 10 })).entries.map(
      ({ version }) => version,
    );
  const grant = async (actions: readonly Action[], slice: Slice, form: Form = 'full_source_allowed'): Promise<Who> => {
    const reader = await test.account('member');
    const recipient = { kind: 'account', id: reader.account } as const;
    const consent = { kind: 'consent', record, effect: 'permit', actions, recipient, slice, form } as const;
    await test.core.gate.changeAccess(owner, { ...consent, from: 0, until: null, capacity: 'self' }, {});
    return reader;
  };

  it('is not told by an older deletion of a fact that became something hidden', async () => {
    const reader = await grant(['read', 'search'], { types: ['Observation'] });
    const { id } = await create(observation(record, PLAIN));
    await remove(id);
    expect(await versions(reader, id)).toEqual([2, 1]);
    await update(id, observation(record, HIV));
    expect([await versions(reader, id), await ofTypes(reader)]).toEqual([null, []]);
    await remove(id);
    expect([await versions(reader, id), await ofTypes(reader)]).toEqual([null, []]);
    expect(await versions(owner, id)).toEqual([4, 3, 2, 1]);
  });

  it('leaves a line when a condition of a write tells that something is there', async () => {
    const reader = await grant(['read', 'search', 'create', 'update'], { types: ['Observation'] });
    const { id } = await create(observation(record, PLAIN));
    await create(observation(record, PLAIN, '2'));
    const query: FindQuery = { types: ['Observation'], where: [token('code', PLAIN)], limit: 2 };
    const bytes = Buffer.from(observation(record, PLAIN));
    const several = async () =>
      test.core.vault.write.create(await permit(reader, 'create', 'search'), { bytes, ifNoneExist: query });
    const other = async () => test.core.vault.write.update(await permit(reader, 'update'), id, { bytes, ifMatch: 7 });
    for (const [work, code] of [
      [several, 'CW-VLT-021'],
      [other, 'CW-VLT-013'],
    ] as const) {
      const { lines } = await linesDuring(test.core, reader.account, () =>
        expect(work()).rejects.toMatchObject({ code }),
      );
      expect(lines.map(({ body }) => body)).toMatchObject([{ outcome: 'refused', code }]);
    }
  });

  it('does not take what it had no time to look at for what is not there', async () => {
    const large = `{"note":[{"text":"${'a'.repeat(1_000_000)}"}],`;
    await test.importAll(
      owner,
      record,
      Array.from({ length: 22 }, (_none, at) => observation(record, PLAIN, String(at + 1)).replace('{', large)),
    );
    const value: SearchCriterion = {
      on: 'value',
      param: 'value-quantity',
      values: [{ kind: 'quantity', prefix: 'gt', value: '30' }],
    };
    const ifNoneExist: FindQuery = { types: ['Observation'], where: [value], limit: 2 };
    const bytes = Buffer.from(observation(record, PLAIN, '31'));
    const write = async () =>
      test.core.vault.write.create(await permit(owner, 'create', 'search'), { bytes, ifNoneExist });
    await expect(write()).rejects.toMatchObject({ code: 'CW-FHIR-080' });
  });

  it('finds by dates and words that the form leaves out nothing that is shown by dates and codes only', async () => {
    const period = '"period":{"start":"2019-01-01","end":"2019-02-01"}';
    await create(
      `{"resourceType":"DocumentReference","status":"current","subject":{"reference":"Patient/${record}"},"date":"2020-01-01T00:00:00Z","type":{"text":"Letter"},"context":{${period}},"content":[{"attachment":{"title":"A"}}]}`,
    );
    const reader = await grant(['read', 'search'], { types: ['DocumentReference'] }, 'metadata_only');
    const types = ['DocumentReference'];
    const inside = { on: 'value', param: 'period', values: [{ kind: 'date', prefix: 'ge', low: 0, high: 0 }] } as const;
    const words = { on: 'missing', param: 'type', missing: false } as const;
    expect((await find(reader, { types })).facts).toHaveLength(1);
    expect((await find(owner, { types, where: [inside, words] })).facts).toHaveLength(1);
    for (const one of [inside, words])
      await expect(find(reader, { types, where: [one] })).rejects.toMatchObject({ code: 'CW-GATE-005' });
  });

  it('answers alike whatever is wrong with what is sent for a fact that is not seen, and for none', async () => {
    const reader = await grant(['read', 'update'], { types: ['Observation'] });
    const { id } = await create(observation(record, HIV));
    for (const one of [id, '01a20a65-0000-7000-8000-000000000000' as FactId])
      for (const text of [observation('0190c0de-0000-7000-8000-000000000001', PLAIN), '{', observation(record, PLAIN)])
        await expect(update(one, text, reader)).rejects.toMatchObject({ code: 'CW-GEN-002' });
  });

  it('answers a transaction about what is not seen alike, whatever else is wrong with it', async () => {
    const reader = await grant(['search', 'create', 'update', 'delete'], { types: ['Observation'] });
    const { id } = await create(observation(record, HIV));
    for (const text of ['1', '2']) await create(observation(record, PLAIN, text));
    const bytes = Buffer.from(observation(record, PLAIN));
    const ifNoneExist: FindQuery = { types: ['Observation'], where: [token('code', PLAIN)], limit: 2 };
    for (const one of [id, '01a20a65-0000-7000-8000-000000000000' as FactId]) {
      const taken = { kind: 'delete', id: one } as const;
      for (const others of [
        [taken],
        [{ kind: 'create', bytes, ifNoneExist } as const],
        Array.from({ length: 200 }, () => ({ kind: 'create', bytes }) as const),
      ])
        await expect(
          permit(reader, 'search', 'create', 'delete').then((permit) =>
            test.core.vault.write.transaction(permit, [...others, taken]),
          ),
        ).rejects.toMatchObject({ code: 'CW-GEN-002' });
    }
  });

  it('is told by no further page of thousands of facts that they do not see', async () => {
    const reader = await grant(['read', 'search'], { codes: [{ system: 'http://loinc.org', code: PLAIN }] });
    const many = Array.from({ length: 5_001 }, (_none, at) => observation(record, '1234-5', String(at)));
    await test.importAll(owner, record, [...many, observation(record, PLAIN).replace('2020-05', '2021-05')]);
    const stored = {
      on: 'value',
      param: '_lastUpdated',
      values: [{ kind: 'date', prefix: 'ge', low: 0, high: 0 }],
    } as const;
    const query = { types: ['Observation'], where: [stored], limit: 1, total: true };
    expect(await find(reader, query)).toMatchObject({ facts: [{ type: 'Observation' }], next: null, total: 1 });
    expect(await find(owner, query)).toMatchObject({ next: expect.any(String), total: 5_002 });
  });
});
