import { createHash } from 'node:crypto';
import {
  consistencyProof,
  EMPTY_EDGE,
  edgeOf,
  grow,
  inclusionProof,
  rootAt,
  rootOf,
  TILE,
  verifyConsistency,
  verifyInclusion,
} from '@chartwarden/ledger-proof';
import { naivePath, naiveProof, naiveRoot } from '../tests/support/naive-merkle.ts';
import type { Proof } from './runner/types.ts';

/** Numbers below `limit`, from a seed: SHA-256 in counter mode. */
function randomNumbers(seed: number): (limit: number) => number {
  let counter = 0;
  return (limit) => {
    const digest = createHash('sha256').update(`${seed} ${counter++}`).digest();
    return digest.readUIntBE(0, 6) % limit;
  };
}

const hex = (hashes: readonly Buffer[]): string => hashes.map((hash) => hash.toString('hex')).join();

/** Grows one tree by random steps and compares it with the naive one at random places. Returns what differed. */
async function compareTree(number: number, size: number, below: (limit: number) => number): Promise<string[]> {
  const leaves = Array.from({ length: size }, (_, i) => createHash('sha256').update(`${number} ${i}`).digest());
  const tiles = new Map<string, Buffer>();
  let edge = EMPTY_EDGE;
  while (edge.size < size) {
    const grown = grow(edge, leaves.slice(edge.size, edge.size + 1 + below(300)));
    edge = grown.edge;
    for (const tile of grown.tiles) tiles.set(`${tile.level}/${tile.index}`, tile.hashes);
  }
  const read = async (level: number, index: number): Promise<Buffer> =>
    tiles.get(`${level}/${index}`) ??
    (level === 0 ? Buffer.concat(leaves.slice(index * TILE, (index + 1) * TILE)) : Buffer.alloc(0));
  const wrong: string[] = [];
  const same = (what: string, holds: boolean): void => {
    if (!holds) wrong.push(`tree ${number} of ${size}: ${what}`);
  };
  const root = naiveRoot(leaves);
  same('root', rootOf(edge).equals(root));
  same('edge read back', rootOf(edgeOf(size, edge.open)).equals(root));
  const earlier = 1 + below(size);
  const before = naiveRoot(leaves.slice(0, earlier));
  same(`root at ${earlier}`, (await rootAt(read, earlier)).equals(before));
  const index = below(size);
  const path = await inclusionProof(read, index, size);
  same(`inclusion of ${index}`, hex(path) === hex(naivePath(index, leaves)));
  same(`verify inclusion of ${index}`, verifyInclusion(leaves[index] as Buffer, index, size, path, root));
  same(`another leaf at ${index}`, !verifyInclusion(root, index, size, path, root) || size === 1);
  const proof = await consistencyProof(read, earlier, size);
  same(`consistency from ${earlier}`, hex(proof) === hex(naiveProof(earlier, leaves)));
  same(`verify consistency from ${earlier}`, verifyConsistency(earlier, size, proof, before, root));
  same(
    `another root at ${earlier}`,
    !verifyConsistency(earlier, size, proof, leaves[0] as Buffer, root) || earlier === 1,
  );
  return wrong;
}

export const proof: Proof = {
  title: 'The tree of the ledger and its proofs equal those of a second, naive implementation of RFC 6962',
  promises: ['E4'],
  takes: 'two minutes',
  run: async ({ scale, seed, settings, log }) => {
    const trees = Number(settings.trees ?? (scale === 'full' ? 10_000 : 150));
    const below = randomNumbers(seed);
    const failures: string[] = [];
    let largest = 0;
    let leaves = 0;
    for (let number = 0; number < trees; number++) {
      // Most trees small, where every shape occurs; some across several tiles; a few across two stored levels and more.
      const limit = number % 500 === 0 ? 140_000 : number % 10 === 0 ? 3000 : 300;
      const size = number < 70 ? number + 1 : 1 + below(scale === 'full' ? limit : Math.min(limit, 3000));
      failures.push(...(await compareTree(number, size, below)));
      largest = Math.max(largest, size);
      leaves += size;
      if (number % 1000 === 999) log(`${number + 1} trees`);
    }
    return { failures, figures: { trees, leaves, largest_tree: largest } };
  },
};
