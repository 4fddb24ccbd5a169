import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../api/keys.ts';
import type { SearchRequest } from '../../../api/search-types.ts';

/** What stands in the form. `searched` is what was sent last; null: nothing yet. */
export interface Asked {
  readonly words: string;
  readonly searched: string | null;
  readonly types: readonly string[];
  /** Days as the fields give them: `2024-03-01`, or nothing. */
  readonly from: string;
  readonly until: string;
  readonly source: string;
}

const NOTHING: Asked = { words: '', searched: null, types: [], from: '', until: '', source: '' };
const KEPT = 60 * 60_000;
const DAY = 86_400_000;

/**
 * The form of one record: kept in memory, so that it is there again after a look at a result, and nowhere else. It goes
 * when the window closes, or somebody logs out.
 */
export function useAsked(person: string): readonly [Asked, (change: Partial<Asked>) => void] {
  const queries = useQueryClient();
  const queryKey = keys.asked(person);
  const { data = NOTHING } = useQuery<Asked>({
    queryKey,
    queryFn: skipToken,
    gcTime: KEPT,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const change = (change: Partial<Asked>) =>
    queries.setQueryData<Asked>(queryKey, (known = NOTHING) => ({ ...known, ...change }));
  return [data, change];
}

export const isNarrowed = ({ types, from, until, source }: Asked): boolean =>
  types.length > 0 || [from, until, source].some((one) => one !== '');

/** Null while there is nothing to look for. Days count as they are in UTC, as the dates of a record do. */
export function requestOf({ searched, types, from, until, source }: Asked): SearchRequest | null {
  if (searched === null || searched.trim() === '') return null;
  const [first, last] = [Date.parse(from), Date.parse(until)];
  return {
    words: searched,
    ...(types.length === 0 ? {} : { types }),
    ...(source === '' ? {} : { sources: [source] }),
    ...(Number.isNaN(first) ? {} : { from: first }),
    ...(Number.isNaN(last) ? {} : { to: last + DAY }),
  };
}
