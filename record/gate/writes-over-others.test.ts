import { describeEngines } from '@chartwarden/db/testing';
import type { SearchValue } from '@chartwarden/fhir';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { Action, Form, Slice } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const glucose = (subject: string, value: string, more = '', code = '2345-7'): string =>
  `{"resourceType":"Observation",${more}"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"${code}"}]},"subject":{"reference":"Patient/${subject}"},"effectiveDateTime":"2020-05-01","valueQuantity":{"value":${value},"unit":"mg/dL"}}`;

describeEngines('writes over what others brought or wrote', (engine) => {
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
  const all = async (who = owner) =>
    (await test.core.vault.read.page(await permit(who, 'search'), { limit: 100 })).facts;
  const read = async (id: FactId, who = owner) => test.core.vault.read.fact(await permit(who, 'read'), id);
  const create = async (text: string, who = owner) =>
    test.core.vault.write.create(await permit(who, 'create'), { bytes: Buffer.from(text) });
  const update = async (id: FactId, text: string, who = owner, ifMatch?: number) => {
    test.clock.advance(1000);
    const match = ifMatch === undefined ? {} : { ifMatch };
    return test.core.vault.write.update(await permit(who, 'update'), id, { bytes: Buffer.from(text), ...match });
  };
  const remove = async (id: FactId, who = owner) => test.core.vault.write.remove(await permit(who, 'delete'), id);
  const imported = async (value: string) => {
    const one = await test.importAll(owner, record, [glucose('p1', value, '"id":"o1",')]);
    return { import: one, id: (await all())[0]?.id as FactId };
  };
  const grant = async (actions: readonly Action[], slice: Slice, form: Form = 'full_source_allowed'): Promise<Who> => {
    const reader = await test.account('member');
    const recipient = { kind: 'account', id: reader.account } as const;
    await test.core.gate.changeAccess(
      owner,
      { kind: 'consent', record, effect: 'permit', actions, recipient, slice, form, from: 0, until: null, capacity: 'self' },
      {},
    ); // biome-ignore format: one consent
    return reader;
  };

  it('lays the new content over what came from elsewhere, as a correction that can be undone', async () => {
    const { id } = await imported('1.50');
    const written = await update(id, glucose(record, '6.40'), owner, 1);
    expect(written).toMatchObject({ version: 2, outcome: 'updated' });
    const found = await read(id);
    expect(found?.bytes.toString()).toContain('"value":6.40');
    expect(found?.bytes.toString()).toBe(written.served.bytes.toString());
    expect(found?.versions.map(({ kind }) => kind)).toEqual(['received', 'corrected']);
    await expect(update(id, glucose(record, '7'), owner, 1)).rejects.toMatchObject({ code: 'CW-VLT-013' });
    const [correction] = found?.corrections ?? [];
    expect(correction).toMatchObject({ kind: 'replaced', by: owner.account });
    await test.core.vault.corrections.undo(await permit(owner, 'update'), id, correction?.id ?? '', 'it was right');
    expect((await read(id))?.bytes.toString()).toContain('"value":1.50');
    expect(await test.findings(record)).toEqual([]);
  });

  it('keeps what was written over a fact when its origin sends a newer version', async () => {
    const { id } = await imported('1.50');
    await update(id, glucose(record, '6.40'));
    test.clock.advance(1000);
    await test.importAll(owner, record, [glucose('p1', '1.60', '"id":"o1",')]);
    const found = await read(id);
    expect(found?.bytes.toString()).toContain('"value":6.40');
    await test.core.vault.corrections.undo(
      await permit(owner, 'update'),
      id,
      found?.corrections[0]?.id ?? '',
      'it was right',
    );
    expect((await read(id))?.bytes.toString()).toContain('"value":1.60');
    expect(await test.findings(record)).toEqual([]);
  });

  it('writes over a correction of what was written here, so that what is read is what was written', async () => {
    const { id } = await create(glucose(record, '1'));
    const said = { kind: 'value', value: '2', reason: 'the paper says otherwise' } as const;
    await test.core.vault.corrections.make(await permit(owner, 'update'), id, said);
    await update(id, glucose(record, '3'));
    expect((await read(id))?.bytes.toString()).toContain('"value":3');
  });

  it('disowns what came from elsewhere when it is deleted, and brings it back when that is undone', async () => {
    const { id } = await imported('1.50');
    expect(await remove(id)).toEqual({ id, version: 1, outcome: 'deleted' });
    expect(await read(id)).toBeNull();
    const received = await test.permit(owner, record, ['read'], 'received');
    const [correction] = (await test.core.vault.read.fact(received, id))?.corrections ?? [];
    expect(correction).toMatchObject({ kind: 'not-mine', undoneAt: null });
    await test.core.vault.corrections.undo(await permit(owner, 'update'), id, correction?.id ?? '', 'it is mine');
    expect((await read(id))?.bytes.toString()).toContain('"value":1.50');
  });

  it('keeps what somebody writes apart who was granted a part, and shows them nothing more', async () => {
    const { id: unseen } = await create(glucose(record, '9', '', '1234-5'));
    const slice: Slice = { codes: [{ system: 'http://loinc.org', code: '2345-7' }] };
    const carer = await grant(['create', 'update', 'delete', 'read', 'search'], slice);
    const { id } = await create(glucose(record, '1'), carer);
    expect((await all(carer)).map((one) => one.id)).toEqual([id]);
    expect(await update(id, glucose(record, '2'), carer)).toMatchObject({ version: 2 });
    expect((await all()).map((one) => one.id).sort()).toEqual([unseen, id].sort());
    for (const denied of [
      update(unseen, glucose(record, '1', '', '1234-5'), carer),
      remove(unseen, carer),
      update('01a20a65-0000-7000-8000-000000000000' as FactId, glucose(record, '1'), carer),
    ])
      await expect(denied).rejects.toMatchObject({ code: 'CW-GEN-002' });
    expect((await read(unseen))?.versions).toHaveLength(1);
    const imports = await test.db.all<{ n: number }>('select count(*) as n from imports', []);
    expect(imports[0]?.n).toBe(2);
  });

  it('lets nobody write outside of their part', async () => {
    const slice: Slice = { codes: [{ system: 'http://loinc.org', code: '2345-7' }] };
    const carer = await grant(['create', 'update', 'read'], slice);
    await expect(create(glucose(record, '1', '', '1234-5'), carer)).rejects.toMatchObject({ code: 'CW-GATE-003' });
    const { id } = await create(glucose(record, '1'), carer);
    await expect(update(id, glucose(record, '1', '', '1234-5'), carer)).rejects.toMatchObject({ code: 'CW-GATE-003' });
    expect((await read(id))?.versions).toHaveLength(1);
    expect(await all()).toHaveLength(1);
  });

  it('answers somebody who may only add with what they sent, and lets them read nothing', async () => {
    const carer = await grant(['create'], { types: ['Observation'] });
    const { served } = await create(glucose(record, '1'), carer);
    expect(served.bytes.toString()).toContain('"value":1');
    await expect(all(carer)).rejects.toMatchObject({ code: expect.stringMatching(/^CW-/) });
  });

  it('does not change what somebody else wrote for whoever was granted a part: it is corrected', async () => {
    const { id } = await create(glucose(record, '1'));
    const carer = await grant(['update', 'read'], { types: ['Observation'] });
    await update(id, glucose(record, '2'), carer);
    const found = await read(id);
    expect(found?.bytes.toString()).toContain('"value":2');
    expect(found?.corrections).toMatchObject([{ kind: 'replaced', by: carer.account }]);
  });

  it('labels what is written, at each write, and keeps it from who may not see the label', async () => {
    const carer = await grant(['read', 'search'], { types: ['Condition', 'Observation'] });
    const coded = (code: string): string =>
      `{"resourceType":"Condition","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"${code}"}]},"subject":{"reference":"Patient/${record}"}}`;
    const { id, served } = await create(coded('J45'));
    expect(served.labels).toEqual([]);
    expect(await all(carer)).toHaveLength(1);
    expect((await update(id, coded('B20'))).served.labels).toContain('HIV');
    expect(await all(carer)).toHaveLength(0);
    expect(await read(id, carer)).toBeNull();
  });

  it('tells nobody by a condition what is left out of what they see', async () => {
    await create(glucose(record, '9'));
    const carer = await grant(['create', 'search', 'read'], { types: ['Observation'] }, 'metadata_only');
    const asOutline = () =>
      test.core.gate.permit({
        ...{ actor: carer, record, actions: ['create', 'search'], purpose: 'care', channel: 'api', request: {} },
        form: 'metadata_only',
      });
    const once = async (param: string, value: SearchValue) =>
      test.core.vault.write.create(await asOutline(), {
        bytes: Buffer.from(glucose(record, '1')),
        ifNoneExist: { types: ['Observation'], where: [{ on: 'value', param, values: [value] }], limit: 2 },
      });
    const code = { kind: 'token', code: '2345-7' } as const;
    const found = await once('code', code);
    expect(found).toMatchObject({ outcome: 'found' });
    expect(found.served.bytes.toString()).not.toContain('"value":9');
    const value = { kind: 'quantity', prefix: 'eq', value: '9' } as const;
    await expect(once('value-quantity', value)).rejects.toMatchObject({ code: 'CW-GATE-005' });
  });

  it('takes the person by an address of this server, too, and nobody by another', async () => {
    const text = glucose(record, '1');
    const at = (host: string, id: string) => text.replace(`Patient/${record}`, `https://${host}/fhir/R4/Patient/${id}`);
    const { id } = await create(at('here.example', record));
    expect((await read(id))?.bytes.toString()).toContain(`"reference":"Patient/${record}"`);
    await expect(create(at('here.example', 'p1'))).rejects.toMatchObject({ code: 'CW-VLT-014' });
  });
});
