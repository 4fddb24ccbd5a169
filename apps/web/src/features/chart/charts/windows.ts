import type { ChartLine, TimeWindow } from './types.ts';

const DAY = 86_400_000;
/** Closer than this there is nothing to see. */
const LEAST = 60_000;

/** From the first to the last point, with a little room; null without a point. */
export function wholeOf(lines: readonly ChartLine[]): TimeWindow | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { exact, open } of lines)
    for (const { x } of [exact, open]) {
      if (x.length === 0) continue;
      from = Math.min(from, x[0] as number);
      to = Math.max(to, x[x.length - 1] as number);
    }
  if (from > to) return null;
  const room = from === to ? 90 * DAY : (to - from) * 0.03;
  return { from: from - room, to: to + room };
}

/** Larger (`by` above 1) or smaller around a moment, never beyond the whole. */
export function zoomed(window: TimeWindow, whole: TimeWindow, by: number, around?: number): TimeWindow {
  const length = window.to - window.from;
  const middle = around ?? (window.from + window.to) / 2;
  const next = Math.min(whole.to - whole.from, Math.max(LEAST, length * by));
  const from = middle - ((middle - window.from) / length) * next;
  return inside({ from, to: from + next }, whole);
}

/** Moved by a share of its own length, never beyond the whole. */
export function moved(window: TimeWindow, whole: TimeWindow, share: number): TimeWindow {
  const by = (window.to - window.from) * share;
  return inside({ from: window.from + by, to: window.to + by }, whole);
}

/** The last so many days of the whole. */
export const lastDays = (whole: TimeWindow, days: number): TimeWindow => ({
  from: Math.max(whole.from, whole.to - days * DAY),
  to: whole.to,
});

export function inside({ from, to }: TimeWindow, whole: TimeWindow): TimeWindow {
  const length = Math.min(to - from, whole.to - whole.from);
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
}
