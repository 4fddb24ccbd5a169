import type { ChartLine } from '../charts/types.ts';
import type { SeriesHead } from './answers.ts';
import { lineOf, type Shown, unitsOf } from './trend-lines.ts';
import type { TrendRows } from './trend-rows.ts';

/** Lines of one unit: they share an axis. What cannot be shown in the chosen unit is a chart of its own. */
export interface UnitChart {
  readonly unit: Shown;
  readonly lines: readonly ChartLine[];
}

/** How a series is shown when this unit is chosen: in it where it can be, else as it was received. */
export const shownAs = (head: SeriesHead, unit: string): Shown => {
  const units = unitsOf(head);
  return units.find((one) => one.key === unit) ?? (units[0] as Shown);
};

export function chartsOf(
  rows: TrendRows,
  series: readonly SeriesHead[],
  unit: string,
  hidden: ReadonlySet<number>,
  /** Series that keep their chart where there is nothing to draw of them. */
  kept: ReadonlySet<number> = new Set(),
): readonly UnitChart[] {
  const charts = new Map<string, { unit: Shown; lines: ChartLine[] }>();
  for (const [place, head] of series.entries()) {
    if (head.kind !== 'amount' || hidden.has(place)) continue;
    const shown = shownAs(head, unit);
    const line = lineOf(rows, place, head, shown);
    if (line.exact.x.length + line.open.x.length === 0 && !kept.has(place)) continue;
    const chart = charts.get(shown.key) ?? { unit: shown, lines: [] };
    chart.lines.push(line);
    charts.set(shown.key, chart);
  }
  return [...charts.values()].sort((one, other) => Number(other.unit.key === unit) - Number(one.unit.key === unit));
}
