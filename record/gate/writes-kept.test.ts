import { describeEngines } from '@chartwarden/db/testing';
import { describe as describeFact } from '@chartwarden/fhir';
import { type FactId, idToBytes, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Action, ArchivedVersion, RestoredVersion } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const observation = (record: string, text: string, more = ''): Buffer =>
  Buffer.from(
    `{"resourceType":"Observation","status":"final","code":{"text":"${text}"},"subject":{"reference":"Patient/${record}"}${more}}`,
  );

describeEngines('what was written, and what is done with a record', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  /** Written twice; written and deleted; from elsewhere, and written over. */
  let [changed, gone, over]: FactId[] = [];
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, ['{"resourceType":"Observation","id":"o1","code":{"text":"theirs"}}']);
    over = (await all())[0]?.id;
    gone = await create('gone');
    changed = await create('first', `,"derivedFrom":[{"reference":"Observation/${over}"}]`);
    test.clock.advance(1000);
    await update(changed, 'second', `,"derivedFrom":[{"reference":"Observation/${over}"}]`);
    await update(over as FactId, 'ours', `,"derivedFrom":[{"reference":"Observation/${changed}"}]`);
    await test.core.vault.write.remove(await permit('delete'), gone);
  });
  afterEach(() => test.remove());

  const permit = (...actions: Action[]) => test.permit(owner, record, actions);
  const asSystem = (action: Action, of = record) => {
    const actor: Actor = { kind: 'system', role: 'system' };
    const asking = { actor, purpose: 'operate', channel: 'system', request: {} } as const;
    return test.core.gate.permit({ ...asking, record: of, actions: [action] });
  };
  const all = async (of = record, view: 'effective' | 'received' = 'effective') =>
    (await test.core.vault.read.page(await test.permit(owner, of, ['search'], view), { limit: 100 })).facts;
  const create = async (text: string, more = '') =>
    (await test.core.vault.write.create(await permit('create'), { bytes: observation(record, text, more) })).id;
  const update = async (id: FactId | undefined, text: string, more = '') =>
    test.core.vault.write.update(await permit('update'), id as FactId, { bytes: observation(record, text, more) });
  const texts = async (of = record) =>
    (await all(of)).map(({ bytes }) => (JSON.parse(bytes.toString()) as { code: { text: string } }).code.text).sort();
  const row = (id: FactId | undefined, version: number) => [idToBytes(record), idToBytes(id as string), version];
  const damage = (sql: string, ...parameters: (string | number | Uint8Array)[]) =>
    test.db.batch([{ sql, parameters }], {});

  it('is all found by the doctor to be what was written', async () => {
    expect(await texts()).toEqual(['ours', 'second']);
    expect(await test.findings(record)).toEqual([]);
  });

  it('is named by the doctor when a row of it was flipped, removed, added or rolled back', async () => {
    const where = 'record_id = ? and fact_id = ? and version = ?';
    const [before] = await test.db.all<{ body: Buffer }>(
      `select body from fact_versions where ${where}`,
      row(changed, 2),
    );
    const body = before?.body as Buffer;
    const flipped = Buffer.from(body);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    await damage(`update fact_versions set body = ? where ${where}`, flipped, ...row(changed, 2));
    expect(await test.findings(record)).toContainEqual(expect.objectContaining({ table: 'fact_versions' }));
    await damage(`update fact_versions set body = ? where ${where}`, body, ...row(changed, 2));
    expect(await test.findings(record)).toEqual([]);

    // Shows what was deleted, and hides that it was: its mark says something else.
    await damage(`update fact_versions set superseded_by = null where ${where}`, ...row(gone, 1));
    expect(await test.findings(record)).toContainEqual(expect.objectContaining({ kind: 'unreadable' }));
    const importNo = 'import_no';
    await damage(`update fact_versions set superseded_by = ${importNo} where ${where}`, ...row(gone, 1));
    expect(await test.findings(record)).toEqual([]);

    await damage(`delete from fact_versions where ${where}`, ...row(gone, 2));
    expect(await test.findings(record)).toContainEqual(expect.objectContaining({ kind: 'removed' }));
  });

  it('is named by the doctor when its name was removed', async () => {
    await damage('delete from facts where record_id = ? and identity = ?', idToBytes(record), idToBytes(gone ?? ''));
    expect(await test.findings(record)).toContainEqual(expect.objectContaining({ kind: 'removed', table: 'facts' }));
  });

  it('is named by the doctor when a row was added to it', async () => {
    const names =
      'type, layer, import_no, stored_at, upstream_at, date_sort, date_high, content_tag, label_set, origin_token, superseded_by, covered, retired, held_by, marks_mac, row_version, body';
    await damage(
      `insert into fact_versions (record_id, fact_id, version, ${names})
       select record_id, fact_id, 7, ${names} from fact_versions where record_id = ? and fact_id = ? and version = ?`,
      ...row(changed, 2),
    );
    expect(await test.findings(record)).toContainEqual(expect.objectContaining({ kind: 'added' }));
  });

  it('outlives new keys', async () => {
    await test.core.vault.rotation.rotate(await asSystem('update'));
    expect(await texts()).toEqual(['ours', 'second']);
    expect(await test.findings(record)).toEqual([]);
    await update(changed, 'third');
    await create('more');
    expect(await texts()).toEqual(['more', 'ours', 'third']);
    expect(await test.findings(record)).toEqual([]);
  });

  it('goes when the import on which it hangs is withdrawn, and what was deleted with it does not come back', async () => {
    const imports = await test.core.vault.read.listImports(await permit('search'));
    const standing = imports.find(({ details }) => details.standing === true);
    await test.core.vault.imports.withdraw(await permit('delete'), standing?.id as never, 'all of it was wrong');
    expect(await texts()).toEqual(['ours']);
    expect(await test.findings(record)).toEqual([]);
    // The next write has an import of its own.
    await create('again');
    expect(await texts()).toEqual(['again', 'ours']);
    expect(await test.findings(record)).toEqual([]);
  });

  it('goes with the keys when the person is erased', async () => {
    await test.core.vault.erasure.removeRemains(record, []);
    for (const table of ['facts', 'fact_versions', 'fact_tokens', 'provenance', 'imports', 'corrections'])
      expect(await test.db.all(`select 1 as one from ${table}`)).toEqual([]);
  });

  it('comes back from an archive as it was: versions, deletions, and what was written over others', async () => {
    const archive = await test.core.vault.export.archive(await permit('export'));
    const kept = await gathered(archive.kept());
    const back = await test.person(owner, 'Quirina again');
    await restore(back, archive.said, archive.files, kept);
    const again = await test.core.vault.export.archive(await test.permit(owner, back, ['export']));
    const plain = (one: ArchivedVersion) => ({ ...one, bytes: one.bytes.toString() });
    expect((await gathered(again.kept())).map(plain)).toEqual(kept.map(plain));
    const served = async (of: RecordId) =>
      (await all(of)).map(({ bytes }) => bytes.toString().replaceAll(of, 'PERSON'));
    expect(await served(back)).toEqual(await served(record));
    expect(await test.findings(back)).toEqual([]);
    // And is written on.
    const written = await test.core.vault.write.update(await test.permit(owner, back, ['update']), changed as FactId, {
      bytes: observation(back, 'third'),
    });
    expect(written).toMatchObject({ id: changed, version: 3, outcome: 'updated' });
    expect(await texts(back)).toEqual(['ours', 'third']);
    expect(await test.findings(back)).toEqual([]);
  });

  async function gathered<T>(list: AsyncIterable<T>): Promise<T[]> {
    const found: T[] = [];
    for await (const one of list) found.push(one);
    return found;
  }

  /** As intake does it with what the reader of an archive says. */
  async function restore(
    into: RecordId,
    said: Awaited<ReturnType<TestCore['core']['vault']['export']['archive']>>['said'],
    files: Awaited<ReturnType<TestCore['core']['vault']['export']['archive']>>['files'],
    kept: readonly ArchivedVersion[],
  ): Promise<void> {
    const { imports } = test.core.vault;
    const create = () => test.permit(owner, into, ['create']);
    const { id } = await imports.begin(await create());
    const bytes = (async function* () {
      yield Buffer.from('the archive');
    })();
    const source = await imports.addSource(await create(), id, { name: 'a', mediaType: 'application/zip', bytes });
    await imports.setState(await create(), id, 'reading', {});
    for (const file of files)
      await imports.restoreSource(await create(), id, {
        ...{ name: file.name, mediaType: file.mediaType, bytes: file.content() },
        of: { id: file.id, receivedAt: file.receivedAt, archive: source.id },
      });
    await imports.restoreSaid(
      await create(),
      id,
      said.map(({ id, fact, at, undoneAt, by, reason, ...more }) => ({
        ...{ id, fact, at, undoneAt, by, reason: reason ?? '' },
        said: more as never,
      })),
    );
    await imports.restoreVersions(
      await create(),
      id,
      kept.map((one): RestoredVersion => {
        const { fact, type, version, storedAt, sources } = one;
        const place = { fact, type, version, storedAt, sources };
        return one.layer === 'received'
          ? {
              ...{ ...place, layer: 'received', current: one.current, origin: one.origin, bytes: one.bytes },
              ...(one.deleted ? { deleted: true as const } : {}),
              described: describeFact(one.bytes, sources[0]?.place ?? ''),
            }
          : {
              ...{ ...place, layer: 'corrected', of: one.of ?? 0, inForce: one.inForce },
              corrections: one.corrections ?? [],
            };
      }),
    );
    await imports.setState(await create(), id, 'ready', {});
    await imports.commit(await create(), id);
  }
});
