import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartLine } from './types.ts';
import { inside, lastDays, moved, wholeOf, zoomed } from './windows.ts';

const whole = { from: 0, to: 1_000_000_000, room: 0 };
const windows = fc
  .tuple(fc.integer({ min: 0, max: 900_000_000 }), fc.integer({ min: 60_000, max: 100_000_000 }))
  .map(([from, length]) => ({ from, to: from + length }));

describe('a window of time', () => {
  it('stays inside the whole and keeps its order, however it is zoomed and moved', () => {
    fc.assert(
      fc.property(
        windows,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.oneof(
          fc.double({ min: -3, max: 3, noNaN: true }),
          fc.constantFrom(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
        ),
        (window, by, share) => {
          for (const one of [zoomed(window, whole, by), moved(window, whole, share), inside(window, whole)]) {
            expect(one.from).toBeGreaterThanOrEqual(-1);
            expect(one.to).toBeLessThanOrEqual(whole.to + 1);
            expect(one.to - one.from).toBeGreaterThan(59_000);
          }
          const length = (one: typeof window) => one.to - one.from;
          expect(length(moved(window, whole, share))).toBeCloseTo(length(window), 3);
        },
      ),
    );
  });

  it('keeps what one points at in its place', () => {
    const window = { from: 400_000_000, to: 500_000_000 };
    expect(zoomed(window, whole, 0.5, 425_000_000)).toEqual({ from: 412_500_000, to: 462_500_000 });
  });

  it('of the last days ends with the last value, not with the room behind it', () => {
    const day = 86_400_000;
    const x = Float64Array.from([0, 3650 * day]);
    const line = { exact: { x }, open: { x: new Float64Array() } } as unknown as ChartLine;
    const tenYears = wholeOf([line]);
    if (tenYears === null) throw new Error('there are two points');
    expect(lastDays(tenYears, 14)).toEqual({ from: 3636 * day, to: 3650.42 * day });
    expect(lastDays(tenYears, 5000)).toEqual({ from: tenYears.from, to: tenYears.to });
  });
});
