import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Points, pick, reachOf } from './decimate.ts';

const pointsOf = (list: readonly (readonly [number, number])[]): Points => {
  const sorted = list.toSorted(([one], [other]) => one - other);
  return { x: Float64Array.from(sorted, ([x]) => x), y: Float64Array.from(sorted, ([, y]) => y) };
};
const lists = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: -50, max: 50 })), {
  minLength: 1,
  maxLength: 600,
});

/** What a line of these points covers in each pixel column: the lowest and highest of it, by hand. */
function columnsOf(points: Points, indices: readonly number[], from: number, to: number, width: number) {
  const columns = new Map<number, [number, number]>();
  for (const at of indices) {
    const x = points.x[at] ?? 0;
    if (x < from || x > to) continue;
    const column = Math.floor(((x - from) * width) / (to - from));
    const y = points.y[at] ?? 0;
    const [low, high] = columns.get(column) ?? [y, y];
    columns.set(column, [Math.min(low, y), Math.max(high, y)]);
  }
  return columns;
}

describe('of many points', () => {
  it('as many are picked as the pixels can show, in order', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 20 }), (list, width) => {
        const points = pointsOf(list);
        const picked = pick(points, 1000, 4000, width);
        expect(picked.length).toBeLessThanOrEqual(4 * (width + 4));
        expect(picked).toEqual([...new Set(picked)].sort((a, b) => a - b));
      }),
    );
  });

  it('each pixel column reaches as far down and up as with all of them', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 20 }), (list, width) => {
        const points = pointsOf(list);
        const all = [...points.x.keys()];
        expect(columnsOf(points, pick(points, 1000, 4000, width), 1000, 4000, width)).toEqual(
          columnsOf(points, all, 1000, 4000, width),
        );
      }),
    );
  });

  it('the neighbours outside are kept, so that a line runs off the edge', () => {
    const points = pointsOf([[0, 1], [10, 2], [20, 3], [30, 4], [40, 5]]); // biome-ignore format: one line
    expect(pick(points, 15, 25, 100)).toEqual([1, 2, 3]);
    expect(pick(points, 22, 28, 100)).toEqual([2, 3]);
    expect(pick(points, 50, 60, 100)).toEqual([4]);
  });
});

it('says how far the values between two moments reach', () => {
  const points = pointsOf([[0, 9], [10, 2], [20, 3], [30, -4]]); // biome-ignore format: one line
  expect([reachOf(points, 5, 20), reachOf(points, 0, 30), reachOf(points, 11, 19)]).toEqual([[2, 3], [-4, 9], null]);
});
