import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { LedgerHead } from '../../api/types.ts';

const PAGE = 100;
/** How many pages are fetched unasked while nearly everything on them is hidden. */
const UNASKED = 10;
const ENOUGH = 15;

/** The lines to show, newest first. With `hideOwn` the server leaves one's own looks out. */
export function useActivity(person: string, hideOwn: boolean) {
  const api = useApi();
  const own = hideOwn ? 'hide' : 'show';
  const query = useInfiniteQuery({
    queryKey: keys.activity(person, own),
    queryFn: ({ pageParam }) => api.activity(person, { cursor: pageParam, limit: PAGE, own }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // A list of who looked is looked at to see the newest.
    staleTime: 0,
  });
  const pages = query.data?.pages ?? [];
  const lines = pages.flatMap((page) => page.lines);
  const head: LedgerHead | undefined = pages[0]?.head;

  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const passOver = hideOwn && hasNextPage && !isError && lines.length < ENOUGH && pages.length < UNASKED;
  useEffect(() => {
    if (passOver && !isFetching) void fetchNextPage();
  }, [passOver, isFetching, fetchNextPage]);

  return { query, lines, head, searching: passOver };
}
