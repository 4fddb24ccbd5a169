import type { TimeWindow } from '../charts/types.ts';
import type { Level } from './answers.ts';

/** Pieces of one look: each holds up to 1,000 values. */
const MOST_PIECES = 6;

/** A stretch of a dense series at a fineness; whole pieces, so that moving about in them asks for nothing. */
export interface Stretch {
  readonly level: number;
  readonly from: number;
  /** Undefined: to the end. */
  readonly to: number | undefined;
}

/**
 * As fine as a window can be shown by one look; null when the overview is all there is for it. What is there `before`
 * stays as long as it shows as much.
 */
export function finestFor(levels: readonly Level[], window: TimeWindow, before: Stretch | null): Stretch | null {
  for (let level = levels.length - 1; level > 0; level -= 1) {
    const starts = levels[level]?.starts ?? [];
    const first = Math.max(0, starts.findLastIndex((start) => start < window.from)); // biome-ignore format: one line
    const after = starts.findIndex((start) => start > window.to);
    const end = after === -1 ? starts.length : after;
    if (end - first > MOST_PIECES || starts[first] === undefined) continue;
    if (before?.level === level && covers(before, starts, window)) return before;
    return { level, from: starts[first], to: after === -1 ? undefined : (starts[after] ?? 0) - 1 };
  }
  return null;
}

/** True where everything that a window shows lies in a stretch. */
export const covers = ({ from, to }: Stretch, starts: readonly number[], window: TimeWindow): boolean =>
  (from <= window.from || from === starts[0]) && (to === undefined || to >= window.to);
