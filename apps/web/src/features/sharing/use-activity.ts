import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { ActivityLine, LedgerHead } from '../../api/types.ts';

const PAGE = 100;
/** How many pages are fetched unasked while everything on them is hidden. */
const UNASKED = 10;
const ENOUGH = 15;

/** The lines to show, newest first. With `hideOwn`, pages full of one's own looks are passed over. */
export function useActivity(person: string, hideOwn: boolean) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: keys.activity(person, hideOwn),
    queryFn: ({ pageParam }) => api.activity(person, { cursor: pageParam, limit: PAGE, hideOwn }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // A list of who looked is looked at to see the newest.
    staleTime: 0,
  });
  const pages = query.data?.pages ?? [];
  const lines = pages.flatMap((page) => page.lines).filter((line) => !hideOwn || !isOwn(line));
  const head: LedgerHead | undefined = pages[0]?.head;

  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const passOver = hideOwn && hasNextPage && !isError && lines.length < ENOUGH && pages.length < UNASKED;
  useEffect(() => {
    if (passOver && !isFetching) void fetchNextPage();
  }, [passOver, isFetching, fetchNextPage]);

  return { query, lines, head, searching: passOver };
}

/** A look or a change by the asking account itself. */
const isOwn = (line: ActivityLine): boolean => line.own ?? line.actor.role === 'self';
