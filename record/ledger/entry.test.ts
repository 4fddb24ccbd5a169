import { createHash, createHmac } from 'node:crypto';
import { newId } from '@chartwarden/ids';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commit, idsHash, packIds, readPlaintext, unpackIds } from './entry.ts';

describe('a ledger entry', () => {
  it('commits with HMAC-SHA256 under a nonce of its own, which it gives along', () => {
    const [one, two] = [commit('{"a":"é"}'), commit('{"a":"é"}')];
    expect(one.commitment).not.toEqual(two.commitment);
    const { nonce, text: written } = readPlaintext(one.plaintext);
    expect(written).toBe('{"a":"é"}');
    expect(createHmac('sha256', nonce).update(written).digest()).toEqual(one.commitment);
  });

  it('packs released ids and gives them back, UUIDs in sixteen bytes each', () => {
    const uuids = Array.from({ length: 40 }, () => newId());
    expect(packIds(uuids).length).toBe(1 + 16 * 40);
    const ids = fc.array(
      fc.oneof(
        fc.uuid(),
        fc.uuid().map((id) => id.toUpperCase()),
        fc.string().map((s) => s.replaceAll('\n', '?')),
      ),
    );
    fc.assert(
      fc.property(ids, (some) => {
        expect(unpackIds(packIds(some))).toEqual(some);
      }),
    );
    const many = Array.from({ length: 1000 }, () => newId());
    expect(unpackIds(packIds(many))).toEqual(many);
    expect(unpackIds(packIds([]))).toEqual([]);
    expect(unpackIds(packIds(['']))).toEqual(['']);
    expect(() => unpackIds(Buffer.of(9))).toThrow(RangeError);
  });

  it('hashes ids with a line feed after each', () => {
    expect(idsHash(['a', 'b'])).toBe(createHash('sha256').update('a\nb\n').digest('hex'));
    expect(idsHash([])).toBe(createHash('sha256').digest('hex'));
  });
});
