import { describeEngines } from '@chartwarden/db/testing';
import type { FactId, ImportId, RecordId, SourceId } from '@chartwarden/ids';
import type { CorrectionKind, Import, View } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const fact = (id: string, value: string, at?: string): string =>
  `{"resourceType":"Observation","id":"${id}",${at === undefined ? '' : `"meta":{"lastUpdated":"${at}"},`}"status":"final","code":{"text":"Glucose"},"effectiveDateTime":"2020-05-01","valueQuantity":{"value":${value},"unit":"mg/dL"}}`;
const [MAY, JUNE, JULY] = ['2024-05-01T00:00:00Z', '2024-06-01T00:00:00Z', '2024-07-01T00:00:00Z'];

describeEngines('a withdrawn import', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
  });
  afterEach(() => test.remove());

  const list = async (view: View = 'effective', source?: SourceId) => {
    const permit = await test.core.gate.permit({
      ...{ actor: owner, record, actions: ['search'], purpose: 'self', channel: 'browser', view, request: {} },
      ...(source === undefined ? {} : { slice: { sources: [source] } }),
    });
    return (await test.core.vault.read.page(permit, { limit: 100 })).facts;
  };
  const values = async (view?: View, source?: SourceId): Promise<string[]> =>
    (await list(view, source)).map((one) => /"value":([\d.]+)/.exec(one.bytes.toString())?.[1] ?? '').sort();
  const take = (...facts: string[]): Promise<Import> => test.importAll(owner, record, facts);
  const stage = (...facts: string[]): Promise<Import> => test.stageAll(owner, record, facts);
  const commit = async (id: ImportId) =>
    test.core.vault.imports.commit(await test.permit(owner, record, ['create']), id);
  const withdraw = async ({ id }: Import, movedTo?: string) =>
    test.core.vault.imports.withdraw(await test.permit(owner, record, ['delete']), id, 'wrong file', movedTo);
  const correct = async (id: FactId, kind: CorrectionKind, value: string) => {
    test.clock.advance(2000);
    const permit = await test.permit(owner, record, ['update']);
    return test.core.vault.corrections.make(permit, id, { kind, value, reason: 'the paper says otherwise' });
  };
  const sourcesOf = async (): Promise<Map<ImportId, SourceId>> => {
    const files = await test.core.vault.read.listSources(await test.permit(owner, record, ['search']));
    return new Map(files.flatMap((file) => (file.import === null ? [] : [[file.import.id, file.id]])));
  };
  const heldBy = async (): Promise<(readonly string[])[]> =>
    Promise.all(
      (await list()).map(async ({ id }) => {
        const detail = await test.core.vault.read.fact(await test.permit(owner, record, ['read']), id);
        return detail?.sources.map((one) => one.id) ?? [];
      }),
    );

  it('takes away only what no other import has', async () => {
    const first = await take(fact('o1', '1'), fact('o2', '2'));
    const second = await take(fact('o1', '1'), fact('o3', '3'));
    await withdraw(first);
    expect(await values()).toEqual(['1', '3']);
    expect(await values('received')).toEqual(['1', '3']);
    const sources = await sourcesOf();
    expect(await values('effective', sources.get(second.id))).toEqual(['1', '3']);
    expect(await values('effective', sources.get(first.id))).toEqual([]);
    expect(await heldBy()).toEqual([[sources.get(second.id)], [sources.get(second.id)]]);
    expect(await test.findings(record)).toEqual([]);
    await withdraw(second);
    expect(await values()).toEqual([]);
    expect(await test.findings(record)).toEqual([]);
  });

  it('leaves a fact as long as one of several imports that have it counts', async () => {
    const imports = [await take(fact('o1', '1')), await take(fact('o1', '1')), await take(fact('o1', '1'))];
    for (const one of imports.slice(0, -1)) {
      await withdraw(one);
      expect(await values()).toEqual(['1']);
      expect(await test.findings(record)).toEqual([]);
    }
    await withdraw(imports[2] as Import, 'somebody else');
    expect(await values()).toEqual([]);
    expect((await take(fact('o1', '1'))).details.counts).toMatchObject({ new: 1, unchanged: 0 });
    expect(await values()).toEqual(['1']);
  });

  it('leaves a newer version that a later import has, too, and what that replaced stays replaced', async () => {
    await take(fact('o1', '1'));
    const newer = await take(fact('o1', '2'));
    const again = await take(fact('o1', '2'));
    await withdraw(newer);
    expect(await values()).toEqual(['2']);
    const third = await take(fact('o1', '3'));
    await withdraw(again);
    expect(await values()).toEqual(['3']);
    await withdraw(third);
    expect(await values()).toEqual(['1']);
    expect(await test.findings(record)).toEqual([]);
  });

  it('leaves an older version in history when a later import has what made it that', async () => {
    const late = await take(fact('o1', '3', JULY));
    const old = await take(fact('o1', '1', MAY));
    await take(fact('o1', '3', JULY));
    await withdraw(late);
    expect(await values()).toEqual(['3']);
    await take(fact('o1', '2', JUNE));
    expect(await values()).toEqual(['3']);
    await withdraw(old);
    expect(await values()).toEqual(['3']);
  });

  it('gives its facts to an import that was staged when it was withdrawn', async () => {
    await take(fact('o1', '1'));
    const newer = await take(fact('o1', '2'), fact('o2', '5'));
    const staged = await stage(fact('o1', '2'), fact('o2', '5'));
    expect(await values()).toEqual(['2', '5']);
    await withdraw(newer);
    expect(await values()).toEqual(['1']);
    await commit(staged.id);
    expect(await values()).toEqual(['2', '5']);
    expect(await test.findings(record)).toEqual([]);
    await withdraw(staged);
    expect(await values()).toEqual(['1']);
    expect(await test.findings(record)).toEqual([]);
  });

  it('leaves what an import has that was read beside it', async () => {
    const [a, b] = [await stage(fact('o1', '1')), await stage(fact('o1', '1'))];
    await commit(a.id);
    await commit(b.id);
    const sources = await sourcesOf();
    expect(await values()).toEqual(['1']);
    expect(await values('effective', sources.get(b.id))).toEqual(['1']);
    await withdraw(a);
    expect(await values()).toEqual(['1']);
    expect(await values('effective', sources.get(b.id))).toEqual(['1']);
    expect(await values('effective', sources.get(a.id))).toEqual([]);
    expect(await test.findings(record)).toEqual([]);
  });

  it('takes no correction with it, and brings none that was undone', async () => {
    const first = await take(fact('o1', '1'));
    const id = (await list())[0]?.id as FactId;
    const unit = await correct(id, 'unit', 'mmol/L');
    const newer = await take(fact('o1', '2'));
    await take(fact('o1', '2'));
    await withdraw(newer);
    expect((await list())[0]?.bytes.toString()).toMatch(/"value":2,"unit":"mmol\/L"/);
    expect(await test.findings(record)).toEqual([]);
    const third = await take(fact('o1', '3'));
    test.clock.advance(2000);
    const update = await test.permit(owner, record, ['update']);
    await test.core.vault.corrections.undo(update, id, unit.id, 'it was right');
    await correct(id, 'status', 'amended');
    await withdraw(third);
    const [current] = await list();
    expect(current?.bytes.toString()).toMatch(/"status":"amended".*"value":2,"unit":"mg\/dL"/);
    await withdraw(first);
    expect(await list()).toHaveLength(1);
    expect(await test.findings(record)).toEqual([]);
  });

  it('is withdrawn while another one is committed, in either order', async () => {
    const first = await take(fact('o1', '1'), fact('o2', '2'));
    const second = await take(fact('o2', '2'));
    const staged = await stage(fact('o1', '1'), fact('o3', '3'));
    await Promise.all([withdraw(first), commit(staged.id), withdraw(second)]);
    expect(await values()).toEqual(['1', '3']);
    expect(await test.findings(record)).toEqual([]);
  });

  it('leaves nothing to an import that was given up', async () => {
    const first = await take(fact('o1', '1'));
    const staged = await stage(fact('o1', '1'), fact('o2', '2'));
    await withdraw(first);
    const create = () => test.permit(owner, record, ['create']);
    await test.core.vault.imports.cancel(await create(), staged.id, 'given up');
    await test.core.vault.imports.sweep(await test.permit(owner, record, ['delete']));
    expect(await values()).toEqual([]);
    await take(fact('o1', '1'));
    expect(await values()).toEqual(['1']);
    expect(await test.findings(record)).toEqual([]);
  });

  it('lets every source of a fact be a source of what was corrected', async () => {
    const imports = [await take(fact('o1', '1')), await take(fact('o1', '1'))];
    const id = (await list())[0]?.id as FactId;
    await correct(id, 'unit', 'mmol/L');
    imports.push(await take(fact('o1', '1')));
    await correct(id, 'status', 'amended');
    imports.push(await take(fact('o1', '1')));
    const sources = await sourcesOf();
    for (const one of imports) {
      const [seen] = await list('effective', sources.get(one.id));
      expect(seen?.bytes.toString()).toMatch(/"status":"amended".*"unit":"mmol\/L"/);
    }
    expect((await heldBy())[0]?.toSorted()).toEqual([...sources.values()].sort());
    for (const one of imports.slice(0, -1)) {
      await withdraw(one);
      expect((await list())[0]?.corrected).toBe(true);
      expect(await values('effective', sources.get(one.id))).toEqual([]);
    }
    expect(await test.findings(record)).toEqual([]);
  });

  it('notes the sources of what is corrected under the newest tokens while a rotation is under way', async () => {
    const imports = [await take(fact('o1', '1')), await take(fact('o1', '1'))];
    const id = (await list())[0]?.id as FactId;
    const tokens = async (version: number): Promise<string[]> => {
      const sql = 'select source_token from provenance where version = ?';
      return (await test.db.all<{ source_token: Buffer }>(sql, [version])).map((row) =>
        row.source_token.toString('hex'),
      );
    };
    const before = await tokens(1);
    await test.core.keyring.renew(record);
    await correct(id, 'status', 'amended');
    const after = await tokens(2);
    expect([before.length, after.length]).toEqual([2, 2]);
    expect(after.filter((one) => before.includes(one))).toEqual([]);
    const sources = await sourcesOf();
    for (const one of imports) expect(await list('effective', sources.get(one.id))).toHaveLength(1);
    expect((await heldBy())[0]?.toSorted()).toEqual([...sources.values()].sort());
  });

  it('knows in an import what was corrected between its reading and its commit', async () => {
    await take(fact('o1', '1'), fact('o2', '5'));
    const staged = await stage(fact('o1', '2'), fact('o2', '5'));
    for (const { id } of await list()) await correct(id, 'unit', 'mmol/L');
    await commit(staged.id);
    const sources = await sourcesOf();
    for (const source of [undefined, sources.get(staged.id)]) {
      expect(await values('effective', source)).toEqual(['2', '5']);
      for (const one of await list('effective', source)) expect(one.bytes.toString()).toContain('mmol/L');
    }
    expect(await test.findings(record)).toEqual([]);
  });
});
