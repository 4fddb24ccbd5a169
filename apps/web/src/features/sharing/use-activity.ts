import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { LedgerHead } from '../../api/types.ts';
import { isOwnLook } from './runs.ts';

const PAGE = 100;
/** How many pages are fetched unasked while everything on them is hidden. */
const UNASKED = 10;
const ENOUGH = 15;

/** The lines to show, newest first. With `hideOwn`, pages full of one's own looks are passed over. */
export function useActivity(person: string, hideOwn: boolean) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: keys.activity(person),
    queryFn: ({ pageParam }) => api.activity(person, { cursor: pageParam, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // A list of who looked is looked at to see the newest.
    staleTime: 0,
  });
  const pages = query.data?.pages ?? [];
  const lines = pages.flatMap((page) => page.lines).filter((line) => !hideOwn || !isOwnLook(line));
  const head: LedgerHead | undefined = pages[0]?.head;

  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const passOver = hideOwn && hasNextPage && !isError && lines.length < ENOUGH && pages.length < UNASKED;
  useEffect(() => {
    if (passOver && !isFetching) void fetchNextPage();
  }, [passOver, isFetching, fetchNextPage]);

  return { query, lines, head, searching: passOver };
}
