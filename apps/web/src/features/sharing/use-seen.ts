import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SeenActor, SeenFilter, SeenPage } from '../../api/activity-types.ts';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { zoneShown } from '../../ui/words.ts';

/** How many pages are fetched unasked while nearly everything on them is hidden. */
const UNASKED = 6;
const ENOUGH = 5;

/** The groups to show, newest first. */
export function useSeen(person: string, filter: SeenFilter) {
  const api = useApi();
  const zone = zoneShown();
  const query = useInfiniteQuery({
    queryKey: keys.seenDays(person, { ...filter, zone }),
    queryFn: ({ pageParam }) => api.seen(person, filter, zone, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // A list of who looked is looked at to see the newest.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const pages = query.data?.pages ?? [];
  const groups = pages.flatMap((page) => page.groups);

  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const passOver = hasNextPage && !isError && groups.length < ENOUGH && pages.length < UNASKED;
  useEffect(() => {
    if (passOver && !isFetching) void fetchNextPage();
  }, [passOver, isFetching, fetchNextPage]);

  return { query, groups, head: pages[0]?.head, searching: passOver, actors: useKnownActors(person) };
}

/** Everybody who did something on any page that is here, so that a filter can name them; the asking account left out. */
function useKnownActors(person: string): readonly (SeenActor & { readonly account: string })[] {
  const queries = useQueryClient();
  const seen = queries
    .getQueriesData<InfiniteData<SeenPage>>({ queryKey: [...keys.seen(person), 'days'] })
    .flatMap(([, data]) => data?.pages ?? [])
    .flatMap((page) => page.groups.map((group) => group.actor));
  const known = new Map(
    seen.flatMap((actor) => (actor.account === undefined || actor.own ? [] : [[actor.account, actor] as const])),
  );
  return [...known].map(([account, actor]) => ({ ...actor, account }));
}
