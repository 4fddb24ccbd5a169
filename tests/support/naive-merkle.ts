import { createHash } from 'node:crypto';

/**
 * RFC 6962 word for word: recursive, over all leaves, nothing kept. The second implementation that the ledger's tree
 * is compared with; shares no code with it.
 */
const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const k = (n: number): number => {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
};

export const naiveLeaf = (data: Uint8Array): Buffer => sha256(Buffer.of(0), data);

/** 2.1: MTH, over leaf hashes. */
export function naiveRoot(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256();
  if (leaves.length === 1) return first;
  const at = k(leaves.length);
  return sha256(Buffer.of(1), naiveRoot(leaves.slice(0, at)), naiveRoot(leaves.slice(at)));
}

/** 2.1.1: PATH(m, D[n]). */
export function naivePath(m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const at = k(leaves.length);
  return m < at
    ? [...naivePath(m, leaves.slice(0, at)), naiveRoot(leaves.slice(at))]
    : [...naivePath(m - at, leaves.slice(at)), naiveRoot(leaves.slice(0, at))];
}

/** 2.1.2: PROOF(m, D[n]), for 0 < m <= n. */
export const naiveProof = (m: number, leaves: readonly Buffer[]): Buffer[] => subproof(m, leaves, true);

function subproof(m: number, leaves: readonly Buffer[], known: boolean): Buffer[] {
  if (m === leaves.length) return known ? [] : [naiveRoot(leaves)];
  const at = k(leaves.length);
  return m <= at
    ? [...subproof(m, leaves.slice(0, at), known), naiveRoot(leaves.slice(at))]
    : [...subproof(m - at, leaves.slice(at), false), naiveRoot(leaves.slice(0, at))];
}
