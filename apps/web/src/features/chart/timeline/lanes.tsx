import { type KeyboardEvent, memo, useLayoutEffect, useRef } from 'react';
import { Problem } from '../../../ui/states.tsx';
import { formatNumber } from '../../../ui/words.ts';
import { kindsText } from '../kinds.text.ts';
import type { Kind } from '../kinds.ts';
import { atWords, columnWords } from './at-words.ts';
import { type At, levelOf } from './span.ts';
import type { Lane } from './spread-view.ts';
import classes from './timeline.module.css';
import { timelineText as text } from './timeline.text.ts';

interface LanesProps {
  readonly lanes: readonly Lane[];
  readonly columns: readonly At[];
  readonly at: At;
  readonly hidden: ReadonlySet<Kind>;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onMove: (to: At) => void;
  readonly onHide: (kind: Kind) => void;
}

/** Years, months or days beside each other, one lane for each kind. A lane that is hidden is hidden from the list, too. */
export function Lanes({ lanes, columns, at, hidden, isPending, error, onMove, onHide }: LanesProps) {
  const totals = columns.map((_, index) =>
    lanes.reduce((sum, one) => (hidden.has(one.kind) ? sum : sum + (one.counts[index] ?? 0)), 0),
  );
  const vague = lanes.reduce((sum, one) => (hidden.has(one.kind) ? sum : sum + one.vague), 0);
  const wide = levelOf(columns[0] ?? '') === 'day' ? columns[0]?.slice(0, 7) : columns[0]?.slice(0, 4);
  const scroll = useLatestInSight(columns);
  return (
    <div className={classes.lanes} aria-busy={isPending}>
      <div className={classes.scroll} ref={scroll}>
        <div style={{ minWidth: `${columns.length * (levelOf(columns[0] ?? '') === 'day' ? 1.75 : 2.5)}rem` }}>
          <Columns columns={columns} totals={totals} at={at} onMove={onMove} />
          {lanes.map((one) => (
            <LaneRow
              key={one.kind}
              lane={one}
              isHidden={hidden.has(one.kind)}
              columns={columns.length}
              onHide={onHide}
            />
          ))}
        </div>
      </div>
      {error ? <Problem error={error} /> : null}
      {vague > 0 ? <p className={classes.vague}>{text.vague(vague, atWords(wide ?? ''))}</p> : null}
    </div>
  );
}

/** Where the years are wider than their window, the latest ones are looked at first. */
function useLatestInSight(columns: readonly At[]) {
  const box = useRef<HTMLDivElement>(null);
  const years = levelOf(columns[0] ?? '') === 'year' ? columns.length : 0;
  useLayoutEffect(() => {
    if (box.current === null || years === 0) return;
    const towardsEnd = getComputedStyle(box.current).direction === 'rtl' ? -1 : 1;
    box.current.scrollLeft = towardsEnd * box.current.scrollWidth;
  }, [years]);
  return box;
}

interface ColumnsProps {
  readonly columns: readonly At[];
  readonly totals: readonly number[];
  readonly at: At;
  readonly onMove: (to: At) => void;
}

/** One stop for Tab; the arrow keys go from column to column. */
function Columns({ columns, totals, at, onMove }: ColumnsProps) {
  const row = useRef<HTMLDivElement>(null);
  const stop = Math.max(columns.indexOf(at), 0);
  const onKey = (event: KeyboardEvent) => {
    const buttons = [...(row.current?.querySelectorAll('button') ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
  return (
    <div
      className={classes.columns}
      ref={row}
      role="toolbar"
      aria-label={text.columns}
      style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))` }}
      onKeyDown={onKey}
    >
      {columns.map((column, index) => (
        <button
          key={column}
          type="button"
          className={classes.column}
          tabIndex={index === stop ? 0 : -1}
          aria-pressed={column === at}
          aria-label={text.column(atWords(column), totals[index] ?? 0)}
          onClick={() => onMove(column)}
        >
          {columnWords(column)}
        </button>
      ))}
    </div>
  );
}

interface LaneRowProps {
  readonly lane: Lane;
  readonly isHidden: boolean;
  readonly columns: number;
  readonly onHide: (kind: Kind) => void;
}

const HEIGHT = 22;

const LaneRow = memo(function LaneRow({ lane, isHidden, columns, onHide }: LaneRowProps) {
  const { kind, counts, vague, total } = lane;
  const most = Math.log1p(Math.max(...counts, 1));
  return (
    <div className={classes.lane} data-hidden={isHidden || undefined}>
      <label className={classes.laneName}>
        <input type="checkbox" checked={!isHidden} onChange={() => onHide(kind)} />
        <span>{kindsText[kind]}</span>
        <span className={classes.total}>{formatNumber(total)}</span>
      </label>
      <svg
        className={classes.bars}
        viewBox={`0 0 ${columns} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {vague > 0 ? <rect className={classes.vagueBand} x="0" y={HEIGHT - 3} width={columns} height="3" /> : null}
        {counts.map((count, index) => {
          if (count === 0) return null;
          const height = Math.max((Math.log1p(count) / most) * HEIGHT, 3);
          return <rect key={index} x={index + 0.12} y={HEIGHT - height} width={0.76} height={height} />;
        })}
      </svg>
    </div>
  );
});
