import { INK, QUIET } from './setter.ts';
import type { Sheet } from './sheet.ts';
import type { Text } from './text.ts';

export interface TrendPoint {
  /** Milliseconds. */
  readonly at: number;
  readonly value: number;
  /** Only where it lies is known (`<`, `>`): an open mark. */
  readonly isOpen: boolean;
  /** The laboratory's own range with this value. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Values of one unit and method over time, oldest first. */
export interface TrendChart {
  readonly points: readonly TrendPoint[];
  readonly unit: Text;
  /** For whoever does not see it. */
  readonly alt: string;
  readonly dateOf: (at: number) => string;
  readonly numberOf: (value: number) => string;
}

const HEIGHT = 170;
const SMALL = 7.5;
/** Points drawn with a mark of their own; of more, the line says it. */
const MOST_MARKS = 150;

/** A line of values over the band that the laboratory gave with each of them. */
export function drawChart(sheet: Sheet, chart: TrendChart): void {
  if (sheet.y + HEIGHT + 24 > sheet.bottom) sheet.newPage();
  const { doc } = sheet;
  const area = { left: sheet.left + 44, top: sheet.y + 14, width: sheet.width - 60, height: HEIGHT - 34 };
  const times = chart.points.map((one) => one.at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const span = scaleOf(chart.points);
  const x = (at: number): number =>
    area.left + (last === first ? area.width / 2 : ((at - first) / (last - first)) * area.width);
  const y = (value: number): number => area.top + area.height * (1 - (value - span.low) / (span.high - span.low));

  const label = (text: Text, left: number, baseline: number, isRight = false): void => {
    const [line] = sheet.lines(text, SMALL, 200);
    if (line) sheet.draw(line, isRight ? left - line.width * SMALL : left, baseline, SMALL, QUIET);
  };
  const figure = sheet.element('Figure', undefined, { alt: chart.alt });
  sheet.mark(figure, () => {
    band(chart.points);
    for (const value of span.ticks) {
      doc
        .lineWidth(0.4)
        .strokeColor('#dfe3e8')
        .moveTo(area.left, y(value))
        .lineTo(area.left + area.width, y(value));
      doc.stroke();
      label(chart.numberOf(value), area.left - 6, y(value) + 2.5, true);
    }
    label(chart.unit, sheet.left, area.top - 6);
    label(chart.dateOf(first), area.left, area.top + area.height + 14);
    if (last > first) label(chart.dateOf(last), area.left + area.width, area.top + area.height + 14, true);
    line();
  });
  figure.end();
  sheet.y += HEIGHT + 8;

  /** Each stretch of the band reaches halfway to its neighbours: it may step when the laboratory changes. */
  function band(points: readonly TrendPoint[]): void {
    for (const [at, point] of points.entries()) {
      const { low, high } = point;
      if (low === null && high === null) continue;
      const before = points[at - 1];
      const after = points[at + 1];
      const from = before ? (x(before.at) + x(point.at)) / 2 : area.left;
      const to = after ? (x(point.at) + x(after.at)) / 2 : area.left + area.width;
      const top = y(high === null ? span.high : Math.min(high, span.high));
      const bottom = y(low === null ? span.low : Math.max(low, span.low));
      if (to > from && bottom > top) doc.rect(from, top, to - from, bottom - top).fill('#e4efe8');
    }
  }

  function line(): void {
    for (const [at, { at: when, value }] of chart.points.entries()) {
      if (at === 0) doc.moveTo(x(when), y(value));
      else doc.lineTo(x(when), y(value));
    }
    doc.lineWidth(1).strokeColor(INK).stroke();
    if (chart.points.length > MOST_MARKS) return;
    for (const { at, value, isOpen } of chart.points) {
      doc.circle(x(at), y(value), 2.2);
      if (isOpen) doc.lineWidth(0.9).fillAndStroke('#ffffff', INK);
      else doc.fill(INK);
    }
  }
}

/** Round numbers around the values, and around their ranges where these are near. */
function scaleOf(points: readonly TrendPoint[]): { low: number; high: number; ticks: readonly number[] } {
  const values = points.map((one) => one.value);
  let [low, high] = [Math.min(...values), Math.max(...values)];
  const reach = Math.max(high - low, Math.abs(high) * 0.2, 1e-9);
  for (const { low: from, high: to } of points) {
    if (from !== null && from >= low - reach * 2) low = Math.min(low, from);
    if (to !== null && to <= high + reach * 2) high = Math.max(high, to);
  }
  const step = roundStep((high - low || Math.abs(high) || 1) / 4);
  const start = Math.floor(low / step) * step;
  const ticks: number[] = [];
  for (let at = start; ticks.length < 12; at += step) {
    ticks.push(Number(at.toPrecision(12)));
    if (at >= high) break;
  }
  return { low: start, high: ticks.at(-1) ?? high, ticks };
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  return factor * power;
}
