import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInclusion, sizeOf } from './inclusion-check.ts';

const sha = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** Naive RFC 6962 tree: the root, and the audit path of one leaf, by definition and without shortcuts. */
const rootOf = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length === 1) return leaves[0] as Buffer;
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha(Buffer.of(1), rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
};
const pathOf = (index: number, leaves: readonly Buffer[]): Buffer[] => {
  if (leaves.length === 1) return [];
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return index < left
    ? [...pathOf(index, leaves.slice(0, left)), rootOf(leaves.slice(left))]
    : [...pathOf(index - left, leaves.slice(left)), rootOf(leaves.slice(0, left))];
};

function proofOf(index: number, size: number) {
  const body = {
    action: 'read',
    actor: { kind: 'account', role: 'owner' },
    count: 2,
    types: ['Observation'],
    outcome: 'permitted',
  };
  const nonce = Buffer.alloc(32, index);
  const sorted =
    '{"action":"read","actor":{"kind":"account","role":"owner"},"count":2,"outcome":"permitted","types":["Observation"]}';
  const commitment = createHmac('sha256', nonce).update(sorted).digest('hex');
  const leaf = sha(Buffer.of(0), Buffer.from(`{"commitment":"${commitment}","seq":${index},"time":7,"v":1}`));
  const leaves = Array.from({ length: size }, (_, n) => (n === index ? leaf : sha(Buffer.of(n))));
  return {
    lines: [{ seq: index, time: 7, nonce: nonce.toString('hex'), body }],
    inclusion: pathOf(index, leaves).map((hash) => hash.toString('hex')),
    checkpoint: `chartwarden\n${size}\n${rootOf(leaves).toString('base64')}\n\n— chartwarden x\n`,
  };
}

const places = fc
  .integer({ min: 1, max: 40 })
  .chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));

describe('the browser’s check of a proof', () => {
  it('accepts any line of any tree', () => {
    fc.assert(
      fc.property(places, ([index, size]) => {
        expect(checkInclusion(proofOf(index, size))).toBe(true);
      }),
    );
  });

  it('refuses a line that says something else, or stands elsewhere', () => {
    const proof = proofOf(3, 11);
    const line = proof.lines[0];
    const other = (change: object) =>
      checkInclusion({ ...proof, lines: [{ ...line, ...change } as typeof line & object] });
    expect(other({ body: { ...(line?.body ?? {}), count: 3 } })).toBe(false);
    expect(other({ time: 8 })).toBe(false);
    expect(other({ seq: 4 })).toBe(false);
    expect(other({ seq: 11 })).toBe(false);
  });

  it('refuses a path that is cut, lengthened or altered', () => {
    const proof = proofOf(3, 11);
    const { inclusion } = proof;
    expect(checkInclusion({ ...proof, inclusion: inclusion.slice(1) })).toBe(false);
    expect(checkInclusion({ ...proof, inclusion: [...inclusion, inclusion[0] ?? ''] })).toBe(false);
    expect(checkInclusion({ ...proof, inclusion: inclusion.with(0, '00'.repeat(32)) })).toBe(false);
  });

  it('says nothing about a document that discloses no line', () => {
    expect(checkInclusion({ lines: [], inclusion: [], checkpoint: 'x\n1\ny\n' })).toBeNull();
  });

  it('reads the size of a checkpoint', () => {
    expect(sizeOf(proofOf(0, 9).checkpoint)).toBe(9);
    expect(sizeOf('')).toBe(0);
  });
});
