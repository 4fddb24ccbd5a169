import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyText, type SealedBody } from './body.ts';
import { type Json, jcs } from './jcs.ts';
import { commitmentOf, commitUnder, leafHash } from './leaf.ts';

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

  it('is committed to with HMAC-SHA256', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string({ unit: 'binary' }), (nonce, message) => {
        const expected = createHmac('sha256', nonce).update(message).digest();
        expect(commitmentOf(nonce, message)).toEqual(expected);
        const plaintext = Buffer.concat([nonce, Buffer.from(message)]);
        expect(commitUnder(nonce, message)).toEqual({ commitment: expected, plaintext });
      }),
    );
  });

  it('has the leaf that RFC 6962 makes of its canonical form', () => {
    const commitment = Buffer.alloc(32, 7);
    const leaf = jcs({ v: 1, seq: 12, time: 1_793_000_000_000, commitment: commitment.toString('hex') });
    const expected = createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
    expect(leafHash(12, 1_793_000_000_000, commitment)).toEqual(expected);
  });
});
