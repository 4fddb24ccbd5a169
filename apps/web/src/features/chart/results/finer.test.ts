import { describe, expect, it } from 'vitest';
import { covers, finestFor } from './finer.ts';

/** An overview, one that is finer, and everything: a piece each 10, and each hour. */
const levels = [
  { count: 2000, starts: [0, 500] },
  { count: 20_000, starts: Array.from({ length: 20 }, (_, at) => at * 50) },
  { count: 100_000, starts: Array.from({ length: 100 }, (_, at) => at * 10) },
];

describe('of a dense series', () => {
  it('a window is asked for as finely as one look can be, in whole pieces', () => {
    expect(finestFor(levels, { from: 101, to: 118 }, null)).toEqual({ level: 2, from: 100, to: 119 });
    expect(finestFor(levels, { from: 100, to: 118 }, null)).toEqual({ level: 2, from: 90, to: 119 });
    expect(finestFor(levels, { from: 101, to: 300 }, null)).toEqual({ level: 1, from: 100, to: 349 });
    expect(finestFor(levels, { from: 0, to: 1000 }, null)).toBeNull();
    expect(finestFor(levels, { from: 975, to: 1100 }, null)).toEqual({ level: 2, from: 970, to: undefined });
    expect(finestFor(levels, { from: -50, to: 5 }, null)).toEqual({ level: 2, from: 0, to: 9 });
    expect(finestFor([], { from: 0, to: 5 }, null)).toBeNull();
  });

  it('moving about in what has come asks for nothing more', () => {
    const starts = levels[2]?.starts ?? [];
    const stretch = { level: 2, from: 100, to: 149 };
    expect(finestFor(levels, { from: 121, to: 128 }, stretch)).toBe(stretch);
    expect(finestFor(levels, { from: 121, to: 152 }, stretch)).toEqual({ level: 2, from: 120, to: 159 });
    expect(finestFor(levels, { from: 101, to: 140 }, { level: 1, from: 100, to: 349 })?.level).toBe(2);
    expect(covers(stretch, starts, { from: 101, to: 140 })).toBe(true);
    expect(covers(stretch, starts, { from: 99, to: 140 })).toBe(false);
    expect(covers(stretch, starts, { from: 101, to: 150 })).toBe(false);
    expect(covers({ level: 2, from: 0, to: undefined }, starts, { from: -5, to: 5000 })).toBe(true);
  });
});
