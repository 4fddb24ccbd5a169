import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import type { RecordId } from '@chartwarden/ids';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { safeName } from '../archive/names.ts';
import type { Asking } from '../erasure/erasure.service.ts';
import { observation, patient } from '../operate.testing.ts';
import { createExports } from './export.service.ts';

async function unpacked(archive: AsyncIterable<Uint8Array>): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const tar = extract();
  Readable.from(archive).pipe(tar);
  for await (const entry of tar) {
    const pieces: Uint8Array[] = [];
    for await (const piece of entry) pieces.push(piece);
    files.set(entry.header.name, Buffer.concat(pieces));
  }
  return files;
}

describeEngines('the export of a record', (engine) => {
  let test: TestCore;
  let record: RecordId;
  let who: Asking;
  const received = [patient, observation('o1', '1.50'), `{\n  "resourceType": "Basic",\n  "id": "b1"\n}`];
  beforeEach(async () => {
    test = await openTestCore(engine);
    const owner = await test.account('owner');
    who = { actor: owner, account: owner.account, request: {} };
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, received);
    await test.stageAll(owner, record, [observation('staged', '9')]);
  });
  afterEach(() => test.remove());

  const exported = async (view: 'effective' | 'received') =>
    unpacked((await createExports(test.core).record(who, record, view)).bytes);

  it('holds every fact on a line of its own, the files as received, and last a manifest that fits', async () => {
    const files = await exported('effective');
    expect([...files.keys()].at(-1)).toBe('manifest.json');
    expect(files.get('facts/Observation.ndjson')?.toString()).toContain('"value":1.50');
    const lines = files.get('facts/Basic.ndjson')?.toString().trimEnd().split('\n') ?? [];
    expect(lines.map((line) => JSON.parse(line).resourceType)).toEqual(['Basic']);
    const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '');
    expect(manifest).toMatchObject({ version: 1, view: 'effective', person: record, facts: 3, sources: 1 });
    expect(manifest.files).toHaveLength(files.size - 1);
    for (const { path, sha256, size } of manifest.files) {
      const bytes = files.get(path) ?? Buffer.alloc(0);
      expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size, sha256]);
    }
  });

  it('as received is the files byte for byte and nothing else', async () => {
    const files = await exported('received');
    expect(files.size).toBe(2);
    const [name, bytes] = [...files][0] ?? [];
    expect(name).toMatch(/^sources\/1-[0-9a-f-]{36}\/test\.ndjson$/);
    expect(bytes?.toString()).toBe(received.join('\n'));
  });

  it('is one line in the log that names everything, written before the first byte', async () => {
    const { bytes: archive } = await createExports(test.core).record(who, record, 'effective');
    const [entry] = await test.core.ledger.reader.list(record, { limit: 1 });
    expect(entry?.sealed === false && entry.body).toMatchObject({ action: 'export', purpose: 'export', count: 4 });
    const before = test.core.ledger.head().size;
    await unpacked(archive);
    expect(test.core.ledger.head().size).toBe(before);
  });

  it('is there for nobody without a relation', async () => {
    const other = await test.account('admin');
    const stranger = { actor: other, account: other.account, request: {} };
    await expect(createExports(test.core).record(stranger, record, 'effective')).rejects.toMatchObject({
      code: 'CW-GEN-002',
    });
  });
});

describe('the name of a file in an export', () => {
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
