import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { View } from '../../api/types.ts';

const PAGE = 100;

/** The pages of a person's facts, newest first; the server's cursor says where the next one begins. */
export function useFacts(person: string, view: View, type: string | undefined) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.facts(person, view, type),
    queryFn: ({ pageParam }) =>
      api.facts(person, { types: type === undefined ? undefined : [type], view, cursor: pageParam, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // Each page read is a line in the ledger: what is on screen stays until something has changed.
    staleTime: Number.POSITIVE_INFINITY,
    // Pages do not change: comparing all of them with each further one takes longer the more there are.
    structuralSharing: false,
  });
}
