import { describe, expect, it } from 'vitest';
import { naiveLeaf } from '../../tests/support/naive-merkle.ts';
import { consistencyProof, EMPTY_EDGE, grow, inclusionProof, rootOf } from './merkle.ts';
import { verifyConsistency, verifyInclusion } from './verify-proof.ts';

// The leaves and hashes that the reference implementation of Certificate Transparency is tested with.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = inputs.map((input) => naiveLeaf(Buffer.from(input, 'hex')));
const read = async (): Promise<Buffer> => Buffer.concat(leaves);
const short = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex').slice(0, 12));
const root = (size: number): Buffer => Buffer.from(roots[size] ?? '', 'hex');

describe('the tree of RFC 6962', () => {
  it('has the roots of the published vectors at every size', () => {
    for (let size = 0; size <= 8; size++) {
      expect(rootOf(grow(EMPTY_EDGE, leaves.slice(0, size)).edge).toString('hex')).toBe(roots[size]);
    }
  });

  it('gives the published inclusion proofs', async () => {
    expect(short(await inclusionProof(read, 0, 1))).toEqual([]);
    expect(short(await inclusionProof(read, 0, 8))).toEqual(['96a296d224f2', '5f083f0a1a33', '6b47aaf29ee3']);
    expect(short(await inclusionProof(read, 5, 8))).toEqual(['bc1a0643b12e', 'ca854ea128ed', 'd37ee418976d']);
    expect(short(await inclusionProof(read, 2, 3))).toEqual(['fac54203e7cc']);
    expect(short(await inclusionProof(read, 1, 5))).toEqual(['6e340b9cffb3', '5f083f0a1a33', 'bc1a0643b12e']);
  });

  it('gives the published consistency proofs', async () => {
    expect(short(await consistencyProof(read, 1, 1))).toEqual([]);
    expect(short(await consistencyProof(read, 1, 8))).toEqual(['96a296d224f2', '5f083f0a1a33', '6b47aaf29ee3']);
    expect(short(await consistencyProof(read, 6, 8))).toEqual(['0ebc5d3437fb', 'ca854ea128ed', 'd37ee418976d']);
    expect(short(await consistencyProof(read, 2, 5))).toEqual(['5f083f0a1a33', 'bc1a0643b12e']);
  });

  it('refuses to prove what is not in it', async () => {
    await expect(inclusionProof(read, 8, 8)).rejects.toThrow(RangeError);
    await expect(inclusionProof(read, 0, 9)).rejects.toThrow(RangeError);
    await expect(consistencyProof(read, 9, 8)).rejects.toThrow(RangeError);
  });

  it('verifies no proof with another index, size, root, or a hash more, less or changed', async () => {
    for (let size = 1; size <= 8; size++) {
      for (let index = 0; index < size; index++) {
        const path = await inclusionProof(read, index, size);
        const leaf = leaves[index] as Buffer;
        const verify = (i: number, n: number, p: Buffer[], r: Buffer) => verifyInclusion(leaf, i, n, p, r);
        expect(verify(index, size, path, root(size))).toBe(true);
        for (let other = 0; other < 8; other++) {
          if (other !== index) expect(verify(other, size, path, root(size))).toBe(false);
          if (other !== size) expect(verify(index, size, path, root(other))).toBe(false);
        }
        expect(verify(index, size, [...path, root(1)], root(size))).toBe(false);
        expect(verify(index, size, [root(1), ...path], root(size))).toBe(false);
        if (path.length > 0) expect(verify(index, size, path.slice(1), root(size))).toBe(false);
        for (const [at, hash] of path.entries()) {
          const changed = path.with(at, Buffer.from(hash.map((byte, i) => (i === 0 ? byte ^ 1 : byte))));
          expect(verify(index, size, changed, root(size))).toBe(false);
        }
      }
      for (let first = 0; first <= size; first++) {
        const path = await consistencyProof(read, first, size);
        expect(verifyConsistency(first, size, path, root(first), root(size))).toBe(true);
        expect(verifyConsistency(first, size, [...path, root(1)], root(first), root(size))).toBe(false);
        if (first === 0 || first === size) continue;
        expect(verifyConsistency(first, size, path.slice(1), root(first), root(size))).toBe(false);
        expect(verifyConsistency(first, size, path, root(first + 1), root(size))).toBe(false);
        expect(verifyConsistency(first, size, path, root(first), root(size - 1))).toBe(false);
      }
    }
  });

  it('never throws for indexes, sizes or paths that make no sense', () => {
    const some = leaves[0] as Buffer;
    for (const n of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(verifyInclusion(some, n, 8, [], some)).toBe(false);
      expect(verifyInclusion(some, 0, n, [some], some)).toBe(false);
      expect(verifyConsistency(n, 8, [some], some, some)).toBe(false);
      expect(verifyConsistency(1, n, [], some, some)).toBe(false);
    }
  });
});
