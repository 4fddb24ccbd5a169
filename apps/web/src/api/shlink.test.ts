import { createDecipheriv } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decryptFile, encryptFile, newKey, readShlink, shlinkText, toBase64Url } from './shlink.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a SMART Health Link', () => {
  it('comes back from its text, with a viewer before it or without', () => {
    const link = { url: 'https://cw.example/shl/abc', key: newKey(), exp: 1_800_000_000, flag: 'P', label: 'Für Ana' };
    const text = shlinkText(link, 'https://cw.example');
    expect(text.startsWith('https://cw.example/shl/view#shlink:/')).toBe(true);
    expect(readShlink(text)).toEqual(link);
    expect(readShlink(`  ${text.slice(text.indexOf('shlink:'))} `)).toEqual(link);
  });

  it('is nothing else', () => {
    for (const payload of [{ url: 'x', key: newKey() }, { url: 'https://x.example', key: 'short' }, 'text'])
      expect(readShlink(`shlink:/${toBase64Url(bytes(JSON.stringify(payload)))}`)).toBeNull();
    for (const text of ['', 'https://cw.example', 'shlink:/', 'shlink:/%%%']) expect(readShlink(text)).toBeNull();
  });
});

describe('the file of a link', () => {
  it('comes back under its key and under no other, whole or not at all', async () => {
    const key = newKey();
    const text = `{"value":1.50,"ü":"${'x'.repeat(100_000)}"}`;
    const file = await encryptFile(bytes(text), key);
    expect(new TextDecoder().decode(await decryptFile(file, key))).toBe(text);
    expect(file.length).toBeLessThan(2000);
    expect(await encryptFile(bytes(text), key)).not.toBe(file);
    await expect(decryptFile(file, newKey())).rejects.toThrow();
    const [header, , iv, body = '', tag] = file.split('.');
    const flipped = `${body.slice(0, 20)}${body[20] === 'A' ? 'B' : 'A'}${body.slice(21)}`;
    await expect(decryptFile([header, '', iv, flipped, tag].join('.'), key)).rejects.toThrow();
    const other = toBase64Url(bytes('{"alg":"dir","enc":"A256GCM"}'));
    await expect(decryptFile([other, '', iv, body, tag].join('.'), key)).rejects.toThrow();
  });

  it('is what RFC 7518 says, opened by other means', async () => {
    const key = newKey();
    const [header = '', none, iv = '', body = '', tag = ''] = (await encryptFile(bytes('{"a":1}'), key)).split('.');
    expect(none).toBe('');
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), Buffer.from(iv, 'base64url'));
    decipher.setAAD(Buffer.from(header)).setAuthTag(Buffer.from(tag, 'base64url'));
    const packed = Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]);
    expect(inflateRawSync(packed).toString()).toBe('{"a":1}');
  });
});
