import { useNavigate, useParams } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { usePreferences } from '../../../api/preferences.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { Problem } from '../../../ui/states.tsx';
import { formatNumber } from '../../../ui/words.ts';
import type { TimeWindow } from '../charts/types.ts';
import { inside, wholeOf } from '../charts/windows.ts';
import { type At, rangeOf } from '../timeline/span.ts';
import type { AnalyteHead } from './answers.ts';
import { BesideChart, useBeside } from './beside-chart.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { chartsOf } from './charts-of.ts';
import { trendText as text } from './results.text.ts';
import type { ResultsSection } from './section.ts';
import { SeriesChoice } from './series-choice.tsx';
import { preferredUnit } from './shown-unit.ts';
import classes from './trend.module.css';
import { type Shown, unitsOf } from './trend-lines.ts';
import type { TrendRows } from './trend-rows.ts';
import { TrendTable } from './trend-table.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { useFiner } from './use-finer.ts';
import { countWithLeftOut, rowsIn, shownRows } from './visible-rows.ts';
import { ZoomBar } from './zoom-bar.tsx';

const TrendChart = lazyPart(() => import('../charts/trend-chart.tsx').then((module) => module.TrendChart));

interface TrendProps {
  readonly section: ResultsSection;
  readonly analyte: AnalyteHead;
  /** The stretch of time that is shown first; undefined: all of it. */
  readonly at: At | undefined;
  /** All rows; of a dense series an overview of them. */
  readonly first: TrendRows;
}

/** The line of values: chart and table of the same numbers, in the same window of time. */
export function Trend({ section, at, analyte, first }: TrendProps) {
  const preferences = usePreferences();
  const navigate = useNavigate();
  const { person } = useParams({ from: '/session/people/$person' });
  const { series } = analyte;
  const units = useMemo(() => allUnits(analyte), [analyte]);
  const [unit, setUnit] = useState(() => preferredUnit(unitsOfLatest(analyte), preferences)?.key ?? '');
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const firstCharts = useMemo(() => chartsOf(first, series, unit, hidden), [first, series, unit, hidden]);
  const firstLines = useMemo(() => firstCharts.flatMap((one) => one.lines), [firstCharts]);
  const whole = useMemo(() => wholeOf(firstLines), [firstLines]);
  const [asked, setAsked] = useState<TimeWindow | null>(() => windowOf(at));
  const window = useMemo(() => (whole === null ? null : asked === null ? whole : inside(asked, whole)), [whole, asked]);
  const finer = useFiner(section, person, analyte, asked === null ? null : window);
  const rows = finer.rows ?? first;
  const charts = useMemo(() => {
    if (rows === first) return firstCharts;
    return chartsOf(rows, series, unit, hidden, new Set(firstLines.map((one) => one.place)));
  }, [rows, first, firstCharts, firstLines, series, unit, hidden]);
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
  const all = useMemo(() => sumOf(series, hidden), [series, hidden]);
  // Of a stretch it is not known exactly how many lie between its edge and the first that is drawn.
  const there = useMemo(
    () => (deferred === null ? all : countWithLeftOut(listed, rows)),
    [deferred, all, listed, rows],
  );
  const [pointed, setPointed] = useState<{ readonly rows: TrendRows; readonly row: number } | null>(null);
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
        {there > listed.length ? (
          <p className={classes.leftOut} aria-live="polite">
            {deferred === null
              ? text.drawnOf(formatNumber(listed.length), formatNumber(there))
              : text.drawnAbout(formatNumber(listed.length), formatNumber(there))}{' '}
            {finer.isOnItsWay ? text.finerComes : text.lookCloser}
          </p>
        ) : null}
        {finer.error ? <Problem error={finer.error} onRetry={finer.retry} /> : null}
        {window === null || whole === null ? (
          <p className={classes.quiet}>{text.nothingToDraw}</p>
        ) : (
          charts.map(({ unit: shown, lines: own }) => (
            <ChartFrame
              key={shown.key}
              unit={shown}
              lines={own}
              rows={rows}
              window={window}
              whole={whole}
              pointed={pointed?.rows === rows ? pointed.row : null}
              onWindow={setAsked}
            >
              <TrendChart
                lines={own}
                annotations={beside.marks}
                window={window}
                whole={whole}
                zone={preferences.zone}
                onWindow={setAsked}
                onPoint={(row) => setPointed(row === null ? null : { rows, row })}
                onOpen={openRow}
              />
            </ChartFrame>
          ))
        )}
        {window === null ? null : <BesideChart beside={beside} window={window} />}
      </section>
      <TrendTable rows={rows} series={series} unit={unit} listed={listed} there={there} all={all} />
    </div>
  );
}

function windowOf(at: At | undefined): TimeWindow | null {
  const range = at === undefined ? null : rangeOf(at);
  return range && { from: range.after, to: range.before - 1 };
}

/** How many rows the lines that are shown have in all. */
const sumOf = (series: AnalyteHead['series'], hidden: ReadonlySet<number>): number =>
  series.reduce((sum, one, place) => (hidden.has(place) ? sum : sum + one.count), 0);

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
