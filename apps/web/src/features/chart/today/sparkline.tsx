import type { PinnedValue } from '../../../api/today-types.ts';
import classes from './today.module.css';

const WIDTH = 160;
const HEIGHT = 36;
const EDGE = 4;

/** The last points as a line, for the shape only: the number stands beside it. A `<` or `>` value is an open mark. */
export function Sparkline({ spark }: { readonly spark: PinnedValue['sparks'][number] }) {
  const values = spark.digits.map(Number);
  if (values.length < 2 || !values.every(Number.isFinite)) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first = 0, last = 0] = [spark.at[0], spark.at.at(-1)];
  const x = (at: number): number => EDGE + ((at - first) / (last - first || 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number): number =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const points = values.map((value, at) => [x(spark.at[at] ?? first), y(value)] as const);
  return (
    <svg className={classes.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <polyline points={points.map((one) => one.join()).join(' ')} />
      {points.map(([cx, cy], at) => (
        <circle
          key={at}
          cx={cx}
          cy={cy}
          r={at === points.length - 1 ? 3 : 1.75}
          data-open={spark.comparators[at] ? '' : undefined}
        />
      ))}
    </svg>
  );
}
