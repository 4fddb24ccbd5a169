import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { listItems } from '../list-items.ts';
import { useArrowKeys } from '../use-arrow-keys.ts';
import { atWords } from './at-words.ts';
import { type At, rangeOf, UNDATED } from './span.ts';
import classes from './timeline.module.css';
import { timelineText as text } from './timeline.text.ts';
import { TimelineRow } from './timeline-row.tsx';

interface TimelineListProps {
  readonly person: string;
  readonly at: At;
  readonly source: string | undefined;
  /** Undefined: all of them. */
  readonly types: readonly string[] | undefined;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
}

const PAGE = 100;

/** The entries of a stretch of time, newest first; drawn only where one looks, fetched page by page. */
export function TimelineList({ person, at, source, types, count }: TimelineListProps) {
  const api = useApi();
  const which = { types, source, ...rangeOf(at), ...(at === UNDATED ? { dated: 'no' as const } : {}) };
  const facts = useInfiniteQuery({
    queryKey: keys.timeline(person, which),
    queryFn: ({ pageParam }) => api.facts(person, { ...which, view: 'effective', cursor: pageParam, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: types === undefined || types.length > 0,
    // Each page read is a line in the ledger: what is on screen stays until something has changed.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const items = useMemo(() => listItems(facts.data?.pages.flatMap((page) => page.facts) ?? []), [facts.data]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length + (facts.hasNextPage ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'year' ? 38 : 64),
    getItemKey: (index) => items[index]?.key ?? 'more',
    overscan: 8,
  });
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [at, source, types?.join()]);
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = facts;
  useEffect(() => {
    if (last >= items.length - 30 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const onArrow = useArrowKeys(rows);
  const isNothing = types?.length === 0 || (facts.isSuccess && items.length === 0);
  return (
    <section className={classes.listPart} aria-labelledby="entries">
      <h2 id="entries" className={classes.listTitle} aria-live="polite">
        {atWords(at)} {count === undefined ? null : <span className={classes.total}>{text.entries(count)}</span>}
      </h2>
      {isNothing ? <p className={classes.nothing}>{text.nothing}</p> : null}
      {facts.isLoading ? <Waiting /> : null}
      {facts.error && items.length === 0 ? <Problem error={facts.error} onRetry={() => void facts.refetch()} /> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move the focus between the links inside */}
      <div className={classes.scroller} ref={scroller} onKeyDown={onArrow}>
        <ul className={classes.list} style={{ height: rows.getTotalSize() }} aria-label={text.list}>
          {drawn.map((row) => {
            const item = items[row.index];
            return (
              <li
                key={row.key}
                className={classes.item}
                style={{ transform: `translateY(${row.start}px)` }}
                data-index={row.index}
                ref={rows.measureElement}
                {...(item?.kind === 'fact' ? { 'aria-posinset': item.place, 'aria-setsize': count ?? -1 } : {})}
              >
                {item === undefined ? (
                  isFetchNextPageError ? (
                    <Problem error={facts.error} onRetry={() => void fetchNextPage()} />
                  ) : (
                    <Waiting label={text.more} />
                  )
                ) : item.kind === 'year' ? (
                  <span className={classes.year}>{item.year}</span>
                ) : (
                  <TimelineRow fact={item.fact} />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
