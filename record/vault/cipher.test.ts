import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CipherKey, lengthPrefixed, open, openChunk, seal, sealChunk } from './cipher.ts';

const key: CipherKey = { id: randomBytes(8), epoch: 3, key: createSecretKey(randomBytes(32)) };
const place = {
  record: Buffer.alloc(16, 1),
  table: 'facts',
  row: Buffer.from('row'),
  column: 'body',
  rowVersion: 7,
  clear: ['clear', 7],
};

/** What a list says, part by part, in hex. */
const contentOf = (list: readonly (string | Uint8Array | number | null)[]): string =>
  JSON.stringify(
    list.map((one) => {
      if (one === null) return null;
      const bytes = Buffer.alloc(8);
      if (typeof one === 'number') bytes.writeBigInt64BE(BigInt(one));
      return typeof one === 'number' ? bytes.toString('hex') : Buffer.from(one as Uint8Array).toString('hex');
    }),
  );

describe('a length-prefixed list', () => {
  const part = fc.oneof(fc.string(), fc.uint8Array({ maxLength: 40 }), fc.maxSafeInteger(), fc.constant(null));

  it('gives different bytes for different lists, wherever they are cut', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.array(part, { maxLength: 6 }), (a, b) => {
        expect(lengthPrefixed(a).equals(lengthPrefixed(b))).toBe(contentOf(a) === contentOf(b));
      }),
    );
  });

  it('writes numbers as 64-bit big-endian, negative ones too', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (n) => lengthPrefixed([n]).readBigInt64BE(4) === BigInt(n)));
  });

  it('writes a list inside a list as the bytes that it gives alone', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), part, (inner, after) => {
        expect(lengthPrefixed([inner, after]).equals(lengthPrefixed([lengthPrefixed(inner), after]))).toBe(true);
      }),
    );
  });

  it('tells null from the empty string', () => {
    expect(lengthPrefixed([null]).equals(lengthPrefixed(['']))).toBe(false);
  });
});

describe('an envelope', () => {
  it('opens where it was sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) =>
        open(key, place, seal(key, place, bytes)).equals(bytes),
      ),
    );
  });

  it('never looks the same twice', () => {
    const bytes = Buffer.from('the same');
    expect(seal(key, place, bytes).equals(seal(key, place, bytes))).toBe(false);
  });

  it('does not open when any one of its bytes is another', () => {
    const sealed = seal(key, place, Buffer.from('Quirina Zebrafink'));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect(() => open(key, place, changed), `byte ${at}`).toThrow(expect.objectContaining({ code: 'CW-VLT-001' }));
    }
  });

  it('does not open when it is cut anywhere', () => {
    const sealed = seal(key, place, Buffer.from('Quirina'));
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => open(key, place, sealed.subarray(0, length))).toThrow();
  });

  it.each([
    ['record', { record: Buffer.alloc(16, 2) }],
    ['table', { table: 'sources' }],
    ['row', { row: Buffer.from('other') }],
    ['column', { column: 'sealed' }],
    ['row version', { rowVersion: 8 }],
    ['clear columns', { clear: ['other', 7] }],
  ])('does not open at another %s', (_what, other) => {
    const sealed = seal(key, place, Buffer.from('Quirina'));
    expect(() => open(key, { ...place, ...other }, sealed)).toThrow(expect.objectContaining({ code: 'CW-VLT-001' }));
  });
});

describe('a chunk of a blob', () => {
  const subkey = createSecretKey(randomBytes(32));
  const aad = Buffer.from('aad');

  it('opens at its number and with its last flag only', () => {
    const sealed = sealChunk(subkey, 4, false, aad, Buffer.from('chunk'));
    expect(openChunk(subkey, 4, false, aad, sealed).toString()).toBe('chunk');
    expect(() => openChunk(subkey, 5, false, aad, sealed)).toThrow();
    expect(() => openChunk(subkey, 4, true, aad, sealed)).toThrow();
    expect(() => openChunk(subkey, 4, false, Buffer.from('other'), sealed)).toThrow();
  });
});
