import type { TimeWindow } from '../charts/types.ts';
import { lastDays, moved, type WholeTime, zoomed } from '../charts/windows.ts';
import { trendText as text } from './results.text.ts';
import classes from './trend.module.css';

interface ZoomBarProps {
  readonly window: TimeWindow;
  readonly whole: WholeTime;
  readonly onWindow: (window: TimeWindow) => void;
  readonly onAll: () => void;
}

const DAY = 86_400_000;
/** The spans that are offered, as far as they are shorter than the whole. */
const SPANS = [
  { days: 3653, words: () => text.years(10) },
  { days: 1826, words: () => text.years(5) },
  { days: 365, words: () => text.years(1) },
  { days: 91, words: () => text.months(3) },
  { days: 14, words: () => text.days(14) },
  { days: 1, words: () => text.days(1) },
];
const MOST_SPANS = 4;

/** Which time the charts show, by buttons. */
export function ZoomBar({ window, whole, onWindow, onAll }: ZoomBarProps) {
  const length = whole.to - whole.from;
  const spans = SPANS.filter((one) => one.days * DAY < length * 0.9).slice(0, MOST_SPANS);
  const isWhole = window.from === whole.from && window.to === whole.to;
  return (
    <fieldset className={classes.zoom} aria-label={text.zoom}>
      <button type="button" className={classes.button} aria-pressed={isWhole} onClick={onAll}>
        {text.all}
      </button>
      {spans.map(({ days, words }) => {
        const last = lastDays(whole, days);
        return (
          <button
            key={days}
            type="button"
            className={classes.button}
            aria-pressed={window.from === last.from && window.to === last.to}
            onClick={() => onWindow(last)}
          >
            {words()}
          </button>
        );
      })}
      <span className={classes.steps}>
        <Step label={text.earlier} sign="←" onClick={() => onWindow(moved(window, whole, -0.5))} />
        <Step label={text.later} sign="→" onClick={() => onWindow(moved(window, whole, 0.5))} />
        <Step label={text.zoomIn} sign="+" onClick={() => onWindow(zoomed(window, whole, 0.5))} />
        <Step label={text.zoomOut} sign="−" onClick={() => onWindow(zoomed(window, whole, 2))} />
      </span>
    </fieldset>
  );
}

interface StepProps {
  readonly label: string;
  readonly sign: string;
  readonly onClick: () => void;
}

const Step = ({ label, sign, onClick }: StepProps) => (
  <button type="button" className={classes.button} aria-label={label} title={label} onClick={onClick}>
    <span aria-hidden="true">{sign}</span>
  </button>
);
