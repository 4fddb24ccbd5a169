import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type QrCode, qrCode, qrPath } from './index.ts';

const lines = (code: QrCode): string[] =>
  Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (_, x) => (code.isDark(x, y) ? '#' : '.')).join(''),
  );

describe('a QR code', () => {
  it('takes the smallest size that holds the text, as bytes of UTF-8', () => {
    // ISO/IEC 18004, Table 7, byte mode, level M: 14, 26, 42 ... 213 and 2,331 bytes.
    const sizes = [0, 14, 15, 26, 27, 42, 213, 214, 2331].map((length) => qrCode('a'.repeat(length)).size);
    expect(sizes).toEqual([21, 21, 25, 25, 29, 29, 57, 61, 177]);
    expect(qrCode('ü'.repeat(7)).size).toBe(21);
    expect(qrCode('ü'.repeat(8)).size).toBe(25);
    expect(() => qrCode('a'.repeat(2332))).toThrow(RangeError);
  });

  it('has its three finders and its timing lines', () => {
    const drawn = lines(qrCode('https://localhost:8800/'));
    const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
    const cut = (x: number, y: number) => drawn.slice(y, y + 7).map((line) => line.slice(x, x + 7));
    const far = drawn.length - 7;
    for (const [x, y] of [[0, 0], [far, 0], [0, far]] as const) // biome-ignore format: three corners
      expect(cut(x, y)).toEqual(finder);
    expect(drawn[6]?.slice(8, -8)).toMatch(/^(#\.)*#?$/);
  });

  it('is the same as what a decoder of others read, at every kind of size', () => {
    const digest = (text: string) =>
      createHash('sha256')
        .update(lines(qrCode(text)).join('\n'))
        .digest('hex')
        .slice(0, 16);
    expect(SEEN.map(({ text }) => digest(text))).toEqual(SEEN.map(({ seen }) => seen));
  });

  it('is drawn as a path of its dark modules and nothing else', () => {
    const code = qrCode('path');
    const area = [...qrPath(code).matchAll(/h(\d+)v1/g)].reduce((sum, [, run]) => sum + Number(run), 0);
    expect(area).toBe(lines(code).join('').replaceAll('.', '').length);
    expect(qrPath(code)).toMatch(/^(M\d+ \d+h\d+v1H\d+z)+$/);
  });
});

/** Each was read back with jsQR 1.4.0 when this was written. */
const SEEN: readonly { readonly text: string; readonly seen: string }[] = [
  { text: 'Chartwarden', seen: 'e8980f93088062f0' },
  {
    text: 'https://localhost:8800/invitation#invitation=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE',
    seen: 'bd14149d1de92a52',
  },
  {
    text: 'otpauth://totp/Chartwarden:anna%40example.org?issuer=Chartwarden&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
    seen: 'c748de6210607737',
  },
  { text: 'Grüße aus Köln, 日本', seen: '2733c8ff2b16d1ba' },
  { text: 'x'.repeat(300), seen: '2abaf9ed149140d4' },
];
