import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react';
import { usePreferences } from '../../../api/preferences.ts';
import { Waiting } from '../../../ui/states.tsx';
import type { TimeWindow } from '../charts/types.ts';
import { inside, wholeOf } from '../charts/windows.ts';
import type { AnalyteHead } from './answers.ts';
import { BesideChart, useBeside } from './beside-chart.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { chartsOf } from './charts-of.ts';
import { trendText as text } from './results.text.ts';
import { SeriesChoice } from './series-choice.tsx';
import { preferredUnit } from './shown-unit.ts';
import classes from './trend.module.css';
import { type Shown, unitsOf } from './trend-lines.ts';
import type { TrendRows } from './trend-rows.ts';
import { TrendTable } from './trend-table.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { rowsIn, shownRows } from './visible-rows.ts';
import { ZoomBar } from './zoom-bar.tsx';

const TrendChart = lazy(() => import('../charts/trend-chart.tsx').then((module) => ({ default: module.TrendChart })));

/** The line of values: chart and table of the same numbers, in the same window of time. */
export function Trend({ analyte, rows }: { readonly analyte: AnalyteHead; readonly rows: TrendRows }) {
  const preferences = usePreferences();
  const navigate = useNavigate();
  const { person } = useParams({ from: '/session/people/$person' });
  const { series } = analyte;
  const units = useMemo(() => allUnits(analyte), [analyte]);
  const [unit, setUnit] = useState(() => preferredUnit(unitsOfLatest(analyte), preferences)?.key ?? '');
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const charts = useMemo(() => chartsOf(rows, series, unit, hidden), [rows, series, unit, hidden]);
  const lines = useMemo(() => charts.flatMap((one) => one.lines), [charts]);
  const whole = useMemo(() => wholeOf(lines), [lines]);
  const [asked, setAsked] = useState<TimeWindow | null>(null);
  const window = useMemo(() => (whole === null ? null : asked === null ? whole : inside(asked, whole)), [whole, asked]);
  const inTable = useMemo(
    () =>
      shownRows(
        rows,
        hidden,
        series.some((one) => one.part !== null),
      ),
    [rows, hidden, series],
  );
  const deferred = useDeferredValue(asked === null ? null : window);
  const listed = useMemo(() => rowsIn(inTable, rows, deferred), [inTable, rows, deferred]);
  const [pointed, setPointed] = useState<number | null>(null);
  const beside = useBeside(person);
  const openRow = (row: number) =>
    void navigate({
      to: '/people/$person/records/$fact',
      params: { person, fact: rows.fact(row) },
      state: { cameFrom: { pathname: location.pathname, search: {} } },
    });

  return (
    <div className={classes.trend}>
      <section className={classes.left} aria-label={text.chart}>
        <div className={classes.choices}>
          <UnitChoice units={units} value={unit} onChange={setUnit} />
          {window !== null && whole !== null ? (
            <ZoomBar window={window} whole={whole} onWindow={setAsked} onAll={() => setAsked(null)} />
          ) : null}
        </div>
        <SeriesChoice series={series} hidden={hidden} onChange={setHidden} />
        {window === null || whole === null ? (
          <p className={classes.quiet}>{text.nothingToDraw}</p>
        ) : (
          <Suspense fallback={<Waiting />}>
            {charts.map(({ unit: shown, lines: own }) => (
              <ChartFrame
                key={shown.key}
                unit={shown}
                lines={own}
                rows={rows}
                window={window}
                whole={whole}
                pointed={pointed}
                onWindow={setAsked}
              >
                <TrendChart
                  lines={own}
                  annotations={beside.marks}
                  window={window}
                  whole={whole}
                  zone={preferences.zone}
                  onWindow={setAsked}
                  onPoint={setPointed}
                  onOpen={openRow}
                />
              </ChartFrame>
            ))}
          </Suspense>
        )}
        {window === null ? null : <BesideChart beside={beside} window={window} />}
      </section>
      <TrendTable rows={rows} series={series} unit={unit} listed={listed} all={inTable.length} />
    </div>
  );
}

/** Units of the line that the latest value stands in; without one, of the first line. */
function unitsOfLatest({ series, latest }: AnalyteHead): readonly Shown[] {
  const key = latest?.findings
    .map(({ found }) => (found.kind === 'amount' ? found.unitKey : null))
    .find((one) => one !== null);
  const amounts = series.filter((one) => one.kind === 'amount');
  const head = amounts.find((one) => one.unitKey === key) ?? amounts[0];
  return head === undefined ? [] : unitsOf(head);
}

/** Every unit that any line can be shown in, each once; as received where one line has it so. */
function allUnits({ series }: AnalyteHead): readonly Shown[] {
  const all = new Map<string, Shown>();
  for (const one of series.filter(({ kind }) => kind === 'amount').flatMap(unitsOf))
    if (!all.has(one.key) || one.rule === null) all.set(one.key, one);
  return [...all.values()];
}
