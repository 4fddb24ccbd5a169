import { EMPTY_ROOT, HASH, nodeHash } from './hashes.ts';

/** Hashes in a full tile. Tile (level, index) holds the nodes of tree level 8 * level from 256 * index on. */
export const TILE = 256;

/** A stored row of hashes, 32 bytes each. Level 0 is stored when full, higher levels whenever they grow. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Buffer;
}

/** The right edge of the tree: all that appending needs. Never changed in place. */
export interface Edge {
  /** Number of leaves. */
  readonly size: number;
  /** Roots of the complete subtrees, largest first: one for each set bit of `size`. */
  readonly peaks: readonly Buffer[];
  /** Per stored level the hashes of its unfinished tile. */
  readonly open: readonly (readonly Buffer[])[];
}

export const EMPTY_EDGE: Edge = { size: 0, peaks: [], open: [] };

/** Appends leaf hashes: one inner hash per leaf on average. Returns the new edge and the tiles to store. */
export function grow(edge: Edge, leaves: readonly Buffer[]): { readonly edge: Edge; readonly tiles: Tile[] } {
  const peaks = edge.peaks.slice();
  const open = edge.open.map((hashes) => hashes.slice());
  const tiles: Tile[] = [];
  const touched = new Set<number>();
  let size = edge.size;
  const put = (level: number, node: Buffer): void => {
    const hashes = open[level] ?? [];
    open[level] = hashes;
    hashes.push(node);
    if (level > 0) touched.add(level);
    if (hashes.length === TILE) flush(level);
  };
  const flush = (level: number): void => {
    const hashes = open[level] ?? [];
    const index = Math.ceil(size / TILE ** level / TILE) - 1;
    tiles.push({ level, index, hashes: Buffer.concat(hashes) });
    if (hashes.length === TILE) open[level] = [];
    touched.delete(level);
  };
  for (const leaf of leaves) {
    let node = leaf;
    let level = 0;
    let rest = size;
    size += 1;
    put(0, node);
    for (; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      node = nodeHash(peaks.pop() ?? node, node);
      level += 1;
      if (level % 8 === 0) put(level / 8, node);
    }
    peaks.push(node);
  }
  for (const level of [...touched]) flush(level);
  return { edge: { size, peaks, open }, tiles };
}

/** The edge of a tree from the hashes of its unfinished tiles: the set bits of their counts are the peaks. */
export function edgeOf(size: number, open: readonly (readonly Buffer[])[]): Edge {
  const peaks: Buffer[] = [];
  for (const hashes of [...open].reverse()) {
    let from = 0;
    for (let span = TILE / 2; span >= 1; span /= 2) {
      if ((hashes.length & span) === 0) continue;
      peaks.push(fold(hashes.slice(from, from + span)));
      from += span;
    }
  }
  return { size, peaks, open };
}

/** The root over a power of two of sibling hashes. */
function fold(hashes: readonly Buffer[]): Buffer {
  let level = hashes;
  while (level.length > 1) {
    const pairs = level;
    level = Array.from({ length: pairs.length / 2 }, (_, i) =>
      nodeHash(pairs[2 * i] as Buffer, pairs[2 * i + 1] as Buffer),
    );
  }
  return level[0] as Buffer;
}

/** The root of the whole tree (RFC 6962, 2.1: MTH). */
export const rootOf = (edge: Edge): Buffer =>
  edge.size === 0 ? EMPTY_ROOT : edge.peaks.reduceRight((right, left) => nodeHash(left, right));

/**
 * Gives a tile of a tree that has at least the size asked about, at least as long as that size makes it;
 * the unfinished level-0 tile included.
 */
export type TileReader = (level: number, index: number) => Promise<Buffer>;

const hashAt = (tile: Buffer, position: number): Buffer => {
  const hash = tile.subarray(position * HASH, (position + 1) * HASH);
  if (hash.length !== HASH) throw new RangeError('a ledger tile is shorter than the tree');
  return hash;
};

/** The root of the complete subtree of 2^level leaves, number `index` of its level. */
async function node(read: TileReader, level: number, index: number): Promise<Buffer> {
  const span = 2 ** (level % 8);
  const first = index * span;
  const tile = await read(Math.floor(level / 8), Math.floor(first / TILE));
  return fold(Array.from({ length: span }, (_, i) => hashAt(tile, (first % TILE) + i)));
}

/** The largest power of two below `count` (RFC 6962, 2.1: k). */
const split = (count: number): number => {
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
};

/** MTH(D[from:to]), where `from` is where RFC 6962's splitting puts it. */
async function rangeRoot(read: TileReader, from: number, to: number): Promise<Buffer> {
  const count = to - from;
  const k = split(count);
  if (count === 1 || k * 2 === count) return node(read, Math.log2(count), from / count);
  return nodeHash(await rangeRoot(read, from, from + k), await rangeRoot(read, from + k, to));
}

/** The root that the tree had at an earlier size. */
export const rootAt = async (read: TileReader, size: number): Promise<Buffer> =>
  size === 0 ? EMPTY_ROOT : rangeRoot(read, 0, size);

/**
 * RFC 6962, 2.1.1: the audit path of leaf `index` in the tree of `size` leaves, nearest sibling first. `known` keeps what
 * the paths of several leaves of one tree have in common.
 */
export async function inclusionProof(
  read: TileReader,
  index: number,
  size: number,
  known = new Map<string, Buffer>(),
): Promise<Buffer[]> {
  const part = async (from: number, to: number): Promise<Buffer> => {
    const root = known.get(`${from} ${to}`) ?? (await rangeRoot(read, from, to));
    known.set(`${from} ${to}`, root);
    return root;
  };
  if (!(index >= 0 && index < size)) throw new RangeError('the leaf is not in a tree of this size');
  const path: Buffer[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + split(to - from);
    if (index < middle) {
      path.push(await part(middle, to));
      to = middle;
    } else {
      path.push(await part(from, middle));
      from = middle;
    }
  }
  return path.reverse();
}

/** RFC 6962, 2.1.2: proves that the tree of `first` leaves is the beginning of the tree of `second` leaves. */
export async function consistencyProof(read: TileReader, first: number, second: number): Promise<Buffer[]> {
  if (!(first >= 0 && first <= second)) throw new RangeError('the first tree is larger than the second');
  if (first === 0) return [];
  const path: Buffer[] = [];
  let from = 0;
  let to = second;
  while (to !== first) {
    const middle = from + split(to - from);
    if (first <= middle) {
      path.push(await rangeRoot(read, middle, to));
      to = middle;
    } else {
      path.push(await rangeRoot(read, from, middle));
      from = middle;
    }
  }
  // The old root itself is known to the verifier; any other starting node is part of the proof.
  if (from > 0) path.push(await rangeRoot(read, from, to));
  return path.reverse();
}

/** The RFC 6962 root over leaves that fit in memory (given as leaf hashes). */
export const treeRoot = (leaves: readonly Buffer[]): Buffer => rootOf(grow(EMPTY_EDGE, leaves).edge);
