import type uPlot from 'uplot';
import { pick, reachOf } from './decimate.ts';
import type { Annotation, ChartLine, TimeWindow } from './types.ts';

/** Colours as the stylesheet has them for the theme that is shown. */
export interface Palette {
  readonly series: readonly string[];
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly paper: string;
  readonly medicine: string;
  readonly stay: string;
}

/** With fewer points than one in so many pixels each gets a mark. */
const PIXELS_PER_MARK = 7;
const MARK = 3.25;

/** What a chart shows, drawn onto uPlot's canvas below its axes' labels. */
export interface Drawing {
  readonly lines: readonly ChartLine[];
  readonly annotations: readonly Annotation[];
}

/** Lowest and highest value to be seen: points and limits in the window, with a little room. */
export function valueReach(lines: readonly ChartLine[], { from, to }: TimeWindow): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (value: number | null) => {
    if (value === null) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { exact, open, bands } of lines) {
    for (const points of [exact, open]) for (const end of reachOf(points, from, to) ?? []) take(end);
    for (const band of bands)
      if (band.to >= from && band.from <= to) {
        take(band.low);
        take(band.high);
      }
  }
  if (low > high) return [0, 1];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

export function draw(u: uPlot, { lines, annotations }: Drawing, palette: Palette): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio || 1;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const one of annotations) drawAnnotation(u, one, palette, ratio);
  for (const line of lines) drawBands(u, line, colourOf(line, palette), ratio);
  for (const line of lines) drawLine(u, line, colourOf(line, palette), palette, ratio);
  ctx.restore();
}

export const colourOf = ({ place }: { readonly place: number }, { series, ink }: Palette): string =>
  series[place % series.length] ?? ink;

const windowOf = (u: uPlot): TimeWindow => ({ from: u.scales.x?.min ?? 0, to: u.scales.x?.max ?? 1 });
const toX = (u: uPlot, x: number): number => u.valToPos(x, 'x', true);
const toY = (u: uPlot, y: number): number => u.valToPos(y, 'y', true);

