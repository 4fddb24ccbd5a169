import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inside, lastDays, moved, zoomed } from './windows.ts';

const whole = { from: 0, to: 1_000_000_000 };
const windows = fc
  .tuple(fc.integer({ min: 0, max: 900_000_000 }), fc.integer({ min: 60_000, max: 100_000_000 }))
  .map(([from, length]) => ({ from, to: from + length }));

describe('a window of time', () => {
  it('stays inside the whole and keeps its order, however it is zoomed and moved', () => {
    fc.assert(
      fc.property(
        windows,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
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
    expect(lastDays(whole, 1)).toEqual({ from: 1_000_000_000 - 86_400_000, to: 1_000_000_000 });
    expect(lastDays(whole, 1000)).toEqual(whole);
  });
});
