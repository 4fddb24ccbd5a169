import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { FactId, RecordId, SourceId } from '@chartwarden/ids';
import { verifyLineProof } from '@chartwarden/ledger-proof';
import type { Action } from '@chartwarden/vault';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import type { Asking } from '../asking.ts';
import { operateMigrations } from '../operate.migrations.ts';
import { observation, patient } from '../operate.testing.ts';
import { type ArchiveExports, type ArchiveKind, createArchiveExports } from './archive.service.ts';
import { safeName } from './names.ts';
import type { ChartWordsIn } from './ports.ts';

/** Members of an archive by path. */
async function opened(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

/** Files of a folder by path. */
async function unpacked(archive: Readable): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const entry of archive.pipe(extract())) files.set(entry.header.name, await buffer(entry));
  return files;
}

/** Stands for the chart's words. */
const chart: ChartWordsIn = (language) => ({
  line: async ({ type, bytes }) => ({
    section: type === 'Observation' ? 'results' : 'others',
    date: null,
    title: JSON.parse(bytes.toString()).code?.text ?? type,
    value: null, status: null, from: null, corrected: false, labels: [],
  }),
  title: (section) => `${section} in ${language}`,
  moment: (at) => new Date(at).toISOString(),
  corrected: 'corrected',
  sections: ['results', 'others'],
}); // biome-ignore format: a few words

const HOSTILE = '<script>alert(1)</script><img src=x onerror=y> "&\u202e';
const large = `{"resourceType":"DocumentReference","id":"d1","status":"current","content":[{"attachment":{"contentType":"text/plain","data":"${'QUJD'.repeat(80_000)}"}}]}`;

