import { describeEngines } from '@chartwarden/db/testing';
import type { ImportId, RecordId, SourceId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, staged, type TestCore } from './testing.ts';

const fact = (id: string, value: string, more = ''): string =>
  `{"resourceType":"Observation","id":"${id}",${more}"status":"final","code":{"text":"Glucose"},"effectiveDateTime":"2020-05-01","valueQuantity":{"value":${value}}}`;
const stamped = (id: string, value: string, at: string, version?: string): string =>
  fact(id, value, `"meta":{"lastUpdated":"${at}"${version === undefined ? '' : `,"versionId":"${version}"`}},`);

describeEngines('imports', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  const values = async (): Promise<string[]> => {
    const page = await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 100 });
    return page.facts.map((one) => /"value":([\d.]+)/.exec(one.bytes.toString())?.[1] ?? '').sort();
  };
  const commit = async (id: ImportId) =>
    test.core.vault.imports.commit(await test.permit(owner, record, ['create']), id);
  const cancel = async (id: ImportId) =>
    test.core.vault.imports.cancel(await test.permit(owner, record, ['create']), id, 'given up');
  const sweep = async () => test.core.vault.imports.sweep(await test.permit(owner, record, ['delete']));

  it('keeps an older upstream version as history', async () => {
    await test.importAll(owner, record, [stamped('o1', '2.0', '2024-02-01T00:00:00Z')]);
    const older = await test.importAll(owner, record, [stamped('o1', '1.0', '2024-01-01T00:00:00Z')]);
    expect(older.details.counts).toMatchObject({ older: 1, newer: 0 });
    expect(await values()).toEqual(['2.0']);
  });

  it('orders versions of one moment by their version id', async () => {
    const at = '2024-02-01T00:00:00Z';
    await test.importAll(owner, record, [stamped('o1', '10', at, '10')]);
    await test.importAll(owner, record, [stamped('o1', '9', at, '9')]);
    expect(await values()).toEqual(['10']);
  });

  it('does not count a new stamp of an export as a change', async () => {
    await test.importAll(owner, record, [stamped('o1', '2.0', '2024-02-01T00:00:00Z')]);
    const again = await test.importAll(owner, record, [stamped('o1', '2.0', '2024-06-01T00:00:00Z')]);
    expect(again.details.counts).toMatchObject({ unchanged: 1, newer: 0 });
  });

  it('takes several versions of one fact from one file, the last of them current', async () => {
    const one = await test.importAll(owner, record, [fact('o1', '1'), fact('o1', '2'), fact('o1', '3')]);
    expect(one.details.counts).toMatchObject({ new: 1, newer: 2 });
    expect(await values()).toEqual(['3']);
  });

  it('keeps facts of different origins apart, and facts without an id by their content', async () => {
    await test.importAll(owner, record, [fact('o1', '1')], 'https://a.example/fhir');
    await test.importAll(owner, record, [fact('o1', '2')], 'https://b.example/fhir');
    await test.importAll(owner, record, [fact('o1', '3')], null);
    const again = await test.importAll(owner, record, [fact('o1', '3')], null);
    expect(again.details.counts).toMatchObject({ unchanged: 1 });
    expect(await values()).toEqual(['1', '2', '3']);
  });

  it('compares again when another import came first', async () => {
    await test.importAll(owner, record, [fact('o1', '1')]);
    const a = await test.stageAll(owner, record, [fact('o1', '2'), fact('o2', '5')]);
    const b = await test.stageAll(owner, record, [fact('o1', '3'), fact('o2', '5')]);
    await commit(a.id);
    expect(await values()).toEqual(['2', '5']);
    await commit(b.id);
    expect(await values()).toEqual(['3', '5']);
  });

  it('moves an import on that something else wrote meanwhile, from what stands there by then', async () => {
    const { imports } = test.core.vault;
    const { id } = await test.stageAll(owner, record, [fact('o1', '1')]);
    const permits = await Promise.all([1, 2, 3, 4].map(() => test.permit(owner, record, ['create'])));
    await Promise.all(permits.map((permit, at) => imports.setState(permit, id, 'ready', { at })));
    await commit(id);
    expect(await values()).toEqual(['1']);
  });

  it('leaves everything as it was when an import is given up, and removes its rows', async () => {
    await test.importAll(owner, record, [fact('o1', '1')]);
    const given = await test.stageAll(owner, record, [fact('o1', '2'), fact('o9', '9')]);
    await cancel(given.id);
    expect(await values()).toEqual(['1']);
    expect(await sweep()).toBe(2);
    expect(await values()).toEqual(['1']);
    const [left] = await test.db.all<{ n: number }>('select count(*) as n from fact_versions');
    expect(left?.n).toBe(1);
    const later = await test.importAll(owner, record, [fact('o1', '3')]);
    expect(later.details.counts).toMatchObject({ newer: 1 });
    expect(await values()).toEqual(['3']);
  });

  it('reads the same files anew after a start that broke off', async () => {
    const one = await test.stageAll(owner, record, [fact('o1', '1'), fact('o2', '2')]);
    await test.core.vault.imports.restart(await test.permit(owner, record, ['create']), one.id);
    const [source] = await test.db.all<{ source_id: Buffer }>('select source_id from sources');
    const id = source?.source_id
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as SourceId;
    const outcomes = await test.core.vault.imports.stage(await test.permit(owner, record, ['create']), one.id, id, [
      staged(fact('o1', '1'), 'https://hospital.example/fhir'),
    ]);
    expect(outcomes).toEqual(['new']);
    await test.core.vault.imports.setState(await test.permit(owner, record, ['create']), one.id, 'ready', {});
    await commit(one.id);
    expect(await values()).toEqual(['1']);
  });

  it('commits one of two imports at a time, and both in the end', async () => {
    const many = await Promise.all(
      ['1', '2', '3', '4'].map((value) => test.stageAll(owner, record, [fact(`o${value}`, value)])),
    );
    await Promise.all(many.map((one) => commit(one.id)));
    expect(await values()).toEqual(['1', '2', '3', '4']);
    const rows = await test.db.all<{ commit_seq: number }>('select commit_seq from imports order by commit_seq');
    expect(rows.map((row) => row.commit_seq)).toEqual([1, 2, 3, 4]);
  });

  it('commits nothing twice', async () => {
    const one = await test.importAll(owner, record, [fact('o1', '1')]);
    await expect(commit(one.id)).rejects.toMatchObject({ code: 'CW-VLT-007' });
    await expect(cancel(one.id)).rejects.toMatchObject({ code: 'CW-VLT-007' });
  });

  it('gives a file back byte for byte, and stores the same bytes once', async () => {
    const one = await test.importAll(owner, record, [fact('o1', '1')]);
    const again = await test.importAll(owner, record, [fact('o1', '1')]);
    const files = await test.core.vault.read.listSources(await test.permit(owner, record, ['search']));
    expect(files.map((file) => file.import?.id)).toEqual([again.id, one.id]);
    const found = await test.core.vault.read.source(
      await test.permit(owner, record, ['read']),
      files[0]?.id as SourceId,
    );
    const chunks: Buffer[] = [];
    for await (const chunk of found?.bytes ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe(fact('o1', '1'));
    const objects: string[] = [];
    for await (const address of test.objects.list()) objects.push(address);
    expect(objects).toHaveLength(1);
  });
});
