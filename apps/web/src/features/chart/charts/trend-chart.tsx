import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import { formatNumber, formatTimeMark } from '../../../ui/words.ts';
import { type Drawing, draw, nearest, type Palette, valueReach } from './draw.ts';
import { followGestures } from './gestures.ts';
import classes from './trend-chart.module.css';
import type { TimeWindow } from './types.ts';

export interface TrendChartProps extends Drawing {
  readonly window: TimeWindow;
  readonly whole: TimeWindow;
  readonly zone: string | undefined;
  readonly onWindow: (window: TimeWindow) => void;
  /** The row under the pointer; null when there is none. */
  readonly onPoint: (row: number | null) => void;
  readonly onOpen: (row: number) => void;
}

const HEIGHT = 300;
const REACH = 24;

/** The canvas. uPlot keeps axes and sizes; points, bands and marks are drawn here, so few that any number of them is quick. */
export function TrendChart(props: TrendChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const now = useRef(props);
  now.current = props;
  const { zone } = props;

  useEffect(() => {
    const target = place.current;
    if (target === null) return;
    let palette = paletteOf(target);
    const u = new uPlot(
      {
        width: target.clientWidth,
        height: HEIGHT,
        ms: 1,
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
        scales: {
          x: { time: true, range: exactly },
          y: { range: exactly },
        },
        axes: [
          {
            stroke: () => palette.quiet,
            grid: { stroke: () => palette.line, width: 1 },
            ticks: { stroke: () => palette.line },
            space: 70,
            values: (_, times, __, ___, step) => times.map((time) => formatTimeMark(time, step)),
          },
          {
            stroke: () => palette.quiet,
            grid: { stroke: () => palette.line, width: 1 },
            ticks: { show: false },
            size: 52,
            values: (_, values) => values.map((value) => formatNumber(value)),
          },
        ],
        ...(zone === undefined ? {} : { tzDate: (time: number) => uPlot.tzDate(new Date(time), zone) }),
        series: [{}, { show: true, paths: () => null, points: { show: false } }],
        hooks: {
          draw: [(chart) => draw(chart, now.current, palette)],
          setSelect: [
            (chart) => {
              const { left, width } = chart.select;
              if (width < 4) return;
              now.current.onWindow({ from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') });
              chart.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
            },
          ],
          setCursor: [
            (chart) => {
              const { left = -1, top = -1 } = chart.cursor;
              const found = left < 0 ? null : nearest(chart, now.current.lines, left, top, REACH);
              now.current.onPoint(found?.row ?? null);
            },
          ],
        },
      },
      cornersOf(now.current),
      target,
    );
    plot.current = u;
    const open = (event: MouseEvent) => {
      const found = nearest(u, now.current.lines, event.offsetX, event.offsetY, REACH);
      if (found !== null) now.current.onOpen(found.row);
    };
    u.over.addEventListener('click', open);
    const stopGestures = followGestures(u, () => now.current);
    const sizes = new ResizeObserver(() => u.setSize({ width: target.clientWidth, height: HEIGHT }));
    sizes.observe(target);
    const themes = new MutationObserver(() => {
      palette = paletteOf(target);
      u.redraw(false, true);
    });
    themes.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    return () => {
      stopGestures();
      sizes.disconnect();
      themes.disconnect();
      u.destroy();
      plot.current = null;
    };
  }, [zone]);

  const { lines, annotations, window } = props;
  useEffect(() => {
    plot.current?.setData(cornersOf(now.current), true);
  }, [lines, annotations, window]);

  return <div ref={place} className={classes.chart} />;
}

/** Two corners stand for the data: uPlot works out its scales from them, and draws nothing itself. */
function cornersOf({ window, lines }: TrendChartProps): [number[], number[]] {
  return [[window.from, window.to], valueReach(lines, window)];
}

const exactly = (_: uPlot, low: number, high: number): [number, number] => [low, high];

function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    series: [1, 2, 3, 4, 5, 6].map((one) => colour(`--chart-${one}`)),
    ink: colour('--cw-ink'),
    quiet: colour('--cw-quiet'),
    line: colour('--cw-line'),
    paper: colour('--cw-card'),
    medicine: colour('--chart-medicine'),
    stay: colour('--chart-stay'),
  };
}
