import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { rootKeyFrom } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp, factsOf, observation, patient, restoreCopy, sealedNow } from '../operate.testing.ts';

describeEngines('backup and restore', (engine) => {
  let test: TestCore;
  let folder: string;
  let file: string;
  beforeEach(async () => {
    test = await openTestCore(engine);
    folder = mkdtempSync(join(tmpdir(), 'chartwarden-backup-'));
    file = join(folder, 'one.backup');
  });
  afterEach(async () => {
    await test.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function filled() {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [patient, observation('o1', '1.50'), observation('o2', '7')]);
    return { owner, record };
  }

  it('bring every fact, file and line back elsewhere, and say in the log that it was restored', async () => {
    const { owner, record } = await filled();
    const before = await factsOf(test.core, owner, record);
    const written = await backUp(test, file);
    expect(written.manifest.counts).toMatchObject({ people: 1, facts: 3, sources: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const copy = await restoreCopy(engine, file, await sealedNow(test.core, 1));
    try {
      expect(copy.problems).toEqual([]);
      expect(copy.erasedAgain).toBe(0);
      expect(await factsOf(copy.core, owner, record)).toEqual(before);
      const [told] = await copy.core.ledger.reader.search({ action: 'restore' }, { limit: 1 });
      expect(told?.sealed === false && told.body.detail?.restoredSize).toBe(written.manifest.head.size);
    } finally {
      await copy.remove();
    }
  });

  it('show nothing of a record or a key in the file', async () => {
    await filled();
    await backUp(test, file);
    const bytes = readFileSync(file);
    for (const text of ['Zebrafink', 'Quirina', 'Glucose', 'begin.json', 'chartwarden-rows', 'ledger_entries'])
      expect(bytes.includes(text)).toBe(false);
  });

  it('never overwrite a file, and leave no half one behind', async () => {
    await filled();
    writeFileSync(file, 'precious');
    await expect(backUp(test, file)).rejects.toMatchObject({ code: 'CW-OPS-001' });
    expect(readFileSync(file, 'utf8')).toBe('precious');
    await expect(backUp(test, join(folder, 'no', 'where'))).rejects.toMatchObject({ code: 'CW-OPS-002' });
  });

  it('keep an erased person erased: an old backup without the old keyring is noise', async () => {
    const { owner, record } = await filled();
    const other = await test.person(owner, 'Tadeus');
    await test.importAll(owner, other, [observation('o9', '9')]);
    await backUp(test, file);
    await test.core.erasing.begin(owner, record, {}, []);
    await test.core.erasing.finish(record, null);
    const copy = await restoreCopy(engine, file, await sealedNow(test.core, 1));
    try {
      expect(copy.problems).toEqual([]);
      expect(copy.erasedAgain).toBe(1);
      await expect(factsOf(copy.core, owner, record)).rejects.toMatchObject({ code: 'CW-GEN-002' });
      const rows = await copy.db.all<{ n: number }>('select count(*) as n from fact_versions where record_id <> ?', [
        Buffer.from(other.replaceAll('-', ''), 'hex'),
      ]);
      expect(rows[0]?.n).toBe(0);
      let objects = 0;
      for await (const _address of copy.objects.list()) objects += 1;
      expect(objects).toBe(1);
      expect(await factsOf(copy.core, owner, other)).toHaveLength(1);
    } finally {
      await copy.remove();
    }
  });

  it('can bring an erased person back for somebody who kept an old keyring, which is why we say so', async () => {
    const { owner, record } = await filled();
    await backUp(test, file);
    const kept = await sealedNow(test.core, 1);
    await test.core.erasing.begin(owner, record, {}, []);
    await test.core.erasing.finish(record, null);
    const copy = await restoreCopy(engine, file, kept);
    try {
      expect(await factsOf(copy.core, owner, record)).toHaveLength(3);
    } finally {
      await copy.remove();
    }
  });

  it('refuse a backup with one byte changed anywhere, one that is cut, and another root key', async () => {
    await filled();
    await backUp(test, file);
    const bytes = readFileSync(file);
    const sealed = await sealedNow(test.core, 1);
    const damaged = join(folder, 'damaged');
    for (const at of [10, 200, Math.floor(bytes.length / 2), bytes.length - 5]) {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(at) ^ 4, at);
      writeFileSync(damaged, copy);
      await expect(restoreCopy(engine, damaged, sealed)).rejects.toMatchObject({ code: 'CW-OPS-004' });
    }
    writeFileSync(damaged, bytes.subarray(0, bytes.length - 100));
    await expect(restoreCopy(engine, damaged, sealed)).rejects.toMatchObject({ code: 'CW-OPS-004' });
    const root = rootKeyFrom(Buffer.alloc(32, 8));
    await expect(restoreCopy(engine, file, sealed, { root })).rejects.toMatchObject({ code: 'CW-VLT-004' });
  });

  it('take one moment while imports go on', async () => {
    const { owner, record } = await filled();
    let stop = false;
    const storm = (async () => {
      let n = 0;
      while (!stop && n < 40) {
        n += 1;
        await test.importAll(owner, record, [observation(`storm${n}`, String(n)), observation(`gust${n}`, String(n))]);
      }
      return n;
    })();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const written = await backUp(test, file);
    stop = true;
    await storm;
    const copy = await restoreCopy(engine, file, await sealedNow(test.core, 1));
    try {
      expect(copy.problems).toEqual([]);
      expect(copy.manifest.counts).toEqual(written.manifest.counts);
      // Both facts of an import or neither.
      const facts = await factsOf(copy.core, owner, record);
      expect(facts.length % 2).toBe(1);
    } finally {
      await copy.remove();
    }
  });
});
