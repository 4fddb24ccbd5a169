import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { FactLines } from '../fact-lines.tsx';
import { FactRow } from '../fact-row.tsx';
import { listItems } from '../list-items.ts';
import { atWords } from './at-words.ts';
import { type Told, toldOf } from './readings.ts';
import { ReadingsRow } from './readings-row.tsx';
import { type At, rangeOf, UNDATED } from './span.ts';
import classes from './timeline.module.css';
import { timelineText as text } from './timeline.text.ts';

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
const factOf = ({ fact }: Told): Told['fact'] => fact;

/** The entries of a stretch of time, newest first; many readings of one day stand in one row. */
export function TimelineList({ person, at, source, types, count }: TimelineListProps) {
  const api = useApi();
  const which = { types, source, ...rangeOf(at), ...(at === UNDATED ? { dated: 'no' as const } : {}) };
  const pages = useInfiniteQuery({
    queryKey: keys.timeline(person, which),
    queryFn: ({ pageParam }) => api.timeline(person, { ...which, cursor: pageParam, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: types === undefined || types.length > 0,
    // Each page read is a line in the ledger: what is on screen stays until something has changed.
    staleTime: Number.POSITIVE_INFINITY,
    // Pages do not change: comparing all of them with each further one takes longer the more there are.
    structuralSharing: false,
  });
  const { data, hasNextPage } = pages;
  const told = useMemo(() => toldOf(data?.pages.flatMap((page) => page.facts) ?? [], hasNextPage), [data, hasNextPage]);
  const items = useMemo(() => listItems(told, factOf), [told]);
  const isTogether = useMemo(() => told.some((one) => one.readings !== null), [told]);
  return (
    <section className={classes.listPart} aria-labelledby="entries">
      <h2 id="entries" className={classes.listTitle} aria-live="polite">
        {atWords(at)} {count === undefined ? null : <span className={classes.total}>{text.entries(count)}</span>}
      </h2>
      {isTogether ? <p className={classes.together}>{text.together}</p> : null}
      {types?.length === 0 || (pages.isSuccess && items.length === 0) ? (
        <p className={classes.nothing}>{text.nothing}</p>
      ) : (
        <FactLines
          key={`${at} ${source} ${types?.join()}`}
          items={items}
          pages={pages}
          label={text.list}
          count={isTogether ? undefined : count}
          more={text.more}
          row={({ readings, ...rest }) =>
            readings === null ? (
              <FactRow fact={rest.fact} mixed />
            ) : (
              <ReadingsRow person={person} readings={readings} {...rest} />
            )
          }
        />
      )}
    </section>
  );
}
