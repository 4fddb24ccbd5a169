import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { findFocus } from '../../../ui/focus.ts';

export function useLinks(person: string) {
  const api = useApi();
  // How often it was opened changes without anybody here doing something; one line of the log each time.
  return useQuery({ queryKey: keys.links(person), queryFn: () => api.links(person), staleTime: 30_000 });
}

/** Ends a link; the list and everything that says who may what is asked again. */
export function useEndLink(person: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.endLink(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.shares(person, null).slice(0, 3) }).then(findFocus),
  });
}