describeEngines('everything about a person as one archive', (engine) => {
  let test: TestCore;
  let archives: ArchiveExports;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  let who: Asking;
  const hostile = JSON.stringify({
    resourceType: 'Condition',
    id: 'c1',
    code: { text: HOSTILE },
    subject: { reference: 'Patient/p1' },
  });

  beforeEach(async () => {
    test = await openTestCore(engine);
    for (const step of operateMigrations) await test.db.transaction((tx) => step.up(tx as never, engine.engine));
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient, observation('o1', '1.50'), hostile, large]);
    await test.stageAll(owner, record, [observation('staged', '9')]);
    who = { actor: owner, account: owner.account, request: {} };
    archives = createArchiveExports({
      core: test.core,
      db: test.db,
      clock: test.clock,
      nameOf: async () => `Ada ${HOSTILE}`,
      languageOf: async () => 'de',
      publicUrl: () => 'https://cw.example',
      chart,
    });
  });
  afterEach(() => test.remove());

  const sent = async (asking = who, kind?: ArchiveKind): Promise<Readable> => {
    const draft = await archives.draft(asking, record, kind);
    await archives.approve(asking, draft.id, draft.digest);
    return (await archives.file(asking, draft.id)).bytes;
  };
  const fetched = async (asking = who): Promise<Buffer> => buffer(await sent(asking));
  const granted = async (slice: object, more: readonly Action[] = []) => {
    const { account, ...rest } = await test.account('member');
    const carer = { ...rest, account };
    const given = await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', capacity: 'self', actions: ['read', 'search', 'export', ...more],
        recipient: { kind: 'account', id: account }, slice, form: 'full_source_allowed', from: test.clock.now(),
        until: null,
      },
      {},
    ); // biome-ignore format: one event
    if (given.kind !== 'consent') throw new Error('no consent');
    const asking: Asking = { actor: carer, account, request: {} };
    return { asking, carer, given };
  };

  it('holds entries, versions, files, corrections, consents and the log, each as its manifest says', async () => {
    const look = await test.permit(owner, record, ['search']);
    const [fact] = (await test.core.vault.read.page(look, { types: ['Observation'], limit: 1 })).facts;
    const correct = await test.permit(owner, record, ['update']);
    await test.core.vault.corrections.make(correct, fact?.id as FactId, {
      kind: 'value',
      value: '1.7',
      reason: HOSTILE,
    });
    const files = await opened(await fetched());
    const json = (path: string) => JSON.parse(files.get(path)?.toString() ?? 'null');
    const manifest = json('manifest.json');
    expect([...files.keys()].at(-1)).toBe('manifest.json');
    expect(manifest).toMatchObject({
      format: 'chartwarden-record',
      whole: true,
      person: { id: record, name: 'Quirina' },
      counts: { facts: 4, versions: 5, sources: 1, corrections: 1 },
    });
    expect(manifest.files).toHaveLength(files.size - 1);
    for (const { path, sha256, size } of manifest.files) {
      const bytes = files.get(path) ?? Buffer.alloc(0);
      expect([path, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([path, size, sha256]);
    }
    expect(json('fhir/effective.json').entry).toHaveLength(4);
    const history = files.get('fhir/history.json') as Buffer;
    expect(json('fhir/history.json').entry).toHaveLength(5);
    const lines = (files.get('record/versions.ndjson')?.toString() ?? '').trimEnd().split('\n');
    const received = lines
      .map((line) => JSON.parse(line))
      .filter((one) => one.layer === 'received')
      .map((one) => history.subarray(one.at, one.at + one.size).toString());
    expect(received.sort()).toEqual([patient, observation('o1', '1.50'), hostile, large].sort());
    const [original] = json('record/imports.json').sources;
    expect(files.get(original.path)?.toString()).toBe([patient, observation('o1', '1.50'), hostile, large].join('\n'));
    expect(json('record/consents.json').events[0]).toMatchObject({ kind: 'custody' });
    const { proof, verifier } = json('ledger/proof.json');
    const verified = verifyLineProof(proof, verifier);
    expect(verified.ok && verified.lines.length).toBeGreaterThan(3);
    expect(JSON.stringify(proof)).toContain('"export"');
    expect(history.toString()).not.toContain('staged');
  });

  it('is drafted with as many corrections as it will hold: what was said of entries that count no more stays', async () => {
    const look = await test.permit(owner, record, ['search']);
    const [fact] = (await test.core.vault.read.page(look, { types: ['Observation'], limit: 1 })).facts;
    const said = { kind: 'note', value: 'mine', reason: 'to know' } as const;
    await test.core.vault.corrections.make(await test.permit(owner, record, ['update']), fact?.id as FactId, said);
    expect(await archives.draft(who, record)).toMatchObject({ facts: 4, corrections: 1 });
    for (const { id, state } of await test.core.vault.read.listImports(await test.permit(owner, record, ['search'])))
      if (state === 'committed')
        await test.core.vault.imports.withdraw(await test.permit(owner, record, ['delete']), id, 'wrong file');
    expect(await archives.draft(who, record)).toMatchObject({ facts: 0, corrections: 0 });
  });

  it('has a first page to read that asks for nothing, in the language of whoever made it', async () => {
    const html = (await opened(await fetched())).get('index.html')?.toString() ?? '';
    expect(html).toContain('<html lang="de">');
    expect(html).toContain('results in de');
    expect(html).toContain('Dateien, wie sie ankamen');
    expect(html).toContain('&#60;script&#62;alert(1)');
    expect(html).not.toMatch(/<script|<img|<link|<iframe|javascript:|onerror=y>|https?:\/\//i);
    expect(html).toContain("default-src 'none'");
  });

  it('is fetched once, after its approval, by whoever made the draft, and is one line of the log before the first byte', async () => {
    const draft = await archives.draft(who, record);
    expect(draft).toMatchObject({ whole: true, facts: 4, versions: 4, sources: 1, person: { name: 'Quirina' } });
    await expect(archives.file(who, draft.id)).rejects.toMatchObject({ code: 'CW-GATE-015' });
    await expect(archives.approve(who, draft.id, '0'.repeat(64))).rejects.toMatchObject({ code: 'CW-OPS-016' });
    const other = await test.account('admin');
    const stranger: Asking = { actor: other, account: other.account, request: {} };
    await expect(archives.draft(stranger, record)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await expect(archives.approve(stranger, draft.id, draft.digest)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await archives.approve(who, draft.id, draft.digest);
    await expect(archives.file(stranger, draft.id)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    const both = await Promise.allSettled([archives.file(who, draft.id), archives.file(who, draft.id)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const [line] = await test.core.ledger.reader.list(record, { limit: 1 });
    expect(line?.sealed === false && line.body).toMatchObject({ action: 'export', purpose: 'export', count: 5 });
    const size = test.core.ledger.head().size;
    for (const one of both) if (one.status === 'fulfilled') await buffer(one.value.bytes);
    expect(test.core.ledger.head().size).toBe(size);
  });

  it('does not go out when the record changed since it was shown', async () => {
    const draft = await archives.draft(who, record);
    await test.importAll(owner, record, [observation('o2', '3')]);
    await expect(archives.approve(who, draft.id, draft.digest)).rejects.toMatchObject({ code: 'CW-OPS-016' });
    const next = await archives.draft(who, record);
    await archives.approve(who, next.id, next.digest);
    await test.importAll(owner, record, [observation('o3', '3')]);
    await expect(archives.file(who, next.id)).rejects.toMatchObject({ code: 'CW-OPS-016' });
  });

  it('holds for a carer what they see and nothing else, and not when that is taken back', async () => {
    const { asking, given } = await granted({ types: ['Observation'] });
    const bytes = await fetched(asking);
    const files = await opened(bytes);
    expect([...files.keys()].sort()).toEqual(['README.txt', 'fhir/effective.json', 'index.html', 'manifest.json']);
    expect(Buffer.concat([...files.values()]).toString()).not.toMatch(/Zebrafink|Quirina|script|Ada|QUJDQUJD/);

    // What happens beside it changes nothing of what they are told, and what they see does.
    const draft = await archives.draft(asking, record);
    await test.importAll(owner, record, [
      JSON.stringify({ resourceType: 'Condition', id: 'c2', code: { text: 'unseen' } }),
    ]);
    const { id: _id, digest: _digest, expires: _expires, ...plan } = await archives.draft(asking, record);
    expect(draft).toMatchObject(plan);
    await archives.approve(asking, draft.id, draft.digest);
    const late = await archives.draft(asking, record);
    await archives.approve(asking, late.id, late.digest);
    const { bytes: stream, stillAllowed } = await archives.file(asking, draft.id);
    expect(await stillAllowed()).toBe(true);
    await test.importAll(owner, record, [observation('o9', '9')]);
    await expect(archives.file(asking, late.id)).rejects.toMatchObject({ code: 'CW-OPS-016' });
    const { id, time: _time, seq: _seq, by: _by, ...same } = given;
    await test.core.gate.changeAccess(owner, { ...same, ends: id }, {});
    // What sends it asks twice a second, and cuts it off (tests/faults/revoked-midway.test.ts).
    expect(await stillAllowed()).toBe(false);
    stream.destroy();
  });

  it('goes out as files for a folder as well: entries by type and files, last a manifest that fits, in one line', async () => {
    const draft = await archives.draft(who, record, 'entries');
    expect(draft).toMatchObject({ kind: 'entries', whole: true, facts: 4, sources: 1 });
    await expect(archives.file(who, draft.id)).rejects.toMatchObject({ code: 'CW-GATE-015' });
    const stream = await sent(who, 'entries');
    const [line] = await test.core.ledger.reader.list(record, { limit: 1 });
    expect(line?.sealed === false && line.body).toMatchObject({ action: 'export', purpose: 'export', count: 5 });
    const { size } = test.core.ledger.head();
    const files = await unpacked(stream);
    expect(test.core.ledger.head().size).toBe(size);
    expect([...files.keys()].at(-1)).toBe('manifest.json');
    expect(files.get('facts/Observation.ndjson')?.toString()).toContain('"value":1.50');
    expect(files.get('facts/Observation.ndjson')?.toString()).not.toContain('staged');
    const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '');
    expect(manifest).toMatchObject({ version: 1, view: 'effective', person: record, facts: 4, sources: 1 });
    expect(manifest.files).toHaveLength(files.size - 1);
    for (const { path, sha256, size: said } of manifest.files) {
      const bytes = files.get(path) ?? Buffer.alloc(0);
      expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([said, sha256]);
    }
  });

  it('goes out as the files that were received, byte for byte and nothing else, unless the record changed meanwhile', async () => {
    const files = await unpacked(await sent(who, 'files'));
    expect(files.size).toBe(2);
    const [name, bytes] = [...files][0] ?? [];
    expect(name).toMatch(/^sources\/1-[0-9a-f-]{36}\/test\.ndjson$/);
    expect(bytes?.toString()).toBe([patient, observation('o1', '1.50'), hostile, large].join('\n'));
    const draft = await archives.draft(who, record, 'files');
    await archives.approve(who, draft.id, draft.digest);
    await test.importAll(owner, record, [observation('o3', '3')]);
    await expect(archives.file(who, draft.id)).rejects.toMatchObject({ code: 'CW-OPS-016' });
  });

  it('gives somebody who was granted a part the files they brought, and nobody else\u2019s', async () => {
    const { asking, carer, given } = await granted({ types: ['Observation'] }, ['create']);
    await test.importAll(carer, record, [observation('o7', '7.70')]);
    const names = async (kind: ArchiveKind) => [...(await unpacked(await sent(asking, kind))).keys()];
    const own = [expect.stringMatching(/^sources\/1-.*test\.ndjson$/), 'manifest.json'];
    expect(await names('files')).toEqual(own);
    expect(await names('entries')).toEqual(['facts/Observation.ndjson', ...own]);
    const { listSources, source } = test.core.vault.read;
    const look = (action: Action) =>
      test.core.gate.permit({
        actor: carer,
        record,
        actions: [action],
        purpose: 'care',
        channel: 'browser',
        request: {},
      });
    const [file, ...more] = await listSources(await look('search'));
    expect(more).toEqual([]);
    const bytes = async () => {
      const found = await source(await look('read'), file?.id as SourceId);
      return found && (await buffer(found.bytes)).toString();
    };
    expect(await bytes()).toBe(observation('o7', '7.70'));
    // What is refused since may stand in it.
    const { id: _id, time: _time, seq: _seq, by: _by, ...same } = given;
    await test.core.gate.changeAccess(owner, { ...same, effect: 'deny', slice: { types: ['Condition'] } }, {});
    expect(await listSources(await look('search'))).toEqual([]);
    await expect(bytes()).rejects.toMatchObject({ code: 'CW-GEN-002' });
    expect(await names('files')).toEqual(['manifest.json']);
  });
});

describe('the name of a file that goes out', () => {
  it.each([
    ['a/b/c.json', 'a/b/c.json'],
    ['../../etc/passwd', '__/__/etc/passwd'],
    ['C:\\files\\x.json', 'C__files_x.json'],
    ['/', 'file'],
    ['name\u0000with\ncontrols', 'name_with_controls'],
    ['ärztebrief.pdf', 'ärztebrief.pdf'],
  ])('%j is %j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });
});
