import classes from './number-line.module.css';

interface NumberLineProps {
  readonly value: number;
  readonly comparator: string | null;
  /** Of the laboratory that made it; null where it gave no end. */
  readonly limits: { readonly low: number | null; readonly high: number | null };
}

const WIDTH = 320;
const ROOM = 16;

/** Where the value lies beside the laboratory's range. Says nothing that the words beside it do not. */
export function NumberLine({ value, comparator, limits: { low, high } }: NumberLineProps) {
  const [from, to] = reachOf(value, low, high);
  const x = (one: number): number => ROOM + ((one - from) / (to - from)) * (WIDTH - 2 * ROOM);
  const [left, right] = [low === null ? 0 : x(low), high === null ? WIDTH : x(high)];
  const at = x(value);
  const way = comparator?.startsWith('<') ? -1 : 1;
  return (
    <svg className={classes.line} viewBox={`0 0 ${WIDTH} 46`} aria-hidden="true" focusable="false">
      <line x1={0} x2={WIDTH} y1={20} y2={20} className={classes.axis} />
      <rect x={left} width={Math.max(1, right - left)} y={14} height={12} rx={3} className={classes.band} />
      {low === null ? null : <End x={left} value={low} />}
      {high === null ? null : <End x={right} value={high} />}
      {comparator === null ? null : (
        <path d={`M${at} 20 h${14 * way} m${-4 * way} -4 l${4 * way} 4 l${-4 * way} 4`} className={classes.arrow} />
      )}
      <circle cx={at} cy={20} r={6} className={classes.value} data-open={comparator === null ? undefined : ''} />
    </svg>
  );
}

function End({ x, value }: { readonly x: number; readonly value: number }) {
  return (
    <>
      <line x1={x} x2={x} y1={11} y2={29} className={classes.end} />
      <text x={Math.min(WIDTH - ROOM, Math.max(ROOM, x))} y={43} textAnchor="middle" className={classes.words}>
        {value}
      </text>
    </>
  );
}

/** From where to where the line goes: the range with as much again around it, and the value. */
function reachOf(value: number, low: number | null, high: number | null): readonly [number, number] {
  const width = low !== null && high !== null ? high - low : Math.abs(high ?? low ?? value);
  const room = (width || Math.abs(value) || 1) * 0.5;
  const ends = [value, ...(low === null ? [] : [low]), ...(high === null ? [] : [high])];
  const [from, to] = [Math.min(...ends) - room * 0.4, Math.max(...ends) + room * 0.4];
  return [Math.min(from, (low ?? from) - room * 0.4), Math.max(to, (high ?? to) + room * 0.4)];
}