function drawBands(u: uPlot, { bands }: ChartLine, colour: string, ratio: number): void {
  const { ctx, bbox } = u;
  const { from, to } = windowOf(u);
  const starts = new Set(bands.map((one) => one.from));
  const ends = new Set(bands.map((one) => one.to));
  // Where no other band goes on, a band reaches around the mark of its result.
  const room = (isMet: boolean): number => (isMet ? 0 : 6 * ratio);
  for (const band of bands) {
    if (band.to < from || band.from > to) continue;
    const left = Math.max(bbox.left, toX(u, band.from) - room(band.from !== band.to && ends.has(band.from)));
    const right = Math.min(
      bbox.left + bbox.width,
      toX(u, band.to) + room(band.from !== band.to && starts.has(band.to)),
    );
    const top = band.high === null ? bbox.top : toY(u, band.high);
    const bottom = band.low === null ? bbox.top + bbox.height : toY(u, band.low);
    ctx.globalAlpha = 0.13;
    ctx.fillStyle = colour;
    ctx.fillRect(left, top, right - left, bottom - top);
    ctx.globalAlpha = 0.65;
    ctx.strokeStyle = colour;
    ctx.lineWidth = ratio;
    ctx.setLineDash([4 * ratio, 3 * ratio]);
    ctx.beginPath();
    for (const [edge, y] of [[band.high, top], [band.low, bottom]] as const) // biome-ignore format: one line
      if (edge !== null) {
        ctx.moveTo(left, y);
        ctx.lineTo(right, y);
      }
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}

function drawLine(u: uPlot, line: ChartLine, colour: string, palette: Palette, ratio: number): void {
  const { ctx, bbox } = u;
  const { from, to } = windowOf(u);
  const width = bbox.width / ratio;
  const { x, y } = line.exact;
  const picked = pick(line.exact, from, to, bbox.width);
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 1.5 * ratio;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  picked.forEach((at, index) => {
    const [left, top] = [toX(u, x[at] as number), toY(u, y[at] as number)];
    if (index === 0 || line.breaks.has(at)) ctx.moveTo(left, top);
    else ctx.lineTo(left, top);
  });
  ctx.stroke();
  if (picked.length <= width / PIXELS_PER_MARK)
    for (const at of picked) {
      ctx.beginPath();
      mark(ctx, line.place, toX(u, x[at] as number), toY(u, y[at] as number), MARK * ratio);
      ctx.fill();
    }
  ctx.lineWidth = 1.5 * ratio;
  for (const at of pick(line.open, from, to, bbox.width)) {
    const left = toX(u, line.open.x[at] as number);
    const top = toY(u, line.open.y[at] as number);
    const way = line.comparators[at]?.startsWith('<') ? 1 : -1;
    ctx.beginPath();
    ctx.moveTo(left, top + way * MARK * ratio);
    ctx.lineTo(left, top + way * 3.5 * MARK * ratio);
    ctx.moveTo(left - 2.5 * ratio, top + way * 2.5 * MARK * ratio);
    ctx.lineTo(left, top + way * 3.5 * MARK * ratio);
    ctx.lineTo(left + 2.5 * ratio, top + way * 2.5 * MARK * ratio);
    ctx.stroke();
    ctx.fillStyle = palette.paper;
    ctx.beginPath();
    mark(ctx, line.place, left, top, (MARK + 0.5) * ratio);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = colour;
  }
}

/** Series are told apart by their marks, too: circle, square, diamond, triangle. */
function mark(ctx: CanvasRenderingContext2D, place: number, x: number, y: number, r: number): void {
  const kind = place % 4;
  if (kind === 0) ctx.arc(x, y, r, 0, 2 * Math.PI);
  else if (kind === 1) ctx.rect(x - r, y - r, 2 * r, 2 * r);
  else {
    ctx.moveTo(x, y - 1.3 * r);
    ctx.lineTo(x + 1.3 * r, kind === 2 ? y : y + r);
    if (kind === 2) ctx.lineTo(x, y + 1.3 * r);
    ctx.lineTo(x - 1.3 * r, kind === 2 ? y : y + r);
    ctx.closePath();
  }
}

function drawAnnotation(u: uPlot, { from, to, kind }: Annotation, palette: Palette, ratio: number): void {
  const { ctx, bbox } = u;
  const left = toX(u, from);
  const right = Math.max(left + 2 * ratio, toX(u, to));
  if (right < bbox.left || left > bbox.left + bbox.width) return;
  ctx.fillStyle = kind === 'stay' ? palette.stay : palette.medicine;
  ctx.globalAlpha = kind === 'stay' ? 0.18 : 0.8;
  if (kind === 'stay') ctx.fillRect(left, bbox.top, right - left, bbox.height);
  else ctx.fillRect(left, bbox.top, 1.5 * ratio, bbox.height);
  ctx.globalAlpha = 1;
}

/** The point nearest to a place of the canvas (in pixels of the page), within reach; null when none is. */
export function nearest(
  u: uPlot,
  lines: readonly ChartLine[],
  left: number,
  top: number,
  reach: number,
): { readonly row: number; readonly left: number; readonly top: number } | null {
  const { from, to } = windowOf(u);
  const perPixel = (to - from) / Math.max(1, u.over.clientWidth);
  const x = u.posToVal(left, 'x');
  let best: { row: number; left: number; top: number } | null = null;
  let least = reach;
  for (const line of lines)
    for (const [points, rows] of [
      [line.exact, line.exactRows],
      [line.open, line.openRows],
    ] as const) {
      // biome-ignore format: one line
      for (const at of pick(points, x - reach * perPixel, x + reach * perPixel, 2 * reach)) {
        const place = { left: u.valToPos(points.x[at] as number, 'x'), top: u.valToPos(points.y[at] as number, 'y') };
        const distance = Math.hypot(place.left - left, place.top - top);
        if (distance > least) continue;
        least = distance;
        best = { row: rows[at] as number, ...place };
      }
    }
  return best;
}
