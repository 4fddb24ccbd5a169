import classes from './spark-line.module.css';

const ROOM = 4;
const SIZES = { row: { width: 96, height: 30 }, card: { width: 160, height: 36 } };

interface SparkLineProps {
  readonly sparks: readonly {
    /** Milliseconds. */
    readonly at: readonly number[];
    readonly digits: readonly string[];
    readonly comparators: readonly (string | null)[];
  }[];
  readonly size: keyof typeof SIZES;
}

/** The last few values as a small line, without numbers: the latest stands beside it. Parts of one measurement share a scale. */
export function SparkLine({ sparks, size }: SparkLineProps) {
  const { width, height } = SIZES[size];
  const longest = sparks.map((one) => one.at.length).reduce((one, other) => Math.max(one, other), 0);
  if (longest < 2) return <span className={classes[size]} />;
  const times = sparks.flatMap((one) => one.at);
  const values = sparks.flatMap((one) => one.digits.map(Number)).filter(Number.isFinite);
  const x = scale(times, ROOM, width - ROOM);
  const y = scale(values, height - ROOM, ROOM);
  return (
    <svg className={classes[size]} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
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
