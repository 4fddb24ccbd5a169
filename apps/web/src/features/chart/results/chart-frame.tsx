import { type KeyboardEvent, type ReactNode, useId, useMemo } from 'react';
import { formatNumber, formatRecordDate } from '../../../ui/words.ts';
import { reachOf } from '../charts/decimate.ts';
import type { ChartLine, TimeWindow } from '../charts/types.ts';
import { moved, zoomed } from '../charts/windows.ts';
import { resultsText, trendText as text } from './results.text.ts';
import classes from './trend.module.css';
import type { Shown } from './trend-lines.ts';
import type { TrendRows } from './trend-rows.ts';

interface ChartFrameProps {
  readonly unit: Shown;
  readonly lines: readonly ChartLine[];
  readonly rows: TrendRows;
  readonly window: TimeWindow;
  readonly whole: TimeWindow;
  /** The row under the pointer. */
  readonly pointed: number | null;
  readonly onWindow: (window: TimeWindow | null) => void;
  readonly children: ReactNode;
}

/** Around a chart: its unit, what it shows in words, the keys that move it, and the value that one points at. */
export function ChartFrame(props: ChartFrameProps) {
  const { unit, lines, rows, window, pointed, children } = props;
  const hint = useId();
  const summary = useMemo(() => summaryOf(lines, rows, window), [lines, rows, window]);
  const isHere = pointed !== null && lines.some((one) => one.place === rows.series[pointed]);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span>
          <bdi>{unit.words === '' ? text.noUnit : unit.rule === null ? unit.words : text.converted(unit.words)}</bdi>
        </span>
        <span className={classes.reading} aria-hidden="true">
          {isHere && pointed !== null ? (
            <bdi>
              {formatRecordDate(rows.text(pointed) ?? '')}: {rows.comparator(pointed)} {rows.value(pointed)}
            </bdi>
          ) : (
            text.reading
          )}
        </span>
      </figcaption>
      <div
        className={classes.canvas}
        role="application"
        aria-label={summary}
        aria-describedby={hint}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that move it are its own
        tabIndex={0}
        data-chart-focus=""
        onKeyDown={(event) => followKey(event, props)}
      >
        {children}
      </div>
      <p className={classes.legend} id={hint}>
        {lines.some((one) => one.bands.length > 0) ? `${text.band} ` : ''}
        {lines.some((one) => one.open.x.length > 0) ? `${text.open} ` : ''}
        <span className={classes.keys}>{text.keys}</span>
      </p>
    </figure>
  );
}

function followKey(event: KeyboardEvent, { window, whole, onWindow }: ChartFrameProps): void {
  const keys: Readonly<Record<string, () => TimeWindow | null>> = {
    ArrowLeft: () => moved(window, whole, -0.2),
    ArrowRight: () => moved(window, whole, 0.2),
    PageUp: () => moved(window, whole, -1),
    PageDown: () => moved(window, whole, 1),
    Home: () => moved(window, whole, Number.MIN_SAFE_INTEGER),
    End: () => moved(window, whole, Number.MAX_SAFE_INTEGER),
    '+': () => zoomed(window, whole, 0.5),
    '=': () => zoomed(window, whole, 0.5),
    '-': () => zoomed(window, whole, 2),
    '0': () => null,
  };
  const act = keys[event.key];
  if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  onWindow(act());
}

/** "12 values, from 3 May 2016 to 2 June 2026. Lowest 5.1, highest 9.8." */
function summaryOf(lines: readonly ChartLine[], rows: TrendRows, { from, to }: TimeWindow): string {
  let count = 0;
  let leftOut = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const line of lines)
    for (const [points, of] of [
      [line.exact, line.exactRows],
      [line.open, line.openRows],
    ] as const) {
      // biome-ignore format: one line
      for (let at = 0; at < points.x.length; at += 1) {
        const x = points.x[at] as number;
        if (x < from || x > to) continue;
        count += 1;
        leftOut += rows.leftOut(of[at] as number);
        first = Math.min(first, of[at] as number);
        last = Math.max(last, of[at] as number);
      }
      const reach = reachOf(points, from, to);
      if (reach === null) continue;
      low = Math.min(low, reach[0]);
      high = Math.max(high, reach[1]);
    }
  if (count === 0) return resultsText.values(0);
  const day = (row: number) => formatRecordDate(rows.text(row) ?? '');
  const rounded = (value: number) => formatNumber(Number(value.toPrecision(4)));
  const values = leftOut === 0 ? resultsText.values(count) : text.valuesDrawn(count, formatNumber(count + leftOut));
  return `${text.chartOf(values, day(first), day(last))} ${text.lowestHighest(rounded(low), rounded(high))}`;
}
