import { describeEngines } from '@chartwarden/db/testing';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { Action, FindQuery, WriteOp } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const weight = (record: string, value: string, more = ''): Buffer =>
  Buffer.from(
    `{"resourceType":"Observation", "status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},"subject":{"reference":"Patient/${record}"},"effectiveDateTime":"2026-01-01","valueQuantity":{"value":${value},"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}${more}}`,
  );

const resource = (type: string, members: string): Buffer => Buffer.from(`{"resourceType":"${type}",${members}}`);

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
  const remove = async (id: FactId) => {
    test.clock.advance(1000);
    return test.core.vault.write.remove(await test.permit(owner, record, ['delete']), id);
  };
  const transact = async (ops: readonly WriteOp[]) =>
    test.core.vault.write.transaction(await test.permit(owner, record, ['create', 'update', 'delete']), ops);
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

  it('says nothing changed when what is sent says the same', async () => {
    const { id, served } = await create(weight(record, '70'));
    expect(await update(id, served.bytes)).toMatchObject({ version: 1, outcome: 'unchanged' });
    expect((await read(id))?.versions).toHaveLength(1);
  });

  it('takes an entry away, keeps what it was, and brings it back when it is written again', async () => {
    const { id } = await create(weight(record, '70'));
    expect(await remove(id)).toEqual({ id, version: 2, outcome: 'deleted' });
    expect(await read(id)).toBeNull();
    expect(await remove(id)).toEqual({ id, version: 2, outcome: 'deleted' });
    await expect(update(id, weight(record, '71'), 1)).rejects.toMatchObject({ code: 'CW-VLT-013' });
    expect(await update(id, weight(record, '71'))).toMatchObject({ version: 3, outcome: 'updated' });
    expect((await read(id))?.bytes.toString()).toContain('"value":71');
    expect(await test.findings(record)).toEqual([]);
  });

  it('writes all of a transaction or nothing of it, and lets its entries name each other', async () => {
    const ops = (condition: string): WriteOp[] => [
      { kind: 'create', fullUrl: 'urn:uuid:1', bytes: resource('Condition', condition) },
      {
        kind: 'create',
        bytes: resource('Observation', '"status":"final","code":{"text":"x"},"focus":[{"reference":"urn:uuid:1"}]'),
      },
    ];
    const good = ops(`"code":{"text":"c"},"subject":{"reference":"Patient/${record}"}`);
    const [first, second] = await transact(good);
    const [third, fourth] = await transact(good);
    const [last] = await entries();
    expect(last?.body).toMatchObject({ action: 'transaction', count: 2, types: ['Condition', 'Observation'] });
    expect(second).toMatchObject({ outcome: 'created' });
    const focus = async (one: { readonly id: FactId } | undefined) =>
      JSON.parse((await read(one?.id as FactId))?.bytes.toString() ?? '').focus[0].reference;
    expect(await focus(second)).toBe(`Condition/${first?.id}`);
    expect(await focus(fourth)).toBe(`Condition/${third?.id}`);
    expect(second && 'served' in second && second.served.bytes.toString()).toContain(`Condition/${first?.id}`);
    const before = (await entries()).length;
    const bad = transact(ops('"code":{"text":"c"},"subject":{"reference":"Patient/somebody-else"}'));
    await expect(bad).rejects.toMatchObject({ code: 'CW-VLT-014' });
    expect((await entries()).length).toBe(before);
  });

  it('refuses a transaction in which two writes change one entry, or that is too large', async () => {
    const { id } = await create(weight(record, '70'));
    const twice = [
      { kind: 'update', id, bytes: weight(record, '71') },
      { kind: 'delete', id },
    ] as const;
    await expect(transact(twice)).rejects.toMatchObject({ code: 'CW-VLT-020' });
    const many = Array.from({ length: 101 }, () => ({ kind: 'update' as const, id, bytes: weight(record, '1') }));
    await expect(transact(many)).rejects.toMatchObject({ code: 'CW-VLT-019' });
    expect((await read(id))?.versions).toHaveLength(1);
  });

  it('names what it writes about by its id here, wherever that came from', async () => {
    await test.importAll(owner, record, ['{"resourceType":"Encounter","id":"e1","status":"finished"}']);
    const page = await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 1 });
    const visit = page.facts[0]?.id;
    const { id } = await create(weight(record, '70', `,"encounter":{"reference":"Encounter/${visit}"}`));
    expect((await read(id))?.bytes.toString()).toContain(`"Encounter/${visit}"`);
    const related = await test.core.vault.read.related(await test.permit(owner, record, ['search']), id, 5);
    expect(related?.facts.map((one) => one.id)).toEqual([]);
    expect(await test.findings(record)).toEqual([]);
  });

  it('makes what is worked out of the record stale', async () => {
    await create(weight(record, '70'));
    const state = async () => (await test.core.vault.export.plan(await test.permit(owner, record, ['export']))).state;
    const before = await state();
    const { id } = await create(weight(record, '71'));
    const after = await state();
    expect(after).not.toBe(before);
    await update(id, weight(record, '72'));
    expect(await state()).not.toBe(after);
  });

  const loinc = (code: string): FindQuery => ({
    types: ['Observation'],
    where: [{ on: 'value', param: 'code', values: [{ kind: 'token', system: 'http://loinc.org', code }] }],
    limit: 1,
  });
  const createOnce = async (query = loinc('29463-7')) =>
    test.core.vault.write.create(await test.permit(owner, record, ['create', 'search']), {
      bytes: weight(record, '70'),
      ifNoneExist: query,
    });

  it('makes one of what several ask for at once if there is none', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => createOnce()));
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['created', 'found', 'found', 'found', 'found']);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const [last] = await entries();
    expect(last?.body).toMatchObject({ action: 'create', count: 1 });
  });

  it('refuses a condition that several fit, and one under a permit that does not search', async () => {
    await create(weight(record, '70'));
    await create(weight(record, '71'));
    await expect(createOnce()).rejects.toMatchObject({ code: 'CW-VLT-021' });
    expect(await createOnce(loinc('1-1'))).toMatchObject({ outcome: 'created' });
    const permit = await test.permit(owner, record, ['create']);
    const asked = { bytes: weight(record, '70'), ifNoneExist: loinc('1-1') };
    await expect(test.core.vault.write.create(permit, asked)).rejects.toMatchObject({ code: 'CW-VLT-003' });
  });

  it('changes, makes or takes away the only one that fits', async () => {
    const { write } = test.core.vault;
    const permit = () => test.permit(owner, record, ['create', 'update', 'delete', 'search']);
    const first = await write.updateWhere(await permit(), loinc('29463-7'), { bytes: weight(record, '70') });
    expect(first).toMatchObject({ outcome: 'created', version: 1 });
    test.clock.advance(1000);
    const second = await write.updateWhere(await permit(), loinc('29463-7'), { bytes: weight(record, '71') });
    expect(second).toMatchObject({ id: first.id, outcome: 'updated', version: 2 });
    expect(await write.removeWhere(await permit(), loinc('29463-7'))).toMatchObject({ id: first.id, version: 3 });
    await expect(write.removeWhere(await permit(), loinc('29463-7'))).rejects.toMatchObject({ code: 'CW-GEN-002' });
    expect(await test.findings(record)).toEqual([]);
  });

  it('names in a transaction what was found, and the person where a Patient is written', async () => {
    const { id } = await create(weight(record, '70'));
    const written = await test.core.vault.write.transaction(
      await test.permit(owner, record, ['create', 'search']),
      [
        { kind: 'create', fullUrl: 'urn:uuid:a', bytes: weight(record, '70'), ifNoneExist: loinc('29463-7') },
        { kind: 'create', fullUrl: 'http://elsewhere.example/Patient/7', bytes: resource('Patient', '"active":true') },
        {
          kind: 'create',
          bytes: resource(
            'Observation',
            '"status":"final","code":{"text":"x"},"subject":{"reference":"Patient/7"},"derivedFrom":[{"reference":"urn:uuid:a"}]',
          ),
        },
      ],
    ); // biome-ignore format: three entries
    expect(written[0]).toMatchObject({ id, outcome: 'found' });
    const found = await read(written[2]?.id as FactId);
    expect(found?.bytes.toString()).toContain(`"derivedFrom":[{"reference":"Observation/${id}"}]`);
    expect(found?.bytes.toString()).toContain(`"subject":{"reference":"Patient/${record}"}`);
  });

  it('makes a person of a Patient, which is the first entry of their record', async () => {
    const sent = '{"resourceType":"Patient","name":[{"family":"Lorde","given":["Audre"]}],"birthDate":"1934-02"}';
    const { record: made, fact } = await test.core.people.createFrom(
      owner,
      { name: 'Audre Lorde', relation: 'custodian' },
      Buffer.from(sent),
      {},
    );
    const of = (...actions: Action[]) => test.permit(owner, made, actions);
    expect(await test.core.vault.records.profile(await of('read'))).toEqual({ name: 'Audre Lorde' });
    const found = await test.core.vault.read.fact(await of('read'), fact);
    const { id: _id, meta: _meta, ...patient } = JSON.parse(found?.bytes.toString() ?? '');
    expect(patient).toEqual(JSON.parse(sent));
    expect(await test.findings(made)).toEqual([]);
    // What is written next hangs on the same import.
    await test.core.vault.write.create(await of('create'), { bytes: weight(made, '70') });
    expect(await test.core.vault.read.listImports(await of('search'))).toHaveLength(1);
    expect(await test.findings(made)).toEqual([]);
  });

  it('makes nobody of anything else', async () => {
    const before = test.core.gate.relations(owner).length;
    for (const [sent, code] of [
      ['{"resourceType":"Basic"}', 'CW-VLT-018'],
      ['{"resourceType":', 'CW-VLT-017'],
    ])
      await expect(
        test.core.people.createFrom(owner, { name: 'Nobody', relation: 'custodian' }, Buffer.from(sent ?? ''), {}),
      ).rejects.toMatchObject({ code });
    expect(test.core.gate.relations(owner)).toHaveLength(before);
  });
});
