import type { Spark } from './answers.ts';
import classes from './results.module.css';

const WIDTH = 96;
const HEIGHT = 30;
const ROOM = 4;

/** The last few values as a small line, without numbers: the row says the latest one. Parts of one measurement share a scale. */
export function SparkLine({ sparks }: { readonly sparks: readonly Spark[] }) {
  const longest = sparks.map((one) => one.at.length).reduce((one, other) => Math.max(one, other), 0);
  if (longest < 2) return <span className={classes.spark} />;
  const times = sparks.flatMap((one) => one.at);
  const values = sparks.flatMap((one) => one.digits.map(Number)).filter(Number.isFinite);
  const x = scale(times, ROOM, WIDTH - ROOM);
  const y = scale(values, HEIGHT - ROOM, ROOM);
  return (
    <svg className={classes.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {sparks.map(({ at, digits, comparators }, index) => {
        const points = at.map((time, place) => ({
          x: x(time),
          y: y(Number(digits[place])),
          isExact: comparators[place] === null,
        }));
        const last = points.at(-1);
        return (
          <g key={index}>
            <polyline points={points.map((one) => `${one.x.toFixed(1)},${one.y.toFixed(1)}`).join(' ')} />
            {last === undefined ? null : (
              <circle cx={last.x} cy={last.y} r={2.75} data-open={last.isExact ? undefined : ''} />
            )}
          </g>
        );
      })}
    </svg>
  );
}

function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return (value) => (high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from));
}
