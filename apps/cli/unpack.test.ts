import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAll, tarOf } from './unpack.testing.ts';
import { unpack } from './unpack.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartwarden-unpack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FILES = { 'facts/Observation.ndjson': '{"a":1.50}\n', 'sources/1/a file ü.json': 'bytes\u0000more' };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; detail?: string }) => `${error.code} ${error.detail}`,
  );
async function* parts(bytes: Buffer, size = 700): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('an export on the way into a folder', () => {
  it('is written byte for byte, private, and compared with its manifest', async () => {
    const seen: number[] = [];
    const manifest = await unpack(parts(await tarOf(FILES)), folder, (bytes) => seen.push(bytes));
    expect(manifest.files.map(({ path }) => path)).toEqual(Object.keys(FILES));
    for (const [path, text] of Object.entries(FILES)) expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
    expect(statSync(join(folder, 'facts/Observation.ndjson')).mode & 0o777).toBe(0o600);
    expect(seen.at(-1)).toBeGreaterThan(20);
  });

  it('takes long names', async () => {
    const name = `sources/1/${'long '.repeat(40)}.json`;
    await unpack(parts(await tarOf({ [name]: 'x' })), folder, () => undefined);
    expect(existsSync(join(folder, name))).toBe(true);
  });

  it('is refused when it was cut off anywhere', async () => {
    const whole = await tarOf(FILES);
    for (const length of [0, 100, 600, 1100, 2000, 2600, whole.length - 1600]) {
      const place = mkdtempSync(join(folder, 'cut-'));
      expect(await codeOf(unpack(parts(whole.subarray(0, length)), place, () => undefined))).toMatch(/^CW-CLI-010/);
    }
  });

  it('is refused when a file is not what the manifest says, missing, or more', async () => {
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    const rows = [
      [{ 'a.txt': 'one' }, [{ path: 'a.txt', sha256: digest('two'), size: 3 }], 'is not what was sent'],
      [{ 'a.txt': 'one' }, [{ path: 'b.txt', sha256: digest('one'), size: 3 }], 'is missing'],
      [{ 'a.txt': 'one' }, [], 'more than its manifest says'],
    ] as const;
    for (const [files, listed, why] of rows) {
      const place = mkdtempSync(join(folder, 'bad-'));
      expect(await codeOf(unpack(parts(await tarOf(files, listed)), place, () => undefined))).toContain(why);
    }
  });

  it.each(['../out.txt', '/abs.txt', 'a/../../out.txt', 'a//b.txt', './a.txt', 'c:\\x.txt', 'a\\..\\b.txt'])(
    'never writes to %s',
    async (name) => {
      const place = mkdtempSync(join(folder, 'inside-'));
      expect(await codeOf(unpack(parts(await tarOf({ [name]: 'x' })), place, () => undefined))).toMatch(/^CW-CLI-010/);
      expect(existsSync(join(folder, 'out.txt'))).toBe(false);
    },
  );

  it('takes nothing but files', async () => {
    const archive = pack();
    archive.entry({ name: 'link', type: 'symlink', linkname: '/etc/passwd' } as never, '');
    archive.finalize();
    expect(await codeOf(unpack(parts(await readAll(archive)), folder, () => undefined))).toContain('no file');
  });
});
