import { useParams } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { View } from '../../api/types.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Empty, Problem, Waiting } from '../../ui/states.tsx';
import { chartText as text } from './chart.text.ts';
import classes from './fact-list.module.css';
import { FactRow } from './fact-row.tsx';
import { listItems } from './list-items.ts';
import { useArrowKeys } from './use-arrow-keys.ts';
import { useFacts } from './use-facts.ts';

interface FactListProps {
  readonly person: string;
  readonly view: View;
  readonly type: string | undefined;
  readonly count: number | undefined;
}

/** Entries newest first, with the year before each new one; drawn only where one looks, fetched page by page. */
export function FactList({ person, view, type, count }: FactListProps) {
  const facts = useFacts(person, view, type);
  const { fact: open } = useParams({ strict: false });
  const items = useMemo(() => listItems(facts.data?.pages.flatMap((page) => page.facts) ?? []), [facts.data]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length + (facts.hasNextPage ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'year' ? 38 : 68),
    getItemKey: (index) => items[index]?.key ?? 'more',
    overscan: 10,
  });
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = facts;
  useEffect(() => {
    if (last >= items.length - 15 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const onArrow = useArrowKeys(rows);

  if (facts.isPending) return <Waiting />;
  if (facts.error && items.length === 0) {
    return (
      <div className={classes.problem}>
        <Problem error={facts.error} onRetry={() => void facts.refetch()} />
      </div>
    );
  }
  if (items.length === 0) return <NothingOfThisKind />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move the focus between the links inside
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
                facts.isFetchNextPageError ? (
                  <Problem error={facts.error} onRetry={() => void fetchNextPage()} />
                ) : (
                  <Waiting label={text.more} />
                )
              ) : item.kind === 'year' ? (
                <span className={classes.year}>{item.year}</span>
              ) : (
                <FactRow fact={item.fact} open={item.fact.id === open} mixed={type === undefined} />
              )}
            </li>
          );
        })}
      </ul>
      {hasNextPage ? null : <p className={classes.end}>{text.end}</p>}
    </div>
  );
}

function NothingOfThisKind() {
  return (
    <Empty title={text.emptyTypeTitle}>
      <p>{text.emptyTypeWords}</p>
      <ButtonLink from="/people/$person/records" to="/people/$person/records" variant="default">
        {text.emptyTypeAction}
      </ButtonLink>
    </Empty>
  );
}
