import { type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import type { SpreadCount } from '../../../api/timeline-types.ts';
import type { Kind } from '../kinds.ts';
import { atWords } from './at-words.ts';
import { type At, EVERYTHING, levelOf, outOf, stepped, type Years } from './span.ts';
import { countIn, density } from './spread-view.ts';
import classes from './timeline.module.css';
import { timelineText as text } from './timeline.text.ts';

interface DensityStripProps {
  readonly counts: readonly SpreadCount[];
  readonly years: Years;
  readonly hidden: ReadonlySet<Kind>;
  readonly at: At;
  readonly onMove: (to: At) => void;
}

const HEIGHT = 40;

/**
 * All years in one line, a bar for each month; what is shown below is marked. Arrows move it, Home and End go to the ends,
 * plus and minus go nearer and further.
 */
export function DensityStrip({ counts, years, hidden, at, onMove }: DensityStripProps) {
  const months = useMemo(() => density(counts, years, hidden), [counts, years, hidden]);
  const bars = useMemo(() => barsOf(months), [months]);
  const span = spanOf(at, years);
  const monthAt = (index: number): At =>
    `${String(years.first + Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;

  const onKey = (event: KeyboardEvent) => {
    const to = moved(event.key, at, years, months, monthAt);
    if (to === null) return;
    event.preventDefault();
    onMove(to);
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * months.length);
    const month = monthAt(Math.min(Math.max(index, 0), months.length - 1));
    onMove(levelOf(at) === 'month' || levelOf(at) === 'day' ? month : month.slice(0, 4));
  };
  const place = span === null ? 0 : Math.round(span.from);
  return (
    <div
      className={classes.strip}
      role="slider"
      tabIndex={0}
      aria-label={text.strip}
      aria-valuemin={0}
      aria-valuemax={months.length - 1}
      aria-valuenow={place}
      aria-valuetext={text.stripValue(atWords(at), countIn(counts, at, hidden))}
      onKeyDown={onKey}
      onPointerDown={onPointer}
    >
      <svg viewBox={`0 0 ${months.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path d={bars} />
        {span === null ? null : (
          <rect
            className={classes.window}
            x={span.from}
            y="0"
            width={Math.max(span.to - span.from, 0.6)}
            height={HEIGHT}
          />
        )}
      </svg>
      <div className={classes.ends} aria-hidden="true">
        <span>{years.first}</span>
        <span>{years.last}</span>
      </div>
    </div>
  );
}

/** One path: a bar for each month that has any, higher by the logarithm, so that few are seen beside many. */
function barsOf(months: readonly number[]): string {
  const most = Math.log1p(months.reduce((high, one) => Math.max(high, one), 1));
  return months
    .flatMap((count, at) => {
      if (count === 0) return [];
      const height = Math.max((Math.log1p(count) / most) * (HEIGHT - 2), 2);
      return [`M${at} ${HEIGHT}v${-height.toFixed(2)}h0.9v${height.toFixed(2)}z`];
    })
    .join('');
}

/** Where a stretch lies, in months; null for everything and what has no date. */
function spanOf(at: At, years: Years): { readonly from: number; readonly to: number } | null {
  const level = levelOf(at);
  if (level === 'all' || level === 'none') return null;
  const from = (Number(at.slice(0, 4)) - years.first) * 12 + (level === 'year' ? 0 : Number(at.slice(5, 7)) - 1);
  return { from, to: from + (level === 'year' ? 12 : 1) };
}

/** Where a key leads; null when it means nothing here. */
function moved(
  key: string,
  at: At,
  years: Years,
  months: readonly number[],
  monthAt: (index: number) => At,
): At | null {
  const level = levelOf(at);
  const isWide = level === 'all' || level === 'none';
  const full = months.flatMap((count, index) => (count > 0 ? [index] : []));
  const [firstFull = 0, lastFull = 0] = [full[0], full.at(-1)];
  const width = isWide || level === 'year' ? 4 : 7;
  const within = (to: At): At | null =>
    Number(to.slice(0, 4)) < years.first || Number(to.slice(0, 4)) > years.last ? null : to;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return isWide ? String(years.last) : within(stepped(at, -1));
    case 'ArrowRight':
    case 'ArrowUp':
      return isWide ? String(years.first) : within(stepped(at, 1));
    case 'Home':
      return monthAt(firstFull).slice(0, width);
    case 'End':
      return monthAt(lastFull).slice(0, width);
    case '+':
    case '=':
      return nearer(at, years, full, monthAt);
    case '-':
      return isWide ? EVERYTHING : outOf(at);
    default:
      return null;
  }
}

/** The last one inside that holds something. */
function nearer(at: At, years: Years, full: readonly number[], monthAt: (index: number) => At): At | null {
  const level = levelOf(at);
  if (level === 'all' || level === 'none') return String(years.last);
  if (level === 'year') return monthAt(full.findLast((index) => monthAt(index).startsWith(at)) ?? full.at(-1) ?? 0);
  return level === 'month' ? `${at}-01` : null;
}
