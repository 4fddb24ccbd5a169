/** Numbers that look random and are the same for the same seed, on every machine: no clock, no system randomness. */
export interface Random {
  /** 0 <= x < 1 */
  next(): number;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  /** Around a middle, at most `spread` away, with `decimals` digits after the point. */
  around(middle: number, spread: number, decimals?: number): number;
  pick<T>(from: readonly T[]): T;
}

/** A 32-bit integer hash (the finaliser of MurmurHash3), as a number from 0 to 1. */
export function hashed(seed: number, index: number): number {
  let x = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0;
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0;
  return ((x ^ (x >>> 16)) >>> 0) / 0x1_0000_0000;
}

export function createRandom(seed: number): Random {
  let drawn = 0;
  const next = (): number => {
    drawn += 1;
    return hashed(seed, drawn);
  };
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    around: (middle, spread, decimals = 1) => Number((middle + (next() * 2 - 1) * spread).toFixed(decimals)),
    pick: (from) => {
      const one = from[Math.floor(next() * from.length)];
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
  };
}
