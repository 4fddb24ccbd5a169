import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, makeBench } from '../cli.testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.remove());

describe('the operator', () => {
  it('gets a document from every act, and exit code 1 when the answer is no', async () => {
    bench.operator.doctor = async () => ({
      healthy: false,
      checks: [{ name: 'vault.rolled-back', state: 'problem', message: 'row 7' }],
    });
    expect(await bench.json('doctor')).toMatchObject({ ok: false, verb: 'doctor', healthy: false });
    expect(await bench.run('doctor')).toBe(1);
    bench.operator.verifyLedger = async () => ({
      verified: true, entries: 2, root: 'ab', witness: 'agrees', restored: false, problems: [],
    }); // biome-ignore format: one document
    expect(await bench.json('ledger', 'verify')).toMatchObject({ ok: true, kind: 'instance', entries: 2 });
    bench.operator.rehearse = async () => ({ passed: false, factsCompared: 0, entries: 0, problems: ['no backup'] });
    expect(await bench.run('backup', 'rehearse')).toBe(1);
    bench.operator.rotateKeys = async () => ({
      root: 'unchanged', records: 1, accounts: 1, rows: 2, forgotten: 0, sealedKeyring: null,
    }); // biome-ignore format: one document
    expect(await bench.json('keys', 'rotate')).toMatchObject({ ok: true, records: 1 });
    bench.operator.backupKeys = async ({ out }) => ({ out: out ?? 'default', keys: 9 });
    expect(await bench.json('keys', 'backup')).toMatchObject({ out: 'default', keys: 9 });
  });

  it('names a backup by date when no file is given, and asks for a place when there is none', async () => {
    const counts = { people: 1, facts: 2, sources: 3, entries: 4 };
    bench.operator.backup = async ({ out }) => ({ out, bytes: 5, sha256: 'x', counts, sealedKeyring: null });
    expect((await bench.json('backup')).error).toMatchObject({ code: 'CW-CLI-003' });
    bench.config.backupDir = '/mnt/usb';
    expect(await bench.json('backup')).toMatchObject({ out: '/mnt/usb/chartwarden-2026-11-22T12-00-00.backup' });
    expect(await bench.json('backup', '--out', '/tmp/b')).toMatchObject({ out: '/tmp/b', verb: 'backup' });
  });

  it('restores with the words of a printed kit', async () => {
    const words = Array.from({ length: 14 }, (_, index) => `AB${10 + index}`);
    const kit = join(bench.folder, 'kit.txt');
    writeFileSync(
      kit,
      `CHARTWARDEN RECOVERY KIT\nmade 2026-11-22\n\n    ${words.slice(0, 7).join('  ')}\n    ${words.slice(7).join('  ')}\n\nPublic key\n`,
    );
    const [backup, keyring] = [join(bench.folder, 'b.backup'), join(bench.folder, 'k.age')];
    const restore = () => bench.json('restore', backup, '--keyring', keyring, '--kit', kit);
    for (const file of [backup, keyring]) {
      expect((await restore()).error).toMatchObject({ code: 'CW-CLI-007', detail: file });
      writeFileSync(file, 'x');
    }
    expect(bench.restored).toEqual([]);
    expect(await restore()).toMatchObject({ ok: true, verified: true });
    expect(bench.restored[0]?.kitWords).toBe(words.join('-'));
  });
});
