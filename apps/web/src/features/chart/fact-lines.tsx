import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { Problem, Waiting } from '../../ui/states.tsx';
import classes from './fact-list.module.css';
import type { ListItem } from './list-items.ts';
import { useArrowKeys } from './use-arrow-keys.ts';

interface FactLinesProps<Line> {
  readonly items: readonly ListItem<Line>[];
  readonly pages: UseInfiniteQueryResult;
  readonly label: string;
  /** How many rows there are in all; undefined where nobody knows. */
  readonly count: number | undefined;
  readonly more: string;
  readonly row: (line: Line) => ReactNode;
  /** What stands after the last one. */
  readonly end?: ReactNode;
}

/** Rows so far from the end have the next page fetched. */
const AHEAD = 30;

/** Entries with the year before each new one; drawn only where one looks, fetched page by page. */
export function FactLines<Line>({ items, pages, label, count, more, row: rowOf, end }: FactLinesProps<Line>) {
  const scroller = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  const rows = useVirtualizer({
    count: items.length + (hasNextPage ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'year' ? 38 : 66),
    getItemKey: (index) => items[index]?.key ?? 'more',
    overscan: 10,
    // Drawn with the next frame instead of within the event: what is drawn beyond the edges covers it.
    useFlushSync: false,
  });
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    const isNear = last >= items.length - AHEAD;
    if (isNear && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const onArrow = useArrowKeys(rows);

  if (pages.isLoading) return <Waiting />;
  if (pages.error && items.length === 0)
    return (
      <div className={classes.problem}>
        <Problem error={pages.error} onRetry={() => void pages.refetch()} />
      </div>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move the focus between the links inside
    <div className={classes.scroller} ref={scroller} onKeyDown={onArrow}>
      <ul className={classes.list} style={{ height: rows.getTotalSize() }} aria-label={label}>
        {drawn.map((place) => {
          const item = items[place.index];
          return (
            <li
              key={place.key}
              className={classes.item}
              style={{ transform: `translateY(${place.start}px)` }}
              data-index={place.index}
              ref={rows.measureElement}
              {...(item?.kind === 'line' ? { 'aria-posinset': item.place, 'aria-setsize': count ?? -1 } : {})}
            >
              {item === undefined ? (
                isFetchNextPageError ? (
                  <Problem error={pages.error} onRetry={() => void fetchNextPage()} />
                ) : (
                  <Waiting label={more} />
                )
              ) : item.kind === 'year' ? (
                <span className={classes.year}>{item.year}</span>
              ) : (
                rowOf(item.line)
              )}
            </li>
          );
        })}
      </ul>
      {hasNextPage ? null : end}
    </div>
  );
}
