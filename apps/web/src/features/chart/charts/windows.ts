import type { ChartLine, TimeWindow } from './types.ts';

const DAY = 86_400_000;
/** Closer than this there is nothing to see. */
const LEAST = 60_000;

/** From the first to the last point, with a little room before and after them. */
export interface WholeTime extends TimeWindow {
  readonly room: number;
}

/** A share of a window that is left free at its ends. */
const ROOM = 0.03;

/** Null without a point. */
export function wholeOf(lines: readonly ChartLine[]): WholeTime | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { exact, open } of lines)
    for (const { x } of [exact, open]) {
      if (x.length === 0) continue;
      from = Math.min(from, x[0] as number);
      to = Math.max(to, x[x.length - 1] as number);
    }
  if (from > to) return null;
  const room = from === to ? 90 * DAY : (to - from) * ROOM;
  return { from: from - room, to: to + room, room };
}

/** Larger (`by` above 1) or smaller around a moment, never beyond the whole. */
export function zoomed(window: TimeWindow, whole: TimeWindow, by: number, around?: number): TimeWindow {
  const length = window.to - window.from;
  const middle = around ?? (window.from + window.to) / 2;
  const next = Math.min(whole.to - whole.from, Math.max(LEAST, length * by));
  const from = middle - ((middle - window.from) / length) * next;
  return inside({ from, to: from + next }, whole);
}

/** Moved by a share of its own length, however far, never beyond the whole. */
export function moved(window: TimeWindow, whole: TimeWindow, share: number): TimeWindow {
  const length = window.to - window.from;
  return placed(window.from + length * share, length, whole);
}

/** The last so many days in which there is something: of ten years the room at the end alone is longer than three months. */
export function lastDays(whole: WholeTime, days: number): TimeWindow {
  const last = whole.to - whole.room;
  return {
    from: Math.max(whole.from, last - days * DAY),
    to: Math.min(whole.to, last + days * DAY * ROOM),
  };
}

export const inside = ({ from, to }: TimeWindow, whole: TimeWindow): TimeWindow => placed(from, to - from, whole);

/** By its length, which would be lost between two ends that are very far away. */
function placed(from: number, wanted: number, whole: TimeWindow): TimeWindow {
  const length = Math.min(wanted, whole.to - whole.from);
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
}
