import type { ProofAnswer } from '../../api/types.ts';
import { hmacSha256, joined, sha256 } from './sha256.ts';

type ProofDocument = ProofAnswer['proof'];

/**
 * Computes the root of the ledger's tree from the disclosed line and its audit path, and compares it with the one in
 * the checkpoint: the second opinion of this browser. Null when the document discloses no line. The signature of the
 * checkpoint is checked by `chartwarden ledger verify`.
 */
export function checkInclusion(proof: ProofDocument): boolean | null {
  const line = proof.lines?.at(-1);
  if (!line) return null;
  const [, size, root] = proof.checkpoint.split('\n');
  const commitment = toHex(hmacSha256(fromHex(line.nonce), utf8(canonical(line.body))));
  const leaf = canonical({ commitment, seq: line.seq, time: line.time, v: 1 });
  const reached = climb(sha256(joined(LEAF, utf8(leaf))), line.seq, Number(size), proof.inclusion.map(fromHex));
  return reached !== null && btoa(String.fromCharCode(...reached)) === root;
}

/** The number of entries that a checkpoint covers (C2SP tlog-checkpoint, second line). */
export const sizeOf = (checkpoint: string): number => Number(checkpoint.split('\n')[1] ?? 0) || 0;

/** RFC 6962, 2.1: leaves and inner nodes are told apart by their first byte. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** RFC 9162, 2.1.3.2: from a leaf hash along the audit path to the root; null when the path cannot be right. */
function climb(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): Uint8Array | null {
  if (!Number.isSafeInteger(size) || index >= size) return null;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      hash = sha256(joined(NODE, sibling, hash));
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      hash = sha256(joined(NODE, hash, sibling));
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 ? hash : null;
}

/** RFC 8785 for what an entry's body holds: strings, numbers, booleans, lists and objects. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
