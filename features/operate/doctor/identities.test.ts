import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, staged, type TestCore } from '@chartwarden/gate/testing';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginnings, checkRecord } from './check-records.ts';

type Json = Readonly<Record<string, unknown>>;
interface Row {
  readonly identity: Buffer;
  readonly fact_id: Buffer;
  readonly type: string;
  readonly mac: Buffer;
}

const resource = (type: string, id: string, more: Json = {}): string =>
  JSON.stringify({ resourceType: type, id, status: 'finished', ...more });

describeEngines('the identity of a fact', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;

  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    const { imports } = test.core.vault;
    const create = () => test.permit(owner, record, ['create']);
    const { id } = await imports.begin(await create());
    const bytes = (async function* () {
      yield Buffer.from('a bundle');
    })();
    const source = await imports.addSource(await create(), id, { name: 'b', mediaType: 'application/json', bytes });
    await imports.setState(await create(), id, 'reading', {});
    const subject = { encounter: { reference: 'urn:uuid:visit-1' } };
    const texts = [
      resource('Encounter', 'visit-1'),
      resource('Encounter', 'visit-2'),
      resource('Condition', 'c', subject),
    ];
    const entries = texts.map((text) => {
      const one = staged(text, 'https://hospital.example/fhir');
      return { ...one, fact: { ...one.fact, fullUrl: `urn:uuid:${one.fact.id}` } };
    });
    await imports.stage(await create(), id, source.id, entries);
    await imports.setState(await create(), id, 'ready', {});
    await imports.commit(await create(), id);
  });
  afterEach(() => test.remove());

  const condition = async (): Promise<Json> => {
    const page = await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 10 });
    const fact = page.facts.find((one) => one.type === 'Condition');
    return JSON.parse(fact?.bytes.toString() ?? '{}') as Json;
  };
  const found = async (): Promise<string[]> => {
    const report = await checkRecord(test.core, record, await beginnings(test.core.ledger));
    return report.findings.map(({ kind, table, row }) => `${kind} ${table} ${row}`);
  };
  const rows = () => test.db.all<Row>('select identity, fact_id, type, mac from facts order by identity', []);
  const run = (sql: string, ...parameters: (string | Buffer)[]) => test.db.batch([{ sql, parameters, expect: 1 }]);
  /** As another process would see it: nothing is remembered. */
  const anew = () => test.reopen();

  it('is followed to the fact that was written with it, and doctor finds nothing', async () => {
    expect((await condition()).encounter).toEqual({ reference: expect.stringMatching(/^Encounter\//) });
    expect(await rows()).toHaveLength(6);
    expect(await found()).toEqual([]);
  });

  it('that was made to name another fact is refused when it is followed, and named', async () => {
    const visits = (await rows()).filter((row) => row.type === 'Encounter');
    const other = (row: Row): Buffer =>
      visits.find((one) => !one.fact_id.equals(row.fact_id))?.fact_id ?? Buffer.alloc(16);
    for (const row of visits) await run('update facts set fact_id = ? where identity = ?', other(row), row.identity);
    await anew();
    await expect(condition()).rejects.toThrow(expect.objectContaining({ code: 'CW-VLT-001' }));
    expect((await found()).sort()).toEqual(
      visits.map(({ identity }) => `changed facts ${identity.toString('hex')}`).sort(),
    );
    await expect(
      test.importAll(owner, record, [resource('Encounter', 'visit-1', { class: { code: 'AMB' } })]),
    ).rejects.toThrow(expect.objectContaining({ code: 'CW-VLT-001' }));
  });

  it('has corrected versions that doctor names when a mark hides them', async () => {
    const read = await test.permit(owner, record, ['search']);
    const fact = (await test.core.vault.read.page(read, { limit: 10 })).facts.find((one) => one.type === 'Condition');
    if (fact === undefined) throw new Error('no condition');
    const note = { kind: 'note', value: 'mine', reason: 'a reason' } as const;
    await test.core.vault.corrections.make(await test.permit(owner, record, ['update']), fact.id, note);
    expect(await found()).toEqual([]);
    for (const mark of ['covered', 'retired']) {
      await run(`update fact_versions set ${mark} = 1 where layer = 1`);
      expect(await found()).toEqual([expect.stringMatching(/^unreadable fact_versions /)]);
      await run(`update fact_versions set ${mark} = 0 where layer = 1`);
    }
    expect(await found()).toEqual([]);
  });

  it('is named by doctor when it was removed or added', async () => {
    const all = await rows();
    for (const { identity, fact_id, type, mac } of all) {
      await run('delete from facts where identity = ?', identity);
      expect(await found()).toEqual([`removed facts ${identity.toString('hex')}`]);
      const added = Buffer.from(identity);
      added.writeUInt8(added.readUInt8(0) ^ 1, 0);
      const insert = 'insert into facts (record_id, identity, fact_id, type, mac) values (?, ?, ?, ?, ?)';
      const scope = Buffer.from(record.replaceAll('-', ''), 'hex');
      await run(insert, scope, added, fact_id, type, mac);
      await run(insert, scope, identity, fact_id, type, mac);
      expect(await found()).toEqual([`added facts ${added.toString('hex')}`]);
      await run('delete from facts where identity = ?', added);
    }
    expect(await found()).toEqual([]);
  });
});
