import { roundedDigits, unitWords } from '@chartwarden/fhir/units';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef } from 'react';
import { FactLink } from '../../../ui/fact-link.tsx';
import { formatNumber, formatRecordDate } from '../../../ui/words.ts';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { listsText } from '../lists/lists.text.ts';
import type { SeriesHead } from './answers.ts';
import { shownAs } from './charts-of.ts';
import { convertedDigits } from './converted.ts';
import { markWords, rangesWords } from './entry-words.ts';
import { resultsText, trendText as text } from './results.text.ts';
import { seriesWords } from './series-choice.tsx';
import type { TrendRows } from './trend-rows.ts';
import classes from './trend-table.module.css';

interface TrendTableProps {
  readonly rows: TrendRows;
  readonly series: readonly SeriesHead[];
  /** Key of the unit that is shown. */
  readonly unit: string;
  /** Rows, newest first. */
  readonly listed: Uint32Array;
  /** How many there are in the time shown, with those that an overview leaves out. */
  readonly there: number;
  readonly all: number;
}

const estimated = () => 58;

/** The numbers that the chart shows, newest first; only those on screen are drawn. Each leads to its entry. */
export function TrendTable({ rows, series, unit, listed, there, all }: TrendTableProps) {
  const scroller = useRef<HTMLElement>(null);
  const drawn = useVirtualizer({
    count: listed.length,
    getScrollElement: () => scroller.current,
    estimateSize: estimated,
    // The same function as long as the rows are the same: another one has every row measured anew.
    getItemKey: useCallback((index: number) => listed[index] ?? index, [listed]),
    overscan: 8,
  });
  const isOne = series.filter((one) => one.count > 0).length < 2;
  return (
    <section className={classes.table} aria-label={text.table}>
      <h2 className={classes.title}>
        {text.table}{' '}
        <span className={classes.count}>
          {listed.length === all
            ? formatNumber(all)
            : there > listed.length
              ? text.tableDrawn(formatNumber(listed.length), formatNumber(all))
              : text.tableOf(formatNumber(listed.length), formatNumber(all))}
        </span>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className={classes.scroller} ref={scroller} tabIndex={0} aria-label={text.newestFirst}>
        <ul className={classes.list} style={{ height: drawn.getTotalSize() }}>
          {drawn.getVirtualItems().map((item) => {
            const row = listed[item.index] ?? 0;
            return (
              <li
                key={item.key}
                ref={drawn.measureElement}
                data-index={item.index}
                className={classes.row}
                style={{ transform: `translateY(${item.start}px)` }}
                aria-posinset={item.index + 1}
                aria-setsize={listed.length}
              >
                <TableRow rows={rows} row={row} head={series[rows.series[row] ?? 0]} unit={unit} isOne={isOne} />
              </li>
            );
          })}
        </ul>
      </section>
    </section>
  );
}

interface TableRowProps {
  readonly rows: TrendRows;
  readonly row: number;
  readonly head: SeriesHead | undefined;
  readonly unit: string;
  /** There is one line only: what it is goes without saying. */
  readonly isOne: boolean;
}

function TableRow({ rows, row, head, unit, isOne }: TableRowProps) {
  if (head === undefined) return null;
  const date = rows.text(row);
  const { status, labels, corrected } = rows.note(row);
  const received = receivedWords(rows, row, head);
  const shown = shownAs(head, unit);
  const digits = head.kind === 'amount' && shown.rule !== null ? convertedDigits(rows.value(row), shown.rule) : null;
  const converted = digits === null ? null : [rows.comparator(row), digits, shown.words].filter(Boolean).join(' ');
  const range = rangesWords(rows.ranges(row));
  const marks = markWords([{ interpretations: rows.marks(row) }]);
  return (
    <>
      <span className={classes.date}>
        <FactLink fact={rows.fact(row)}>{date === null ? listsText.noDate : formatRecordDate(date)}</FactLink>
      </span>
      <span className={classes.value}>
        <bdi>{converted === null ? received : text.convertedFrom(converted, received)}</bdi>
      </span>
      <span className={classes.about}>
        {isOne || head.kind === 'absent' ? null : <bdi>{seriesWords(head)}</bdi>}
        {range === '' ? null : (
          <bdi>
            {text.rangeColumn}: {range}
          </bdi>
        )}
        {marks === null ? null : (
          <bdi className={classes.mark}>
            {text.mark}: {marks}
          </bdi>
        )}
        {status === 'cancelled' ? <span className={classes.mark}>{text.cancelled}</span> : null}
        <EntryMarks labels={labels} corrected={corrected} />
      </span>
    </>
  );
}

/** As received: digits with comparator and unit, words, or that there is none and why. What was calculated is rounded; the entry has all digits. */
function receivedWords(rows: TrendRows, row: number, head: SeriesHead): string {
  const value = rows.value(row);
  if (head.kind === 'amount')
    return [rows.comparator(row), roundedDigits(value), unitWords(head.unit)].filter(Boolean).join(' ');
  if (head.kind === 'words') return value;
  return value === '' ? resultsText.noValue : `${resultsText.noValue}: ${value}`;
}
