import { createHash, createHmac } from 'node:crypto';
import { newId } from '@chartwarden/ids';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bodyText,
  commit,
  commitmentOf,
  idsHash,
  leafHash,
  packIds,
  readPlaintext,
  type SealedBody,
  unpackIds,
} from './entry.ts';
import { type Json, jcs } from './jcs.ts';

const text = fc.string({ unit: 'binary' });
const body: fc.Arbitrary<SealedBody> = fc.record(
  {
    actor: fc.record(
      { kind: fc.constantFrom('account', 'system'), role: text, account: text, client: text, session: text },
      { requiredKeys: ['kind', 'role'] },
    ),
    action: text,
    outcome: fc.constantFrom('permitted', 'refused'),
    chain: fc.record({ count: fc.nat(), previous: text }),
    access: fc.record({ seq: fc.nat(), chain: text, subject: text, digest: text }, { requiredKeys: ['seq', 'chain'] }),
    types: fc.array(text),
    count: fc.integer(),
    agent: text,
    ip: text,
    detail: fc.dictionary(text, fc.oneof(text, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }))),
  },
  { requiredKeys: ['actor', 'action', 'outcome', 'chain', 'access'] },
) as fc.Arbitrary<SealedBody>;

describe('a ledger entry', () => {
  it('writes a body in the canonical form, whatever it holds', () => {
    fc.assert(
      fc.property(body, (one) => {
        expect(bodyText(one)).toBe(jcs(one as unknown as Json));
      }),
      { numRuns: 500 },
    );
  });

  it('logs a text that has no UTF-8 form with the sign that stands for it, rather than not at all', () => {
    const one = { action: 'read', agent: 'a\ud800b' } as SealedBody;
    expect(bodyText(one)).toBe('{"action":"read","agent":"a\ufffdb"}');
  });

  it('commits with HMAC-SHA256 under a nonce of its own', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string({ unit: 'binary' }), (nonce, message) => {
        const expected = createHmac('sha256', nonce).update(message).digest();
        expect(commitmentOf(nonce, message)).toEqual(expected);
      }),
    );
    const [one, two] = [commit('{"a":"é"}'), commit('{"a":"é"}')];
    expect(one.commitment).not.toEqual(two.commitment);
    const { nonce, text: written } = readPlaintext(one.plaintext);
    expect(written).toBe('{"a":"é"}');
    expect(createHmac('sha256', nonce).update(written).digest()).toEqual(one.commitment);
  });

  it('has the leaf that RFC 6962 makes of its canonical form', () => {
    const commitment = Buffer.alloc(32, 7);
    const leaf = jcs({ v: 1, seq: 12, time: 1_793_000_000_000, commitment: commitment.toString('hex') });
    const expected = createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
    expect(leafHash(12, 1_793_000_000_000, commitment)).toEqual(expected);
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
