import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestSqlite } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { createFolderWitness } from '@chartwarden/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyFile } from './verify-file.ts';

let core: TestCore;
let folder: string;
let key: string;
let text: string;
let proof: object;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chartwarden-verify-'));
  core = await openTestCore({ engine: 'sqlite', open: (migrations) => openTestSqlite(migrations) });
  const owner = await core.account('owner');
  const record = await core.person(owner, 'Maya');
  const { ledger, activity } = core.core;
  key = ledger.verifierKey();
  proof = await activity.proveAll(await core.permit(owner, record, ['read']));
  const lines: string[] = [];
  for await (const line of ledger.export((scope) => scope === 'instance')) lines.push(line);
  text = lines.join('');
});
afterAll(async () => {
  await core.remove();
  rmSync(folder, { recursive: true, force: true });
});

const put = (content: string | Buffer): string => {
  const path = join(folder, `file-${Math.random()}`);
  writeFileSync(path, content);
  return path;
};
const verify = (
  content: string | Buffer,
  given: string | undefined = key,
  instance: string | null = null,
  witness?: string,
) => verifyFile(put(content), { given, instance: async () => instance }, witness);

describe('a file that proves something', () => {
  it('is an export: whole, with nothing but the file and the key', async () => {
    const verdict = await verify(text);
    expect(verdict).toMatchObject({ kind: 'export', verified: true, keyFrom: 'option', publicKey: key });
    expect(verdict.entries).toBe(text.split('\n').filter((line) => line.includes('"leaf"')).length);
  });

  it('is not whole when one byte differs, a line is missing, or the end is cut, wherever that is', async () => {
    const lines = text.trimEnd().split('\n');
    for (let at = 0; at < lines.length; at += 1) {
      const without = `${lines.filter((_line, index) => index !== at).join('\n')}\n`;
      expect((await verify(without).catch(() => ({ verified: false }))).verified, `without line ${at + 1}`).toBe(false);
    }
    const bytes = Buffer.from(text);
    for (let at = 3; at < bytes.length; at += 97) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await verify(changed).catch(() => ({ verified: false }))).verified, `byte ${at}`).toBe(false);
    }
    expect((await verify(text.slice(0, -1))).verified).toBe(false);
    expect((await verify(`${text}\n`)).verified).toBe(false);
  });

  it('names the first line and entry that is wrong', async () => {
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('"seq":2,"time"'));
    const changed = lines.with(at, lines[at]?.replace('"seq":2,"time"', '"seq":3,"time"') ?? '').join('\n');
    expect(await verify(changed)).toMatchObject({ verified: false, line: at + 1, entry: 2 });
  });

  it('is not believed with another key, and needs one', async () => {
    const other = key.replace(/^[^+]+/, 'elsewhere.example');
    expect((await verify(text, other)).verified).toBe(false);
    await expect(verify(text, 'no key at all')).rejects.toMatchObject({ code: 'CW-CLI-001' });
    await expect(
      verifyFile(put(text), { given: undefined, instance: async () => null }, undefined),
    ).rejects.toMatchObject({
      code: 'CW-CLI-003',
    });
  });

  it('takes the key from a printed kit, or from the instance on the machine', async () => {
    const kit = put(`CHARTWARDEN RECOVERY KIT\n\n    AB12  CD34\n\nPublic key of the log:\n\n    ${key}\n\n`);
    expect(await verify(text, kit)).toMatchObject({ verified: true, publicKey: key });
    expect(await verifyFile(put(text), { given: undefined, instance: async () => key }, undefined)).toMatchObject({
      verified: true,
      keyFrom: 'instance',
    });
  });

  it('is compared with what a witness saw up to then; later checkpoints are told apart', async () => {
    const { ledger } = core.core;
    const place = mkdtempSync(join(folder, 'witness-'));
    const witness = createFolderWitness(place, key.split('+')[0] ?? '');
    const head = text.split('\n').findLast((line) => line.startsWith('{"checkpoint"')) ?? '';
    await witness.write(JSON.parse(head).checkpoint);
    expect(await verify(text, key, null, place)).toMatchObject({ verified: true, witness: 'same' });
    await ledger.append({
      scope: 'instance',
      body: { actor: { kind: 'system', role: 'system' }, action: 'test', outcome: 'done' },
    });
    let later = '';
    for await (const line of ledger.export(() => false)) if (line.startsWith('{"checkpoint"')) later = line;
    await witness.write(JSON.parse(later).checkpoint);
    expect(await verify(text, key, null, place)).toMatchObject({ verified: true, witness: 'same', witnessAhead: 1 });
  });

  it('is a proof of the activity page; its own key is named as such', async () => {
    expect(await verify(JSON.stringify(proof))).toMatchObject({ kind: 'proof', verified: true, keyFrom: 'option' });
    const own = { given: undefined, instance: async () => null };
    expect(await verifyFile(put(JSON.stringify(proof)), own, undefined)).toMatchObject({
      verified: true,
      keyFrom: 'file',
    });
    const changed = JSON.stringify(proof).replace('"count":1', '"count":2');
    expect(changed).not.toBe(JSON.stringify(proof));
    expect(await verify(changed)).toMatchObject({ kind: 'proof', verified: false, why: expect.any(String) });
  });

  it('is nothing when it is neither, or not there', async () => {
    expect(await verify('{"some":"json"}')).toMatchObject({ kind: 'proof', verified: false });
    expect(await verify('plain text')).toMatchObject({ verified: false });
    await expect(
      verifyFile(join(folder, 'missing'), { given: key, instance: async () => null }, undefined),
    ).rejects.toMatchObject({
      code: 'CW-CLI-007',
    });
    await expect(verify(text, key, null, folder)).rejects.toMatchObject({ code: 'CW-CLI-007' });
  });
});
