/** Points of one line, oldest first; x in milliseconds. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What of a line is drawn: indices of points, in order, so few that drawing them costs the same for any number. */
export type Picked = readonly number[];

/** Index of the first point at or after `x`. */
export function firstFrom(xs: Float64Array, x: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((xs[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The points between `from` and `to` (one more on either side, so that lines run off the edge): all of them when there
 * are few, otherwise the first, lowest, highest and last of each pixel column (M4, Jugel et al., VLDB 2014), with which
 * the drawn line is the same, pixel by pixel.
 * @param width pixels between from and to
 */
export function pick(points: Points, from: number, to: number, width: number): Picked {
  const { x, y } = points;
  const start = Math.max(0, firstFrom(x, from) - 1);
  const end = Math.min(x.length, firstFrom(x, to + 1) + 1);
  const columns = Math.max(1, Math.floor(width));
  if (end - start <= 4 * columns || to <= from) return Array.from({ length: end - start }, (_, at) => start + at);
  const picked: number[] = [];
  const scale = columns / (to - from);
  let at = start;
  while (at < end) {
    const column = Math.floor(((x[at] as number) - from) * scale);
    const first = at;
    let lowest = at;
    let highest = at;
    while (at < end && Math.floor(((x[at] as number) - from) * scale) === column) {
      if ((y[at] as number) < (y[lowest] as number)) lowest = at;
      if ((y[at] as number) > (y[highest] as number)) highest = at;
      at += 1;
    }
    for (const one of [first, Math.min(lowest, highest), Math.max(lowest, highest), at - 1])
      if (picked.at(-1) !== one) picked.push(one);
  }
  return picked;
}

/** Lowest and highest y between `from` and `to`; null when nothing lies there. */
export function reachOf({ x, y }: Points, from: number, to: number): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = firstFrom(x, from); at < x.length && (x[at] as number) <= to; at += 1) {
    const value = y[at] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}
